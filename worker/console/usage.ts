import type { Hono } from 'hono'
import { html } from 'hono/html'
import { prices, type Priced, type Usage } from '../../tenants/fleet/health/prices.ts'
import { readUsage } from '../../tenants/operators/read-usage.ts'
import type { AppEnv } from '../app-env.ts'
import { consolePage } from './console-page.ts'
import { figure, studioLink, table, tableOr, type Cell } from './console-parts.ts'
import { dollars, size } from './health-parts.ts'

const DAYS_A_MONTH = 30

const labels: Record<Priced, string> = {
  requests: 'Requests',
  rowsRead: 'Rows read',
  rowsWritten: 'Rows written',
  storageBytes: 'Database',
  fileBytes: 'Files',
  emails: 'E-mails',
  smsParts: 'SMS',
  hostnames: 'Own domains',
}
// In the order of `labels`.
const shown = Object.keys(labels) as Priced[]

/** What studios use at the vendors’, month by month, and what that costs by the prices they publish: estimates. */
export function addUsagePage(pages: Hono<AppEnv>): void {
  pages.get('/usage', async (c) => {
    const asked = c.req.query('month')
    const { month, studios, total } = await readUsage(c.var.platform, {
      month: asked === '' ? undefined : asked,
    })
    return consolePage(c, {
      title: `Usage in ${monthName(month)}`,
      isWide: true,
      body: html`<form class="filters" action="/operator/usage">
          <p class="field">
            <label for="month">Month</label>
            <input
              id="month"
              name="month"
              type="month"
              placeholder="2027-01"
              value="${month}"
              pattern="20[0-9][0-9]-[01][0-9]"
            />
          </p>
          <button>Show</button>
        </form>
        <dl class="figures">
          ${figure('Estimated cost', dollars(total.costMicros), 'by the prices below, not an invoice')}
          ${shown.map((key) => figure(labels[key], amount(key, total.usage), costNote(key, dollars(total.costs[key]))))}
        </dl>
        <h2>By studio</h2>
        ${tableOr('Nothing was counted yet.', {
          label: 'By studio',
          heads: ['Studio', 'Estimated cost', ...shown.map((key) => labels[key])],
          rows: studios.map(({ tenantId, name, usage, costMicros }): Cell[] => [
            studioLink({ id: tenantId, name }),
            dollars(costMicros),
            ...shown.map((key) => amount(key, usage)),
          ]),
        })}
        <h2>Prices</h2>
        <p>
          What vendors publish, beyond what their plans include; your own contracts may say otherwise. Text
          messages are counted as one part each, so long ones cost more than it says.
        </p>
        ${priceTable()}`,
    })
  })
}

/** `January 2027` of `2027-01`. */
function monthName(month: string): string {
  const first = new Date(`${month}-01T00:00:00Z`)
  return first.toLocaleDateString('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
}

const isKept = (key: Priced) => key === 'storageBytes' || key === 'fileBytes' || key === 'hostnames'

const costNote = (key: Priced, cost: string) => (isKept(key) ? `for a month, ${cost}` : cost)

/** What is kept was counted each day: as if for the whole month. */
export function amount(key: Priced, usage: Usage): string {
  if (key === 'storageBytes' || key === 'fileBytes') return size(usage[key] / DAYS_A_MONTH)
  if (key === 'hostnames') return (usage[key] / DAYS_A_MONTH).toFixed(2)
  return usage[key].toLocaleString('en')
}

function priceTable() {
  return table(
    'Prices',
    ['What', 'Price', 'For', 'Source', 'Seen on'],
    shown.map((key) => {
      const { micros, per, source, seenOn } = prices[key]
      return [
        labels[key],
        dollars(micros),
        per.toLocaleString('en'),
        html`<a href="${source}" rel="noreferrer">${source}</a>`,
        seenOn,
      ]
    }),
  )
}
