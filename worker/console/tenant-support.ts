import type { Context } from 'hono'
import { html } from 'hono/html'
import { enterStudio, visitLengths, type Entry } from '../../tenants/operators/enter-studio.ts'
import {
  endSupportVisit,
  listSupportVisits,
  type SupportVisitEntry,
} from '../../tenants/operators/support-visits.ts'
import type { AppEnv } from '../app-env.ts'
import { consolePage, field, instant } from './console-page.ts'
import { choice, tableOr, type Cell } from './console-parts.ts'
import type { TenantSection } from './tenant-section.ts'

const MOST_SHOWN = 10

/** Going into a studio's admin, and who did. */
export const tenantSupport: TenantSection = {
  id: 'support',
  title: 'Support',
  async show(c, { tenant, failure, typed }) {
    const { visits } = await listSupportVisits(c.var.platform, {
      tenantId: tenant.id,
      limit: MOST_SHOWN,
      cursor: null,
    })
    const action = `/operator/tenants/${tenant.id}/support`
    return html`${tenant.status === 'active' ? entryForm(action, { failure, typed }) : ''}
    ${tableOr('Nobody went in yet.', {
      label: 'Visits of support',
      heads: ['Who', 'Why', 'From', 'Until', ''],
      rows: visits.map((visit) => visitRow(visit, action)),
    })}`
  },
  deeds: {
    enter: async (c, { tenant, typed }) =>
      entryPage(
        c,
        await enterStudio(c.var.platform, {
          tenant: tenant.id,
          reason: typed('reason'),
          minutes: typed('minutes'),
        }),
        tenant.id,
      ),
    end: (c, { typed }) => endSupportVisit(c.var.platform, { visitId: typed('visit') }),
  },
}

type Entering = Pick<Parameters<TenantSection['show']>[1], 'failure' | 'typed'>

function entryForm(action: string, { failure, typed }: Entering) {
  return html`<p>
      You look around as staff do, without passwords, keys or exports. An owner reads that you were there, and
      why, and may let you change things.
    </p>
    <form class="stack" method="post" action="${action}/enter">
      ${field({
        name: 'reason',
        label: 'Why',
        hint: 'The owner reads this: a ticket, or what they asked for.',
        value: typed('reason'),
        failure,
      })}
      ${choice({
        name: 'minutes',
        label: 'For how long',
        options: visitLengths.map((length) => [String(length), `${length} minutes`] as const),
        value: typed('minutes') || '30',
      })}
      <button>Make a way in</button>
    </form>`
}

function visitRow(visit: SupportVisitEntry, action: string): Cell[] {
  return [
    visit.operatorName || visit.operator,
    visit.reason,
    instant(visit.createdAt),
    instant(visit.endedAt ?? visit.expiresAt),
    visit.isOpen
      ? html`<form method="post" action="${action}/end">
          <input type="hidden" name="visit" value="${visit.id}" />
          <button class="plain">End</button>
        </form>`
      : visit.endedBy === 'studio'
        ? 'Ended by the studio'
        : '',
  ]
}

/** Shown once: the link is kept nowhere. */
function entryPage(c: Context<AppEnv>, { link, expiresAt }: Entry, tenantId: string) {
  return consolePage(c, {
    title: 'The way in',
    body: html`<p><a class="button first" href="${link}" rel="noreferrer">Go into the studio</a></p>
      <p>
        The link works once, within five minutes, and is yours alone. The visit ends at ${instant(expiresAt)}.
      </p>
      <p><a href="/operator/tenants/${tenantId}#support">Back to the studio</a></p>`,
  })
}
