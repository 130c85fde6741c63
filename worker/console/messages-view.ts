import type { Context } from 'hono'
import { html } from 'hono/html'
import { hours } from '../../tenants/durations.ts'
import type { OpenLetter } from '../../tenants/operators/dead-letters.ts'
import { SHOWN_HOURS, type Messaging, type Vendor } from '../../tenants/operators/read-messaging.ts'
import type { VendorStatus } from '../../tenants/vendors/vendor-line.ts'
import type { GatedVendor } from '../../tenants/vendors/vendors.ts'
import type { AppEnv } from '../app-env.ts'
import type { Markup } from '../pages/neutral-page.ts'
import { barChart } from './chart.ts'
import { instant, consolePage } from './console-page.ts'
import { age, figure, since, studioLink, table, type Cell } from './console-parts.ts'

/** A vendor's gate; null when it could not be asked. */
export type Gate = { vendor: GatedVendor; status: VendorStatus | null }

type Shown = { messaging: Messaging; letters: OpenLetter[]; gates: Gate[]; now: number }

const names: Record<Vendor, string> = {
  resend: 'E-mail (Resend)',
  twilio: 'SMS (Twilio)',
  push: 'Push',
  webhook: 'Webhooks',
}

export function messagesPage(c: Context<AppEnv>, { messaging, letters, gates, now }: Shown) {
  const { backlog, studiosDue, waiting, failures } = messaging
  return consolePage(c, {
    title: 'Messages',
    isWide: true,
    body: html`<dl class="figures">
        ${figure('Due', backlog.due, since(backlog.oldestDueAt, now))}
        ${figure('Unknown', backlog.unknown, 'whether they went out')}
        ${figure('Studios due', studiosDue.count, since(studiosDue.oldestAt, now))}
        ${figure('Dead letters', letters.length, '')}
      </dl>
      <h2>Vendors</h2>
      ${table(
        'Vendors',
        ['Vendor', 'Gate', 'A second', 'In line'],
        gates.map((gate) => gateRow(gate, now)),
      )}
      <h2>The last ${SHOWN_HOURS} hours</h2>
      ${chart(messaging.hours, now)} ${hourTables(messaging.hours)}
      <h2>Failures by studio</h2>
      ${
        failures.length === 0
          ? html`<p class="quiet">None.</p>`
          : table(
              'Failures by studio',
              ['Studio', 'Vendor', 'Failed', 'Retried', 'Sent'],
              failures.map((one) => [
                studioLink({ id: one.tenantId, name: one.name }),
                names[one.vendor],
                one.failed,
                one.retried,
                one.sent,
              ]),
            )
      }
      <h2>What waits</h2>
      ${
        waiting.length === 0
          ? html`<p class="quiet">Nothing.</p>`
          : table(
              'What waits',
              ['Studio', 'Due', 'Since', 'Unknown', 'As of'],
              waiting.map((one) => [
                studioLink({ id: one.tenantId, name: one.name }),
                one.due,
                age(one.oldestDueAt, now),
                one.unknown,
                `${age(one.at, now)} ago`,
              ]),
            )
      }
      <h2 id="letters">Dead letters</h2>
      ${
        letters.length === 0
          ? html`<p class="quiet">None.</p>`
          : html`<ul class="rows">
              ${letters.map(letterRow)}
            </ul>`
      }`,
  })
}

function gateRow({ vendor, status }: Gate, now: number): Cell[] {
  if (!status) return [names[vendor], 'does not answer', '', '']
  const { circuit, pausedUntil, perSecond, waiting, studios } = status
  const inLine = waiting === 0 ? '0' : `${waiting} of ${studios} ${studios === 1 ? 'studio' : 'studios'}`
  return [names[vendor], gateState(circuit, pausedUntil, now), String(Number(perSecond.toFixed(2))), inLine]
}

function gateState({ state, until }: VendorStatus['circuit'], pausedUntil: number | null, now: number): Cell {
  const closed = (words: string) => html`<strong class="wrong">${words}</strong>`
  if (state === 'open') return closed(`closed, ${age(now, until ?? now)} more`)
  if (state === 'half_open') return closed('trying')
  return pausedUntil === null ? 'open' : closed(`pause, ${age(now, pausedUntil)} more`)
}

/** Sent, and on top what failed, an hour a bar, the newest at the right. */
function chart(rows: Messaging['hours'], now: number): Markup {
  const first = now - (now % hours(1)) - hours(SHOWN_HOURS - 1)
  const bars = Array.from({ length: SHOWN_HOURS }, (_, index) => {
    const own = rows.filter(({ hourAt }) => hourAt === first + hours(index))
    const total = (count: 'sent' | 'failed') => own.reduce((sum, row) => sum + row[count], 0)
    return { good: total('sent'), bad: total('failed') }
  })
  const total = bars.reduce((sum, { good }) => sum + good, 0)
  const lost = bars.reduce((sum, { bad }) => sum + bad, 0)
  const words = `${total.toLocaleString('en')} sent and ${lost.toLocaleString('en')} failed in ${SHOWN_HOURS} hours`
  return barChart(words, { bars, from: first })
}

function hourTables(rows: Messaging['hours']): Markup {
  if (rows.length === 0) return html`<p class="quiet">Nothing was to be sent.</p>`
  return html`<details>
    <summary>By hour and vendor</summary>
    ${table(
      'By hour and vendor',
      ['Hour', 'Vendor', 'Sent', 'Failed', 'Retried', 'Skipped'],
      rows.map(({ hourAt, vendor, sent, failed, retried, skipped }) => [
        instant(hourAt),
        names[vendor],
        sent,
        failed,
        retried,
        skipped,
      ]),
    )}
  </details>`
}

function letterRow({ id, queue, tenant, body, attempts, diedAt }: OpenLetter) {
  const form = (action: string, label: string) =>
    html`<form method="post" action="/operator/messages/${action}">
      <input type="hidden" name="letter" value="${id}" /><button class="plain">${label}</button>
    </form>`
  return html`<li>
    <span>
      ${tenant ? tenant.name : 'No studio'}: ${queue === 'work' ? 'long work' : 'a visit'}<br />
      <span class="quiet">${instant(diedAt)} · tried ${attempts} times</span><br />
      <code>${body}</code>
    </span>
    <span class="buttons">${form('replay', 'Try again')} ${form('drop', 'Throw away')}</span>
  </li>`
}
