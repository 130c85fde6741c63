import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import { isAppError, type AppError } from '../../tenants/errors.ts'
import {
  addAlertTarget,
  alertTargetKinds,
  listAlertTargets,
  removeAlertTarget,
} from '../../tenants/operators/alert-targets.ts'
import { acknowledgeAlert, listAlerts } from '../../tenants/operators/alerts.ts'
import { readHealth, type FleetHealth } from '../../tenants/operators/read-health.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, studioLink, table, tableOr } from './console-parts.ts'
import { alertTable, requestParts, within } from './health-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const MOST_OPEN = 100
const PAGE = 50

type Failed = { failure: AppError; typed: Typed }

/** How all studios are, what is wrong, and who is told of it. */
export function addHealthPages(pages: Hono<AppEnv>): void {
  pages.get('/health', (c) => healthPage(c))
  pages.get('/health/alerts', alertsPage)
  pages.post('/health/acknowledge', async (c) => {
    const { platform } = c.var
    requireRole(platform, 'support')
    const id = (await readForm(c))('alert')
    try {
      await acknowledgeAlert(platform, id)
    } catch (error) {
      if (!isAppError(error, 'not_found')) throw error
    }
    return c.redirect('/operator/health#alerts', 303)
  })
  pages.post('/health/targets', async (c) => {
    const { platform } = c.var
    requireRole(platform, 'operator')
    const typed = await readForm(c)
    const kind = alertTargetKinds.find((one) => one === typed('kind')) ?? 'email'
    return carryOut(
      async () => {
        const { secret } = await addAlertTarget(platform, { kind, address: typed('address') })
        return secret === null ? c.redirect('/operator/health#targets', 303) : secretPage(c, secret)
      },
      (failure) => healthPage(c, { failure, typed }),
    )
  })
  pages.post('/health/targets/remove', async (c) => {
    const { platform } = c.var
    requireRole(platform, 'operator')
    const id = (await readForm(c))('target')
    try {
      await removeAlertTarget(platform, id)
    } catch (error) {
      if (!isAppError(error, 'not_found')) throw error
    }
    return c.redirect('/operator/health#targets', 303)
  })
}

async function healthPage(c: Context<AppEnv>, failed?: Failed) {
  const { platform } = c.var
  const [health, { alerts }, targets] = await Promise.all([
    readHealth(platform),
    listAlerts(platform, { isOpen: true, limit: MOST_OPEN, cursor: null }),
    listAlertTargets(platform),
  ])
  const now = platform.now()
  return consolePage(c, {
    title: 'Health',
    isWide: true,
    failure: failed?.failure,
    refreshSeconds: failed ? undefined : 60,
    body: html`${requestParts(health, now)}
      <h2 id="alerts">Alerts</h2>
      ${alertTable(alerts, now, 'Nothing is wrong.')}
      <p><a href="/operator/health/alerts">All alerts, also those that are over</a></p>
      <h2>Where most went wrong</h2>
      ${worstTable(health)}
      <h2>Studios</h2>
      ${studioTables(health)}
      <h2 id="targets">Who is told</h2>
      ${targetList(targets)} ${targetForm(failed)}`,
  })
}

function worstTable({ worst }: FleetHealth) {
  return tableOr('Nothing went wrong.', {
    label: 'Where most went wrong',
    heads: ['Studio', 'Errors', 'Slow', 'Requests', '95 % within', 'Slow round trips'],
    rows: worst.map((one) => [
      studioLink({ id: one.tenantId, name: one.name }),
      one.errors,
      one.slow,
      one.requests,
      within(one, 0.95),
      one.slowQueries,
    ]),
  })
}

function studioTables({ statuses, versions }: FleetHealth) {
  return html`<div class="side-by-side">
    <div>
      ${table(
        'By state',
        ['State', 'Studios'],
        statuses.map(({ status, count }) => [
          html`<a href="/operator?status=${status}">${status}</a>`,
          count,
        ]),
      )}
    </div>
    <div>
      ${table(
        'By version of the schema',
        ['Schema', 'Studios'],
        versions.map(({ version, count }) => [version === null ? 'unknown' : `version ${version}`, count]),
      )}
    </div>
  </div>`
}

function targetList(targets: Awaited<ReturnType<typeof listAlertTargets>>) {
  if (targets.length === 0) return html`<p class="quiet">Nobody. Alerts are here alone.</p>`
  return html`<ul class="rows">
    ${targets.map(
      ({ id, kind, address, createdAt, lastError }) =>
        html`<li>
          <span>
            ${kind === 'email' ? 'E-mail' : 'Webhook'}: ${address}<br />
            <span class="quiet">since ${instant(createdAt)}</span>
            ${lastError === null ? '' : html`<br /><span class="wrong">The last time it failed: ${lastError}</span>`}
          </span>
          <form method="post" action="/operator/health/targets/remove">
            <input type="hidden" name="target" value="${id}" /><button class="plain">Remove</button>
          </form>
        </li>`,
    )}
  </ul>`
}

function targetForm(failed: Failed | undefined) {
  return html`<form class="stack" method="post" action="/operator/health/targets">
    ${choice({
      name: 'kind',
      label: 'How',
      options: [
        ['email', 'E-mail'],
        ['webhook', 'Webhook, signed'],
      ],
      value: failed?.typed('kind') ?? 'email',
    })}
    ${field({
      name: 'address',
      label: 'Address',
      autocomplete: 'off',
      value: failed?.typed('address') ?? '',
      failure: failed?.failure,
    })}
    <button>Tell them, too</button>
  </form>`
}

function secretPage(c: Context<AppEnv>, secret: string) {
  return consolePage(c, {
    title: 'Webhook added',
    body: html`<p>Its requests are signed with this secret (standardwebhooks.com). It is shown this once.</p>
      <p><code>${secret}</code></p>
      <p><a href="/operator/health#targets">Back</a></p>`,
  })
}

async function alertsPage(c: Context<AppEnv>) {
  const { platform } = c.var
  const { alerts, hasMore } = await listAlerts(platform, { limit: PAGE, cursor: readPosition(c) })
  const last = alerts.at(-1)
  return consolePage(c, {
    title: 'Alerts',
    isWide: true,
    body: html`<p><a href="/operator/health">Back to health</a></p>
      ${alertTable(alerts, platform.now(), 'Nothing was ever wrong.')}
      ${hasMore && last ? nextPage(c, { createdAt: last.openedAt, id: last.id }) : ''}`,
  })
}
