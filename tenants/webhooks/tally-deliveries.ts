import type { DeliverySettlement } from './settle-deliveries.ts'

/** What became of one run's webhooks. `failed`: given up; `retried`: tried, and to be tried again. */
export type WebhookTally = {
  vendor: 'webhook'
  sent: number
  failed: number
  retried: number
  skipped: number
}

/** Nothing when there is nothing to tell: what was given back untried counts nowhere. */
export function tallyDeliveries(settlements: readonly DeliverySettlement[]): WebhookTally | undefined {
  const count = (isIt: (one: DeliverySettlement) => boolean) => settlements.filter(isIt).length
  const tally = {
    sent: count(({ state }) => state === 'delivered'),
    failed: count(({ state }) => state === 'failed'),
    retried: count((one) => one.state === 'planned' && one.attempts === one.claimedAttempts),
    skipped: count(({ state }) => state === 'skipped'),
  }
  return Object.values(tally).some((number) => number > 0) ? { vendor: 'webhook', ...tally } : undefined
}
