import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, sessions, waitlistEntries, type SessionRow } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import {
  addBooking,
  addSession,
  classIds,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours } from '../durations.ts'
import { joinWaitlist } from '../waitlist/join-waitlist.ts'
import { addBackDate } from './add-back-date.ts'
import { bookSeries } from './book-series.ts'
import { cancelSeriesRest } from './cancel-series-rest.ts'
import { previewSeries } from './preview-series.ts'
import type { PreviewSeriesInput } from './series-input.ts'

const FIRST = Date.UTC(2027, 0, 5, 16)
const tuesday = (index: number) => FIRST + days(7 * index)
const wish: PreviewSeriesInput = { serviceId: classIds.yoga, startsAt: FIRST, count: 6 }
const makeWish = (changes = {}) =>
  makeSeriesInput({ serviceId: classIds.yoga, trainerId: null, startsAt: FIRST, count: 6, ...changes })

/** Yoga on six Tuesdays at 18:00: the second is full, the third called off, the fourth an hour earlier. */
async function makeYoga(): Promise<ClassStudio & { rows: SessionRow[] }> {
  const studio = await makeClassStudio()
  const rows: SessionRow[] = []
  for (let index = 0; index < 6; index++) {
    rows.push(
      await addSession(studio, {
        startsAt: index === 3 ? tuesday(3) - hours(1) : tuesday(index),
        ...(index === 1 ? { capacity: 1 } : {}),
        ...(index === 2 ? { status: 'cancelled' } : {}),
      }),
    )
  }
  const [, full] = rows
  if (full) await addBooking(studio, full, { source: 'seed' })
  return { ...studio, rows }
}

test('the sessions at that time are the dates, each with what is in its way', async () => {
  const { ctx, rows } = await makeYoga()
  const { trainerId, dates, totalMinor } = await previewSeries(ctx, wish)

  expect([trainerId, totalMinor]).toEqual([null, 3 * 1500])
  expect(dates.map(({ status, reason }) => [status, reason])).toEqual([
    ['ok', null],
    ['conflict', 'session_full'],
    ['conflict', 'cancelled'],
    ['conflict', 'no_session'],
    ['ok', null],
    ['ok', null],
  ])
  expect(dates[0]).toMatchObject({ sessionId: rows[0]?.id, trainerId: ids.maria, priceMinor: 1500 })
  expect(dates[3]?.alternatives).toEqual([{ startsAt: tuesday(3) - hours(1), trainerId: ids.maria }])
})

test('a series of classes is places in their sessions, by choice at another hour', async () => {
  const { ctx, clock, rows } = await makeYoga()
  const { series } = await bookSeries(ctx, makeWish({ conflictPolicy: 'shift' }))

  expect(series.bookings.map(({ sessionId }) => sessionId)).toEqual(
    [0, 3, 4, 5].map((index) => rows[index]?.id),
  )
  expect(series.openDates.map(({ position }) => position)).toEqual([1, 2])
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('two dates cannot be one session', async () => {
  const studio = await makeYoga()
  const startsAt = tuesday(1) - days(1)
  await addSession(studio, { startsAt })
  const choices = ['2027-01-05', '2027-01-12'].map((on) => ({ on, startsAt }))
  const { dates } = await previewSeries(studio.ctx, { ...wish, choices })
  expect(dates.slice(0, 2).map(({ reason }) => reason)).toEqual([null, 'client_overlap'])
})

test('two want the last place of one date: one has all dates, the other the choice', async () => {
  const studio = await makeClassStudio()
  for (let index = 0; index < 4; index++) {
    await addSession(studio, { startsAt: tuesday(index), capacity: index === 2 ? 1 : 10 })
  }
  const outcomes = await Promise.allSettled(
    [1, 2].map(() => bookSeries(studio.makeContext(), makeWish({ count: 4 }))),
  )
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const failed = outcomes.find((one) => one.status === 'rejected')
  expect(failed?.reason).toMatchObject({
    code: 'conflict',
    preview: { dates: [{}, {}, { reason: 'session_full' }, {}] },
  })
  const [rows] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(bookings)])
  expect(rows).toHaveLength(4)
})

test('nobody is passed in a queue by a series', async () => {
  const studio = await makeYoga()
  const { ctx, rows } = studio
  const full = rows[1]?.id ?? ''
  await joinWaitlist(ctx, {
    sessionId: full,
    client: { firstName: 'Petar', lastName: 'Petrov', email: 'petar@example.test' },
    partySize: 1,
    host: 'book.ironworks.test',
    idempotencyKey: 'wait',
  })
  await ctx.db.write([ctx.db.orm.update(sessions).set({ capacity: 2 }).where(eq(sessions.id, full))])
  const [[entry]] = await ctx.db.read([ctx.db.orm.select().from(waitlistEntries)])
  expect(entry?.status).toBe('waiting')
  const { dates } = await previewSeries(ctx, wish)
  expect(dates[1]).toMatchObject({ status: 'conflict', reason: 'waitlist_first' })
})

test('staff give away what is not sold online, clients cannot', async () => {
  const studio = await makeClassStudio()
  for (let index = 0; index < 2; index++) {
    await addSession(studio, { startsAt: tuesday(index), onlineCapacity: 0 })
  }
  const reasons = async (ctx: typeof studio.ctx) =>
    (await previewSeries(ctx, { ...wish, count: 2 })).dates.map(({ reason }) => reason)
  expect(await reasons(studio.ctx)).toEqual(['session_full', 'session_full'])
  expect(await reasons(studio.staff)).toEqual([null, null])
  const { series } = await bookSeries(studio.staff, makeWish({ count: 2, source: 'staff' }))
  expect(series.bookings).toHaveLength(2)
})

test('a window that opens later says when', async () => {
  const studio = await makeClassStudio({ yoga: { windowKind: 'release', windowDays: 7, opensAtMinute: 480 } })
  for (let index = 0; index < 3; index++) await addSession(studio, { startsAt: tuesday(index) })
  const { dates } = await previewSeries(studio.ctx, { ...wish, count: 3 })

  expect(dates.map(({ reason }) => reason)).toEqual([null, 'opens_at', 'opens_at'])
  expect(dates[1]).toMatchObject({
    opensAt: Date.UTC(2027, 0, 5, 6),
    sentence: 'Booking for this class opens on Tuesday 5 January at 08:00.',
  })
})

test('mats by the head are taken on each date', async () => {
  const studio = await makeClassStudio({ uses: [{ pool: 'mats', per: 'head', units: 6 }] })
  for (let index = 0; index < 3; index++) await addSession(studio, { startsAt: tuesday(index), takes: [] })
  await bookSeries(studio.ctx, makeWish({ count: 2 }))
  const { dates } = await previewSeries(studio.ctx, { ...wish, count: 3 })

  expect(dates.map(({ reason }) => reason)).toEqual(['resource_taken', 'resource_taken', null])
  expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
})

test('the rest is cancelled, its places are free again, and one is taken back', async () => {
  const { ctx, rows } = await makeYoga()
  const booked = await bookSeries(ctx, makeWish({ conflictPolicy: 'skip' }))
  const ref = { seriesId: booked.series.id, manageToken: booked.manageToken }
  await cancelSeriesRest(ctx, { ...ref, scope: 'all' })
  const again = await addBackDate(ctx, { ...ref, startsAt: tuesday(4), idempotencyKey: 'back' })

  expect(
    again.bookings.filter(({ status }) => status === 'confirmed').map(({ sessionId }) => sessionId),
  ).toEqual([rows[4]?.id])
  await expect(
    addBackDate(ctx, { ...ref, startsAt: tuesday(1), idempotencyKey: 'full' }),
  ).rejects.toMatchObject({ code: 'session_full', details: { reason: 'session_full' } })
})
