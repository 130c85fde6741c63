import { expect, test } from 'vitest'
import { bookingLimits, messages } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { rescheduleBooking } from '../bookings/reschedule-booking.ts'
import { days, hours } from '../durations.ts'
import { addBackDate } from './add-back-date.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeriesRest } from './cancel-series-rest.ts'
import { getSeries } from './get-series.ts'
import type { SeriesView } from './series-view.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const FIRST = Date.UTC(2027, 0, 5, 15)
const tuesday = (index: number) => FIRST + days(7 * index)

async function makeSeries(changes: Parameters<typeof makeSeriesInput>[0] = {}) {
  const studio = await makeTenant({ studio: { service: { windowDays: 400 } } })
  const booked = await bookSeries(studio.ctx, makeSeriesInput({ count: 5, ...changes }))
  const staff = studio.makeContext({ actor: staffActor })
  return { ...studio, ...booked, staff, ref: { seriesId: booked.series.id, manageToken: booked.manageToken } }
}
const statusesOf = ({ bookings }: SeriesView) => bookings.map(({ status }) => status)

test('one date is cancelled by its own link, and can be added back as it was', async () => {
  const { ctx, clock, series, ref } = await makeSeries()
  const bookingId = series.bookings[2]?.id ?? ''
  await cancelBooking(ctx, { bookingId, manageToken: await makeManageToken(ctx, bookingId) })
  const without = await getSeries(ctx, ref)
  expect(without.openDates).toEqual([{ position: 2, on: '2027-01-19', startsAt: tuesday(2) }])
  expect(without.totalMinor).toBe(4 * 6000)

  const again = await addBackDate(ctx, { ...ref, startsAt: tuesday(2), idempotencyKey: 'again' })
  expect(again.openDates).toEqual([])
  expect(again.bookings).toHaveLength(6)
  const added = again.bookings.find(
    ({ startsAt, status }) => startsAt === tuesday(2) && status === 'confirmed',
  )
  expect(added).toMatchObject({
    seriesPosition: 2,
    trainerId: ids.maria,
    client: series.bookings[0]?.client,
    priceMinor: 6000,
    source: 'portal',
  })
  expect(await addBackDate(ctx, { ...ref, startsAt: tuesday(2), idempotencyKey: 'again' })).toEqual(again)
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('one date is moved like a single booking, and stays a date of the series', async () => {
  const { ctx, series, ref } = await makeSeries()
  const bookingId = series.bookings[1]?.id ?? ''
  await rescheduleBooking(ctx, {
    bookingId,
    manageToken: await makeManageToken(ctx, bookingId),
    startsAt: tuesday(1) + days(1),
    idempotencyKey: 'move',
  })
  const moved = await getSeries(ctx, ref)
  expect(moved.bookings[1]).toMatchObject({ id: bookingId, startsAt: tuesday(1) + days(1) })
  expect(moved.openDates).toEqual([])
})

test('the rest is cancelled in one step and told in one message, each date by its own terms', async () => {
  const { ctx, clock, series, ref } = await makeSeries()
  // Within 24 hours of the second date.
  clock.set(tuesday(1) - hours(2))
  const bookingId = series.bookings[1]?.id ?? ''
  const { bookings, openDates } = await cancelSeriesRest(ctx, { ...ref, scope: 'following', bookingId })

  expect(bookings.map(({ status, cancelKind }) => [status, cancelKind])).toEqual([
    ['confirmed', null],
    ['cancelled', 'late'],
    ['cancelled', 'free'],
    ['cancelled', 'free'],
    ['cancelled', 'free'],
  ])
  expect(openDates.map(({ position }) => position)).toEqual([1, 2, 3, 4])
  const [told] = await ctx.db.read([ctx.db.orm.select().from(messages)])
  const toBeSent = told.filter(({ state, bookingId: id }) => state === 'planned' && id !== bookings[0]?.id)
  expect(toBeSent.map(({ kind, bookingId: id }) => [kind, id])).toEqual([['booking_cancelled', bookingId]])
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('all means all that are still to come, and again changes nothing', async () => {
  const { ctx, clock, ref } = await makeSeries()
  clock.set(tuesday(0) + hours(2))
  const cancelled = await cancelSeriesRest(ctx, { ...ref, scope: 'all' })
  expect(statusesOf(cancelled)).toEqual(['confirmed', 'cancelled', 'cancelled', 'cancelled', 'cancelled'])
  clock.set(tuesday(0) + hours(3))
  expect(await cancelSeriesRest(ctx, { ...ref, scope: 'all' })).toEqual(cancelled)
})

test('a date that was left out can be added back until it is there', async () => {
  const { ctx, clock, ref } = await makeSeries({
    choices: ['2027-01-12', '2027-01-19'].map((on) => ({ on, skip: true })),
  })
  clock.set(tuesday(1) + hours(1))
  expect((await getSeries(ctx, ref)).openDates.map(({ position }) => position)).toEqual([2])
})

test('a date of another day is added at the end of the count', async () => {
  const { ctx, ref } = await makeSeries()
  const { bookings } = await addBackDate(ctx, { ...ref, startsAt: tuesday(7), idempotencyKey: 'more' })
  expect(bookings.at(-1)).toMatchObject({ startsAt: tuesday(7), seriesPosition: 5 })
})

test('a date that is taken by now comes with other times', async () => {
  const { ctx, series, ref } = await makeSeries({ choices: [{ on: '2027-01-19', skip: true }] })
  expect(series.openDates).toHaveLength(1)
  await createBooking(ctx, makeBookingInput({ startsAt: tuesday(2) }))
  await expect(
    addBackDate(ctx, { ...ref, startsAt: tuesday(2), idempotencyKey: 'late' }),
  ).rejects.toMatchObject({
    code: 'slot_taken',
    details: { reason: 'busy', alternatives: [{ trainerId: ids.maria }, {}, {}] },
  })
})

test('a date nobody works on is unavailable, one beyond the client’s limit is not allowed', async () => {
  const { ctx, makeContext, ref } = await makeSeries()
  const { db } = ctx
  const add = (startsAt: number) =>
    addBackDate(makeContext(), { ...ref, startsAt, idempotencyKey: `add-${startsAt}` })
  await expect(add(tuesday(0) + days(5))).rejects.toMatchObject({
    code: 'slot_unavailable',
    details: { reason: 'outside_hours' },
  })
  const limit = { id: 'lim_1', subject: 'client', period: 'open', maxBookings: 5, createdAt: 0 } as const
  await db.write([db.orm.insert(bookingLimits).values(limit)])
  await expect(add(tuesday(6))).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'client_limit' },
  })
})

test('a key that added a date adds no other one', async () => {
  const { ctx, ref } = await makeSeries()
  await addBackDate(ctx, { ...ref, startsAt: tuesday(6), idempotencyKey: 'one' })
  await expect(
    addBackDate(ctx, { ...ref, startsAt: tuesday(7), idempotencyKey: 'one' }),
  ).rejects.toMatchObject({ code: 'idempotency_key_reused' })
})

test('the link of any date opens the series, another booking’s does not; staff need none', async () => {
  const { ctx, staff, series, ref } = await makeSeries()
  const other = await createBooking(ctx, makeBookingInput())
  for (const { id } of series.bookings) {
    const manageToken = await makeManageToken(ctx, id)
    expect((await getSeries(ctx, { ...ref, manageToken })).id).toBe(series.id)
  }
  expect((await getSeries(staff, { seriesId: series.id })).bookings).toHaveLength(5)
  for (const manageToken of [other.manageToken, '', null]) {
    const wrong = { seriesId: series.id, manageToken }
    const refused = { code: 'not_found' }
    await expect(getSeries(ctx, wrong)).rejects.toMatchObject(refused)
    await expect(cancelSeriesRest(ctx, { ...wrong, scope: 'all' })).rejects.toMatchObject(refused)
    const adding = { ...wrong, startsAt: tuesday(6), idempotencyKey: 'key' }
    await expect(addBackDate(ctx, adding)).rejects.toMatchObject(refused)
  }
})

test('what staff cancel and add is written down as theirs', async () => {
  const { staff, series } = await makeSeries()
  const seriesId = series.id
  await cancelSeriesRest(staff, { seriesId, scope: 'all', reason: 'Moved away' })
  const { bookings } = await addBackDate(staff, { seriesId, startsAt: tuesday(2), idempotencyKey: 'back' })
  expect(bookings.filter(({ status }) => status === 'confirmed')).toMatchObject([
    { source: 'staff', startsAt: tuesday(2) },
  ])
})
