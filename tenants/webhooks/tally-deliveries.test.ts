import { expect, test } from 'vitest'
import type { DeliverySettlement } from './settle-deliveries.ts'
import { tallyDeliveries } from './tally-deliveries.ts'

const settled = (state: DeliverySettlement['state'], attempts = 1): DeliverySettlement => ({
  id: 'whd_1',
  state,
  attempts,
  claimedAttempts: 1,
  plannedAt: 0,
  responseStatus: null,
  reason: null,
})

test('counts what was tried by what became of it, and not what was given back', () => {
  const settlements = [
    settled('delivered'),
    settled('delivered'),
    settled('failed'),
    settled('planned'),
    settled('planned', 0),
    settled('skipped'),
  ]
  expect(tallyDeliveries(settlements)).toEqual({
    vendor: 'webhook',
    sent: 2,
    failed: 1,
    retried: 1,
    skipped: 1,
  })
  expect(tallyDeliveries([settled('planned', 0)])).toBeUndefined()
})
