import { expect, test } from 'vitest'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { addSession, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { days, hours } from '../durations.ts'
import { createPolicy } from './create-policy.ts'
import { rehearsePolicy } from './rehearse-policy.ts'
import { settleCharges } from './settle-charges.ts'

/** Wednesday 6 January 2027, 18:00 in Sofia. */
const START = Date.UTC(2027, 0, 6, 16)

test('a policy charges in rehearsal what it has charged, and a stricter one more', async () => {
  const studio = await makeClassStudio({ yoga: { waitlistMode: 'none' } })
  const rules = {
    freeCancel: { minutesBefore: 240 },
    lateCancel: { kind: 'fee', feePercent: 50 },
    isWaivedWhenRefilled: true,
  } as const
  const { id: policyId } = await createPolicy(studio.staff, { name: 'All', rules })
  const other = await createPolicy(studio.staff, { name: 'Never first', rules })
  const book = async (sessionId: string) => {
    const input = makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null })
    const { booking, manageToken } = await createBooking(studio.makeContext(), input)
    return { bookingId: booking.id, manageToken }
  }
  const cancelAt = async (instant: number, link: Awaited<ReturnType<typeof book>>) => {
    studio.clock.set(instant)
    await cancelBooking(studio.makeContext(), link)
    return link.bookingId
  }
  // Early, late and left empty, late and taken by somebody else.
  const one = await addSession(studio, { startsAt: START })
  const two = await addSession(studio, { startsAt: START + days(1), capacity: 1 })
  const [a, b, c] = [await book(one.id), await book(one.id), await book(two.id)]
  const early = await cancelAt(START - hours(5), a)
  const empty = await cancelAt(START - hours(1), b)
  const taken = await cancelAt(START + days(1) - hours(1), c)
  await book(two.id)
  studio.clock.set(START + days(30))
  await settleCharges(studio.makeContext())

  const same = await rehearsePolicy(studio.staff, { policyId })
  const strict = await rehearsePolicy(studio.staff, {
    policyId,
    rules: { ...rules, freeCancel: { minutesBefore: 24 * 60 }, isWaivedWhenRefilled: false },
  })

  expect(same).toMatchObject({
    fromOn: '2027-01-01',
    toOn: '2027-01-31',
    bookings: 4,
    wouldCharge: { count: 1, amountMinor: 750, credits: 0 },
    wasCharged: { count: 1, amountMinor: 750, credits: 0 },
  })
  expect(same.lines.map(({ id, outcome, wasCharged }) => [id, outcome, wasCharged])).toEqual([
    [empty, 'owed', true],
    [taken, 'refilled', false],
  ])
  expect(strict.lines.map(({ id, outcome, wasCharged }) => [id, outcome, wasCharged])).toEqual([
    [early, 'owed', false],
    [empty, 'owed', true],
    [taken, 'owed', false],
  ])
  expect(strict).toMatchObject({ wouldCharge: { count: 3, amountMinor: 2_250 }, wasCharged: { count: 1 } })
  expect(await rehearsePolicy(studio.staff, { policyId: other.id })).toMatchObject({ bookings: 0, lines: [] })
})
