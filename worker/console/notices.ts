import type { Context, Hono } from 'hono'
import { html } from 'hono/html'
import type { AppError } from '../../tenants/errors.ts'
import { addNotice, listNotices, withdrawNotice, type NoticeEntry } from '../../tenants/operators/notices.ts'
import { requireRole } from '../../tenants/operators/require-role.ts'
import type { AppEnv } from '../app-env.ts'
import { carryOut, readForm, type Typed } from './console-form.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, studioLink, tableOr, type Cell } from './console-parts.ts'
import { nextPage, readPosition } from './list-page.ts'

const PAGE = 50
const heads = ['What', 'To whom', 'Text', 'From', 'Until', '']

/** What studios are told: that something is repaired, or that something is new. */
export function addNoticePages(pages: Hono<AppEnv>): void {
  pages.get('/notices', (c) => noticesPage(c))
  pages.post('/notices', async (c) => {
    requireRole(c.var.platform, 'operator')
    const typed = await readForm(c)
    return carryOut(
      async () => {
        const kind = typed('kind') === 'announcement' ? 'announcement' : 'maintenance'
        await addNotice(c.var.platform, {
          kind,
          audience: typed('audience') === 'everyone' ? 'everyone' : 'staff',
          tenant: typed('tenant').trim() || null,
          text: { en: typed('text.en'), bg: typed('text.bg') },
          startsAt: readUtc(typed('startsAt')),
          endsAt: readUtc(typed('endsAt')),
        })
        return c.redirect('/operator/notices', 303)
      },
      (failure) => noticesPage(c, { failure, typed }),
    )
  })
  pages.post('/notices/withdraw', async (c) => {
    requireRole(c.var.platform, 'operator')
    await withdrawNotice(c.var.platform, { noticeId: (await readForm(c))('notice') })
    return c.redirect('/operator/notices', 303)
  })
}

/** What `datetime-local` sends, taken as UTC; what it does not send, no instant. */
function readUtc(text: string): number {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}Z`) : -1
}

async function noticesPage(c: Context<AppEnv>, failed?: { failure: AppError; typed: Typed }) {
  const { platform } = c.var
  const { notices, hasMore } = await listNotices(platform, { limit: PAGE, cursor: readPosition(c) })
  const now = platform.now()
  return consolePage(c, {
    title: 'Notices',
    isWide: true,
    failure: failed?.failure,
    body: html`${tableOr('Studios were told nothing yet.', {
        label: 'Notices',
        heads,
        rows: notices.map((notice) => noticeRow(notice, now)),
      })}
      ${hasMore ? nextPage(c, notices.at(-1)) : ''}
      <h2>Tell studios something</h2>
      ${noticeForm(failed?.typed ?? (() => ''), failed?.failure)}`,
  })
}

function noticeForm(typed: Typed, failure: AppError | undefined) {
  return html`<form class="stack" method="post" action="/operator/notices">
    ${choice({
      name: 'kind',
      label: 'What it is',
      options: [
        ['maintenance', 'maintenance: stays until it is over'],
        ['announcement', 'announcement: whoever read it puts it away'],
      ],
      value: typed('kind'),
    })}
    ${choice({
      name: 'audience',
      label: 'Who reads it',
      options: [
        ['staff', 'staff'],
        ['everyone', 'clients, too (maintenance alone)'],
      ],
      value: typed('audience'),
    })}
    ${field({
      name: 'tenant',
      label: 'Only this studio',
      hint: 'Its id or slug; nothing: all of them.',
      value: typed('tenant'),
      isOptional: true,
      failure,
    })}
    ${field({ name: 'text.en', label: 'In English', value: typed('text.en'), failure })}
    ${field({ name: 'text.bg', label: 'In Bulgarian', value: typed('text.bg'), failure })}
    ${field({ name: 'startsAt', label: 'From (UTC)', type: 'datetime-local', value: typed('startsAt'), failure })}
    ${field({ name: 'endsAt', label: 'Until (UTC)', type: 'datetime-local', value: typed('endsAt'), failure })}
    <button>Tell them</button>
  </form>`
}

function noticeRow(notice: NoticeEntry, now: number): Cell[] {
  const { id, kind, audience, tenant, text, startsAt, endsAt, withdrawnAt } = notice
  return [
    kind,
    html`${tenant ? studioLink(tenant) : 'every studio'}<br /><span class="quiet"
        >${audience === 'everyone' ? 'staff and clients' : 'staff'}</span
      >`,
    html`${text.en}<br /><span lang="bg">${text.bg}</span>`,
    instant(startsAt),
    instant(endsAt),
    withdrawnAt !== null
      ? html`withdrawn ${instant(withdrawnAt)}`
      : endsAt <= now
        ? 'over'
        : html`<form method="post" action="/operator/notices/withdraw">
            <input type="hidden" name="notice" value="${id}" />
            <button class="plain">Withdraw</button>
          </form>`,
  ]
}
