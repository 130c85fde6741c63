import { expect, test } from 'vitest'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { days, hours } from '../durations.ts'
import { rehearse, type LapsedBooking } from './rehearse.ts'

const START = Date.UTC(2027, 0, 6, 16)

/** A booking for 15.00 that Ana made a week before and cancelled an hour before the start. */
function lapsed(id: string, changes: Partial<LapsedBooking> = {}): LapsedBooking {
  const { startsAt = START } = changes
  return {
    id,
    partyId: null,
    clientId: 'cli_ana',
    status: 'cancelled',
    startsAt,
    createdAt: startsAt - days(7),
    cancelledAt: startsAt - hours(1),
    priceMinor: 1_500,
    timeZone: 'Europe/Sofia',
    wasRefilled: false,
    wasForgiven: false,
    ...changes,
  }
}

const rules = makePolicyRules({
  lateCancel: { kind: 'fee', feePercent: 50 },
  noShow: { kind: 'lose_credit_and_fee', feeMinor: 2_000 },
})
const outcomes = (bookings: LapsedBooking[], given = rules) =>
  rehearse(bookings, given).map(({ id, outcome }) => [id, outcome])

test('what was late, or missed, is charged by the rules, in the order in which it happened', () => {
  const bookings = [
    lapsed('missed', { status: 'no_show', cancelledAt: null }),
    lapsed('late'),
    lapsed('in time', { cancelledAt: START - hours(4) }),
  ]

  expect(rehearse(bookings, rules)).toEqual([
    {
      id: 'late',
      kind: 'late_cancel',
      at: START - hours(1),
      outcome: 'owed',
      amountMinor: 750,
      losesCredit: false,
    },
    {
      id: 'missed',
      kind: 'no_show',
      at: START,
      outcome: 'owed',
      amountMinor: 2_000,
      losesCredit: true,
    },
  ])
})

test('what costs nothing gives no line, and counts towards the grace all the same', () => {
  const given = makePolicyRules({
    noShow: { kind: 'fee', feeMinor: 500 },
    grace: { count: 1, days: 30 },
  })
  const bookings = [lapsed('late'), lapsed('missed', { status: 'no_show', startsAt: START + days(1) })]

  expect(outcomes(bookings, given)).toEqual([['missed', 'owed']])
  expect(outcomes(bookings.slice(1), given)).toEqual([['missed', 'grace']])
})

test('the grace is each client’s own, a party counts once, and days pass', () => {
  const given = { ...rules, grace: { count: 1, days: 10 } }
  const bookings = [
    lapsed('a'),
    lapsed('a1', { partyId: 'a', cancelledAt: START - hours(1) + 1 }),
    lapsed('party', { partyId: 'a' }),
    lapsed('other', { clientId: 'cli_bo', startsAt: START + days(1) }),
    lapsed('again', { startsAt: START + days(9) }),
    lapsed('later', { startsAt: START + days(30) }),
  ]

  expect(Object.fromEntries(outcomes(bookings, given))).toEqual({
    a: 'grace',
    party: 'grace',
    a1: 'grace',
    other: 'grace',
    again: 'owed',
    later: 'grace',
  })
})

test('a place taken by somebody else, and what staff forgave, is waived', () => {
  const given = { ...rules, isWaivedWhenRefilled: true, grace: { count: 1, days: 30 } }
  const bookings = [
    lapsed('forgiven', { wasForgiven: true }),
    lapsed('first', { startsAt: START + days(1) }),
    lapsed('taken', { startsAt: START + days(2), wasRefilled: true }),
    lapsed('missed', { startsAt: START + days(3), status: 'no_show', wasRefilled: true }),
  ]

  expect(outcomes(bookings, given)).toEqual([
    ['forgiven', 'staff'],
    ['first', 'grace'],
    ['taken', 'refilled'],
    ['missed', 'owed'],
  ])
  expect(outcomes([lapsed('taken', { wasRefilled: true })])).toEqual([['taken', 'owed']])
})
