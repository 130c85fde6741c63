import { expect, test } from 'vitest'
import { bookings, bookingSeries, clients, messages } from '../../db/tenant/schema/index.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { days, minutes } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import type { BookSeriesInput } from '../../tenants/series/series-input.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { makeSeriesInput } from '../support/make-series-input.ts'
import { makeTenant } from '../support/make-tenant.ts'
import { ids } from '../support/studio-rows.ts'
import { spanNet, type Net } from './nets.ts'

const FIRST = Date.UTC(2027, 0, 5, 15)
const COUNT = 6
const nets = ['both', 'guard', 'triggers'] as const

async function makeStudio(net: Net) {
  const studio = await makeTenant({ studio: { service: { windowDays: 400 } } })
  return { studio, makeContext: await spanNet(studio, net) }
}

/** All at once; who got a series, what else went wrong, and what there is afterwards. */
async function race(net: Net, wishes: Partial<BookSeriesInput>[]) {
  const { studio, makeContext } = await makeStudio(net)
  const outcomes = await Promise.allSettled(
    wishes.map((wish) => bookSeries(makeContext(), makeSeriesInput({ count: COUNT, ...wish }))),
  )
  const { db } = studio.makeContext()
  const { orm } = db
  const [rows, series, people, told] = await db.read([
    orm.select().from(bookings),
    orm.select().from(bookingSeries),
    orm.select().from(clients),
    orm.select().from(messages),
  ])
  return {
    won: outcomes.flatMap((one) => (one.status === 'fulfilled' ? [one.value.series] : [])),
    refused: outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : [])),
    faults: await findFaults(db, studio.clock.now()),
    rows,
    /** Series and clients nobody has a booking of, and messages about nothing. */
    left: [
      ...series.filter(({ id }) => !rows.some(({ seriesId }) => seriesId === id)),
      ...people.filter(({ id }) => !rows.some(({ clientId }) => clientId === id)),
      ...told.filter(({ bookingId }) => !rows.some(({ id }) => id === bookingId)),
    ],
  }
}

/** Four want all their Tuesdays, half an hour apart. */
const crossing = [0, 1, 2, 3].map((index) => {
  return { startsAt: FIRST - minutes(30 * index), conflictPolicy: 'all_or_nothing' } as const
})

test.each(nets)('of series that cross all along one is whole, the others nothing: %s', async (net) => {
  // An hour each and ten minutes after: the first and the third meet in the buffer.
  const { won, refused, rows, faults, left } = await race(net, crossing.slice(0, 3))
  expect(won.map(({ bookings: dates }) => dates.length)).toEqual([COUNT])
  expect(refused.every((error) => isAppError(error, 'conflict'))).toBe(true)
  expect([rows.length, faults, left]).toEqual([COUNT, [], []])
})

test('without a net somebody would be in two places', async () => {
  expect((await race('none', crossing)).faults).not.toEqual([])
})

test.each(nets)('series that cross on one date: nobody is half-booked: %s', async (net) => {
  // Each shares its last date with the first of the next.
  const chain = [0, 1, 2].map((index) => {
    return { startsAt: FIRST + days(7 * index * (COUNT - 1)), conflictPolicy: 'all_or_nothing' } as const
  })
  const { won, rows, faults, left } = await race(net, chain)
  expect([1, 2]).toContain(won.length)
  expect(won.every(({ bookings: dates }) => dates.length === COUNT)).toBe(true)
  expect([rows.length, faults, left]).toEqual([won.length * COUNT, [], []])
})

test.each(nets)('series that skip share the dates, each of them once: %s', async (net) => {
  const { won, refused, rows, faults, left } = await race(net, [
    { conflictPolicy: 'skip' },
    { conflictPolicy: 'skip', startsAt: FIRST + days(7) },
    { conflictPolicy: 'skip', startsAt: FIRST + days(14) },
  ])
  expect(won.length + refused.length).toBe(3)
  expect(refused.every((error) => isAppError(error, 'conflict'))).toBe(true)
  expect(new Set(rows.map(({ startsAt }) => startsAt)).size).toBe(rows.length)
  expect(rows.length).toBe(won.reduce((sum, { bookings: dates }) => sum + dates.length, 0))
  expect([faults, left]).toEqual([[], []])
})

test.each(nets)('series that shift are all whole, beside each other: %s', async (net) => {
  const shifting = [1, 2, 3].map(() => ({ conflictPolicy: 'shift' }) as const)
  const { won, rows, faults, left } = await race(net, shifting)
  expect(won.map(({ bookings: dates }) => dates.length)).toEqual([COUNT, COUNT, COUNT])
  expect([rows.length, faults, left]).toEqual([3 * COUNT, [], []])
})

test.each(nets)('with any trainer there are as many whole series as trainers: %s', async (net) => {
  const anybody = [1, 2, 3, 4].map(() => ({ trainerId: null, conflictPolicy: 'all_or_nothing' }) as const)
  const { won, rows, faults, left } = await race(net, anybody)
  expect(new Set(won.map(({ bookings: dates }) => dates[0]?.trainerId))).toEqual(
    new Set([ids.maria, ids.ivan]),
  )
  expect([won.length, rows.length, faults, left]).toEqual([2, 2 * COUNT, [], []])
})

test.each(nets)('a series and a booking of one of its dates: one of them, whole: %s', async (net) => {
  const { studio, makeContext } = await makeStudio(net)
  const [series, single] = await Promise.allSettled([
    bookSeries(makeContext(), makeSeriesInput({ count: COUNT })),
    createBooking(makeContext(), makeBookingInput({ startsAt: FIRST + days(21) })),
  ])
  expect([series.status, single.status].toSorted()).toEqual(['fulfilled', 'rejected'])
  const { db } = studio.makeContext()
  const [rows] = await db.read([db.orm.select().from(bookings)])
  expect(rows).toHaveLength(series.status === 'fulfilled' ? COUNT : 1)
  expect(await findFaults(db, studio.clock.now())).toEqual([])
})
