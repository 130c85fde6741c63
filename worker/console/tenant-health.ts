import { html } from 'hono/html'
import { listAlerts } from '../../tenants/operators/alerts.ts'
import { readStudioHealth, type StudioHealth } from '../../tenants/operators/read-health.ts'
import { readUsage } from '../../tenants/operators/read-usage.ts'
import { instant } from './console-page.ts'
import { age, facts, tableOr } from './console-parts.ts'
import { alertTable, dollars, requestParts, size } from './health-parts.ts'
import type { TenantSection } from './tenant-section.ts'

const MOST_ALERTS = 20

/** How a studio is: its requests, its database, what waits, its certificates, what it costs. */
export const tenantHealth: TenantSection = {
  id: 'health',
  title: 'Health',
  async show(c, { tenant }) {
    const { platform } = c.var
    const [health, { alerts }, { month, total }] = await Promise.all([
      readStudioHealth(platform, tenant.id),
      listAlerts(platform, { isOpen: true, tenantId: tenant.id, limit: MOST_ALERTS, cursor: null }),
      readUsage(platform, { tenantId: tenant.id }),
    ])
    const now = platform.now()
    return html`${alerts.length === 0 ? '' : alertTable(alerts, now)} ${requestParts(health, now)}
      ${known(health, now)} ${certificateTable(health)}
      <p>
        Estimated cost in ${month}, by <a href="/operator/usage">the prices vendors publish</a>:
        ${dollars(total.costMicros)}.
      </p>`
  },
}

function known({ facts: of, backlog, schemaVersion }: StudioHealth, now: number) {
  const due =
    backlog === null
      ? 'nothing'
      : `${backlog.due.toLocaleString('en')}, the oldest for ${age(backlog.oldestDueAt, now)}`
  if (of === null) return facts({ Due: due, 'Schema version': schemaVersion, 'Looked at': 'not yet' })
  return facts({
    'Last booking': of.lastBookingAt === null ? 'none' : instant(of.lastBookingAt),
    Due: due,
    Database: size(of.databaseBytes),
    Trainers: of.trainers?.toLocaleString('en') ?? null,
    Clients: of.clients?.toLocaleString('en') ?? null,
    'Bookings this month': of.bookingsThisMonth?.toLocaleString('en') ?? null,
    'SMS this month': of.smsThisMonth?.toLocaleString('en') ?? null,
    'Schema version': schemaVersion,
    'Looked at': instant(of.at),
  })
}

function certificateTable({ certificates }: StudioHealth) {
  if (certificates.length === 0) return ''
  return tableOr('', {
    label: 'Certificates',
    heads: ['Domain', 'Name', 'Certificate', 'Broken since'],
    rows: certificates.map(({ host, status, sslStatus, brokenSince }) => [
      host,
      status,
      sslStatus,
      brokenSince === null ? '' : html`<strong class="wrong">${instant(brokenSince)}</strong>`,
    ]),
  })
}
