import { expect, test } from 'vitest'
import { failureOf } from '../../tests/support/failure-of.ts'
import { makeBooking } from '../../tests/support/make-booking.ts'
import { makeTenant, MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { looker, makeTrainerActor } from '../../tests/support/make-trainer-actor.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours } from '../durations.ts'
import { changeBookings } from './change-bookings.ts'
import { getBooking } from './get-booking.ts'

async function makeDay() {
  const studio = await makeTenant()
  const at = (hour: number, changes: Parameters<typeof makeBooking>[1] = {}) =>
    makeBooking(studio, { startsAt: MONDAY_MORNING + hours(hour), ...changes })
  const staff = studio.makeContext({ actor: staffActor })
  const statusOf = async (bookingId: string) =>
    (await getBooking(staff, { bookingId, manageToken: '' })).status
  return { studio, at, staff, statusOf }
}

test('what can be done is done, and the rest says why it was not', async () => {
  const { staff, at, statusOf } = await makeDay()
  const soon = await at(3)
  const asked = await at(5, { status: 'pending', expiresAt: MONDAY_MORNING + hours(4) })
  const far = await at(27)
  const outcomes = await changeBookings(staff, {
    bookingIds: [soon.id, asked.id, far.id, 'bkg_none', soon.id],
    deed: 'check_in',
  })
  expect(outcomes).toEqual([
    { bookingId: soon.id, ok: true },
    { bookingId: asked.id, ok: false, code: 'not_allowed', reason: 'pending' },
    { bookingId: far.id, ok: false, code: 'not_allowed', reason: 'too_early' },
    { bookingId: 'bkg_none', ok: false, code: 'not_found', reason: null },
  ])
  expect(await statusOf(soon.id)).toBe('checked_in')
  expect(await changeBookings(staff, { bookingIds: [soon.id], deed: 'undo_check_in' })).toEqual([
    { bookingId: soon.id, ok: true },
  ])
  expect(await statusOf(soon.id)).toBe('confirmed')
})

test('requests are answered, all yes or all no', async () => {
  const { staff, at, statusOf } = await makeDay()
  const pending = { status: 'pending', expiresAt: MONDAY_MORNING + hours(2) } as const
  const [yes, no] = [await at(3, pending), await at(5, pending)]
  await changeBookings(staff, { bookingIds: [yes.id], deed: 'confirm' })
  await changeBookings(staff, { bookingIds: [no.id], deed: 'decline', reason: 'Away' })
  expect([await statusOf(yes.id), await statusOf(no.id)]).toEqual(['confirmed', 'declined'])
})

test.for([
  [true, 'studio'],
  [false, 'late'],
] as const)('cancelling says whose doing it is (the studio’s: %s)', async ([isByStudio, kind]) => {
  const { studio, staff, at } = await makeDay()
  const { id } = await at(3, { freeCancelUntil: MONDAY_MORNING })
  studio.clock.advance(1)
  await changeBookings(staff, { bookingIds: [id], deed: 'cancel', isByStudio, reason: 'Flood' })
  expect((await getBooking(staff, { bookingId: id, manageToken: '' })).cancelKind).toBe(kind)
})

test('a trainer changes their own alone, and who may only look nothing at all', async () => {
  const { studio, at, statusOf } = await makeDay()
  const [own, foreign] = [await at(3), await at(5, { trainerId: ids.ivan })]
  const maria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  const both = { bookingIds: [own.id, foreign.id], deed: 'check_in' as const }
  expect((await changeBookings(maria, both)).map(({ ok }) => ok)).toEqual([true, false])
  expect(await statusOf(foreign.id)).toBe('confirmed')
  expect(await failureOf(changeBookings(studio.makeContext({ actor: looker }), both))).toBe('forbidden')
  expect(await failureOf(changeBookings(studio.makeContext(), both))).toBe('unauthorized')
})

test('at most a page is changed at once, and at least one', async () => {
  const { staff } = await makeDay()
  const many = Array.from({ length: 51 }, (_, index) => `bkg_${index}`)
  expect(await failureOf(changeBookings(staff, { bookingIds: many, deed: 'confirm' }))).toBe('invalid_input')
  expect(await failureOf(changeBookings(staff, { bookingIds: [], deed: 'confirm' }))).toBe('invalid_input')
})
