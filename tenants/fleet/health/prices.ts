/** What `per` of something cost, in millionths of a US dollar, the vendor's public page that says so, and when it was read. */
export type Price = { micros: number; per: number; source: string; seenOn: string }

const TURSO = 'https://turso.tech/pricing'
const CLOUDFLARE = 'https://developers.cloudflare.com'

/**
 * What vendors take for what studios use, beyond what a plan includes, by the pages named beside it: estimates for comparing
 * studios, not an invoice. Put in what your own contracts say. Text messages depend on the country; this is a European
 * average for one part, and as many parts are counted as messages.
 */
export const prices = {
  rowsRead: { micros: 1_000_000, per: 1_000_000_000, source: TURSO, seenOn: '2026-06-01' },
  rowsWritten: { micros: 1_000_000, per: 1_000_000, source: TURSO, seenOn: '2026-06-01' },
  // A month.
  storageBytes: { micros: 750_000, per: 1_000_000_000, source: TURSO, seenOn: '2026-06-01' },
  emails: { micros: 900_000, per: 1_000, source: 'https://resend.com/pricing', seenOn: '2026-06-01' },
  smsParts: { micros: 60_000, per: 1, source: 'https://www.twilio.com/sms/pricing', seenOn: '2026-06-01' },
  // A month; the first hundred are free.
  hostnames: {
    micros: 100_000,
    per: 1,
    source: `${CLOUDFLARE}/cloudflare-for-platforms/cloudflare-for-saas/plans/`,
    seenOn: '2026-06-01',
  },
  // A month.
  fileBytes: {
    micros: 15_000,
    per: 1_000_000_000,
    source: `${CLOUDFLARE}/r2/pricing/`,
    seenOn: '2026-06-01',
  },
  requests: {
    micros: 300_000,
    per: 1_000_000,
    source: `${CLOUDFLARE}/workers/platform/pricing/`,
    seenOn: '2026-06-01',
  },
} satisfies Record<string, Price>

export type Priced = keyof typeof prices
/** How much was used; what is kept (bytes, names) in days: a gigabyte for a month is 30 gigabyte-days. */
export type Usage = Record<Priced, number>

const KEPT: readonly Priced[] = ['storageBytes', 'hostnames', 'fileBytes']
const DAYS_A_MONTH = 30

/** What that costs, by what it is for, in millionths of a US dollar. */
export function costOf(usage: Usage): Record<Priced, number> {
  const entries = Object.entries(prices).map(([name, { micros, per }]) => {
    const key = name as Priced
    const amount = KEPT.includes(key) ? usage[key] / DAYS_A_MONTH : usage[key]
    return [key, Math.round((amount * micros) / per)] as const
  })
  // One for each of `prices`.
  return Object.fromEntries(entries) as Record<Priced, number>
}

export function totalOf(costs: Record<Priced, number>): number {
  return Object.values(costs).reduce((sum, micros) => sum + micros, 0)
}
