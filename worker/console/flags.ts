import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { deleteFlag, listFlags, putFlag, type FlagEntry } from '../../tenants/operators/feature-flags.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, tableOr, type Cell } from './console-parts.ts'

const heads = ['Flag', 'Everywhere', 'On in studios', 'Off in studios', 'Changed', '']

/** Ways the product can behave, for one studio after the other. */
export function addFlagPages(pages: Hono<AppEnv>): void {
  pages.get('/flags', (c) => flagsPage(c))
  pages.post('/flags', async (c) => {
    requireRole(c.var.platform, 'operator')
    const typed = await readForm(c)
    return carryOut(
      async () => {
        await putFlag(c.var.platform, {
          key: typed('key').trim(),
          description: typed('description'),
          isOn: typed('isOn') === 'on',
        })
        return c.redirect('/operator/flags', 303)
      },
      (failure) => flagsPage(c, { failure, typed }),
    )
  })
  pages.post('/flags/delete', async (c) => {
    requireRole(c.var.platform, 'operator')
    await deleteFlag(c.var.platform, { key: (await readForm(c))('key') })
    return c.redirect('/operator/flags', 303)
  })
}

async function flagsPage(c: Context<AppEnv>, failed?: { failure: AppError; typed: Typed }) {
  const flags = await listFlags(c.var.platform)
  const failure = failed?.failure
  const typed = failed?.typed ?? (() => '')
  return consolePage(c, {
    title: 'Feature flags',
    isWide: true,
    failure,
    body: html`<p>
        What the code knows by name: <code>server_timing</code> says with each answer where its time went.
        Others do nothing yet. A studio can differ: on its page.
      </p>
      ${tableOr('There are none.', { label: 'Feature flags', heads, rows: flags.map(flagRow) })}
      <h2>Make one, or say one anew</h2>
      <form class="stack" method="post" action="/operator/flags">
        ${field({ name: 'key', label: 'Name for programs', value: typed('key'), failure })}
        ${field({ name: 'description', label: 'What it does', value: typed('description'), failure })}
        ${choice({
          name: 'isOn',
          label: 'Everywhere, unless a studio differs',
          options: [
            ['off', 'off'],
            ['on', 'on'],
          ],
          value: typed('isOn'),
        })}
        <button>Save</button>
      </form>`,
  })
}

function flagRow({ key, description, isOn, onAt, offAt, updatedAt }: FlagEntry): Cell[] {
  const deed = (action: string, label: string, fields: Record<string, string>) =>
    html`<form method="post" action="${action}">
      ${Object.entries(fields).map(
        ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
      )}
      <button class="plain">${label}</button>
    </form>`
  return [
    html`<code>${key}</code><br /><span class="quiet">${description}</span>`,
    isOn ? 'on' : 'off',
    onAt,
    offAt,
    instant(updatedAt),
    html`<div class="buttons">
      ${deed('/operator/flags', isOn ? 'Turn off' : 'Turn on', { key, description, isOn: isOn ? 'off' : 'on' })}
      ${deed('/operator/flags/delete', 'Delete', { key })}
    </div>`,
  ]
}
