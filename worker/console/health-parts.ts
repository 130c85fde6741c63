import { html } from 'hono/html'
import { minutes } from '../../tenants/durations.ts'
import { percentile, type RequestCounts } from '../../tenants/fleet/health/request-counts.ts'
import { sayRule } from '../../tenants/fleet/health/alert-words.ts'
import type { AlertEntry } from '../../tenants/operators/alerts.ts'
import { HEALTH_HOURS, type Health } from '../../tenants/operators/read-health.ts'
import type { Markup } from '../pages/neutral-page.ts'
import { barChart } from './chart.ts'
import { instant } from './console-page.ts'
import { age, figure, table, tableOr, type Cell } from './console-parts.ts'

const SILENT_AFTER_MS = minutes(5)

/** Requests of the last hours: figures, bars, and the table behind them. */
export function requestParts({ hours, total, openAlerts, beatAt }: Health, now: number): Markup {
  const words = `${total.requests.toLocaleString('en')} requests and ${total.errors.toLocaleString('en')} errors in ${HEALTH_HOURS} hours`
  const bars = hours.map(({ requests, errors }) => ({ good: requests - errors, bad: errors }))
  return html`<dl class="figures">
      ${figure('Open alerts', openAlerts)} ${figure('Requests', total.requests, `in ${HEALTH_HOURS} hours`)}
      ${figure('Errors', total.errors, share(total.errors, total.requests))}
      ${figure('Slow', total.slow, 'longer than a second')}
      ${figure('95 of 100 within', within(total, 0.95), total.requests === 0 ? 'nobody asked' : 'of all requests')}
      ${figure('Slow queries', total.slowQueries, `of ${total.queries.toLocaleString('en')} round trips`)}
      ${figure('Clock', beatAt === null ? 'never' : age(beatAt, now), clockNote(beatAt, now))}
    </dl>
    ${barChart(words, { bars, from: hours[0]?.hourAt ?? now })}
    <details>
      <summary>By hour</summary>
      ${table('By hour', hourHeads, hours.map(hourRow))}
    </details>`
}

const hourHeads = [
  'Hour',
  'Requests',
  'Errors',
  'Slow',
  'Half within',
  '95 % within',
  'Round trips',
  'Slow ones',
]

function hourRow(counts: RequestCounts): Cell[] {
  const { hourAt, requests, errors, slow, queries, slowQueries } = counts
  return [
    instant(hourAt),
    requests,
    errors,
    slow,
    within(counts, 0.5),
    within(counts, 0.95),
    queries,
    slowQueries,
  ]
}

/** Alerts as a table; those that nobody looks at yet with a button. */
export function alertTable(alerts: readonly AlertEntry[], now: number, nothing = 'None.'): Markup {
  return tableOr(nothing, {
    label: 'Alerts',
    heads: alertHeads,
    rows: alerts.map((one) => alertRow(one, now)),
  })
}

const alertHeads = ['What', 'Where', 'Since', 'Until', 'Who looks at it']

function alertRow(alert: AlertEntry, now: number): Cell[] {
  const { id, rule, tenantId, studio, said, openedAt, closedAt } = alert
  return [
    html`<strong class="${closedAt === null ? 'wrong' : ''}">${sayRule(rule)}</strong><br />${said}`,
    tenantId === null
      ? 'The platform'
      : html`<a href="/operator/tenants/${tenantId}#health">${studio ?? tenantId}</a>`,
    html`${instant(openedAt)}<br /><span class="quiet">${age(openedAt, closedAt ?? now)}</span>`,
    closedAt === null ? 'open' : instant(closedAt),
    alert.acknowledgedAt === null
      ? html`<form method="post" action="/operator/health/acknowledge">
          <input type="hidden" name="alert" value="${id}" /><button class="plain">I look at it</button>
        </form>`
      : html`${alert.acknowledgedBy}<br /><span class="quiet">${instant(alert.acknowledgedAt)}</span>`,
  ]
}

/** The end of the bucket in which that share of the requests is. */
export function within({ buckets }: RequestCounts, part: number): string {
  const ms = percentile(buckets, part)
  if (ms === null) return '–'
  return Number.isFinite(ms) ? `${ms.toLocaleString('en')} ms` : 'longer'
}

function share(part: number, whole: number): string {
  return whole === 0 ? '' : `${((part / whole) * 100).toFixed(2)} %`
}

function clockNote(beatAt: number | null, now: number): Cell {
  if (beatAt === null || now - beatAt < SILENT_AFTER_MS) return 'ago: cron and queue'
  return html`<strong class="wrong">cron or the queue is silent</strong>`
}

/** Bytes as people read them. */
export function size(bytes: number | null): string {
  if (bytes === null) return 'unknown'
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${(bytes / 1_000 ** power).toFixed(power === 0 ? 0 : 1)} ${units[power]}`
}

/** Millionths of a US dollar. */
export function dollars(micros: number): string {
  return `$${(micros / 1_000_000).toFixed(micros > 0 && micros < 1_000_000 ? 4 : 2)}`
}
