import { isNotNull } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, messages } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeSeriesInput, refusalOf } from '../../tests/support/make-series-input.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { days, minutes } from '../durations.ts'
import { bookSeries } from './book-series.ts'
import { previewSeries } from './preview-series.ts'

const FIRST = Date.UTC(2027, 0, 5, 15)
const tuesday = (index: number) => FIRST + days(7 * index)
const makeStudio = (settings = {}) => makeTenant({ studio: { service: { windowDays: 400 }, settings } })

/** Takes Maria's time on the third and the fifth Tuesday. */
async function makeBusyStudio(): Promise<TestTenant> {
  const studio = await makeStudio()
  for (const index of [2, 4]) {
    await createBooking(studio.ctx, makeBookingInput({ startsAt: tuesday(index) }))
  }
  return studio
}

async function readDates({ ctx }: TestTenant) {
  const [rows] = await ctx.db.read([ctx.db.orm.select().from(bookings).where(isNotNull(bookings.seriesId))])
  return rows
}

test('ten Tuesdays are ten bookings of one series, in one confirmation', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const { series, isNew } = await bookSeries(ctx, makeSeriesInput())

  expect(isNew).toBe(true)
  expect(series).toMatchObject({
    wish: { weekday: 2, startMinute: 17 * 60, everyNWeeks: 1, fromOn: '2027-01-05', count: 10 },
    openDates: [],
    totalMinor: 60_000,
  })
  expect(series.bookings.map(({ startsAt }) => startsAt)).toEqual(
    Array.from({ length: 10 }, (_, index) => tuesday(index)),
  )
  const [told] = await ctx.db.read([ctx.db.orm.select().from(messages)])
  expect(told.filter(({ kind }) => kind !== 'reminder').map(({ kind }) => kind)).toEqual(['series_confirmed'])
  expect(told.filter(({ kind }) => kind === 'reminder')).toHaveLength(20)
  expect(studio.announced).toEqual([studio.clock.now()])
  expect(await findFaults(ctx.db, studio.clock.now())).toEqual([])
})

test('staff book a series for a client they choose, with an address or without; one who is blocked only knowingly', async () => {
  const studio = await makeStudio()
  const staff = studio.makeContext({ actor: staffActor })
  const { orm, write } = studio.ctx.db
  const ana = { id: 'cli_ana', firstName: 'Ana', lastName: 'Ilieva', locale: 'bg' as const, createdAt: 0 }
  await write([orm.insert(clients).values(ana)])
  const wish = makeSeriesInput({ source: 'staff', client: null, clientId: 'cli_ana', count: 3 })
  const { series } = await bookSeries(staff, wish)
  expect((await readDates(studio)).map(({ clientId, contactEmail }) => [clientId, contactEmail])).toEqual(
    Array.from({ length: 3 }, () => ['cli_ana', '']),
  )
  expect((await bookSeries(staff, wish)).series.id).toBe(series.id)
  const [told] = await studio.ctx.db.read([orm.select().from(messages)])
  expect(told).toEqual([])

  const again = { ...makeSeriesInput({ ...wish, idempotencyKey: 'again' }), trainerId: ids.ivan }
  const { dates } = await previewSeries(staff, { ...again, clientId: 'cli_ana' })
  expect(dates.map(({ reason }) => reason)).toEqual(Array.from({ length: 3 }, () => 'client_overlap'))

  await write([orm.update(clients).set({ blockedAt: 1, blockReason: 'Rude' })])
  const later = { ...wish, idempotencyKey: 'later', startsAt: tuesday(5) }
  await expect(bookSeries(staff, later)).rejects.toMatchObject({ details: { reason: 'client_blocked' } })
  expect((await bookSeries(staff, { ...later, despiteBlock: true })).series.bookings).toHaveLength(3)
  await expect(bookSeries(studio.ctx, { ...later, source: 'api' })).rejects.toMatchObject({
    code: 'invalid_input',
  })
})

test('with two conflicts nothing is booked before it is said what becomes of them', async () => {
  const studio = await makeBusyStudio()
  const { code, details, preview } = await refusalOf(bookSeries(studio.ctx, makeSeriesInput()))

  expect([code, details.reason]).toEqual(['conflict', 'series_conflicts'])
  const inConflict = preview.dates.filter(({ status }) => status === 'conflict')
  expect(inConflict).toMatchObject([
    { on: '2027-01-19', reason: 'busy', sentence: 'Taken from 17:00 to 18:00.', startsAt: null },
    { on: '2027-02-02', reason: 'busy' },
  ])
  expect(inConflict.map(({ alternatives }) => alternatives.length)).toEqual([3, 3])
  expect(await readDates(studio)).toEqual([])
})

test('each conflict is decided by itself: one date skipped, one at another time', async () => {
  const studio = await makeBusyStudio()
  const { preview } = await refusalOf(bookSeries(studio.ctx, makeSeriesInput()))
  const [first, second] = preview.dates.filter(({ status }) => status === 'conflict')
  const instead = second?.alternatives[0]?.startsAt ?? 0
  const { series } = await bookSeries(
    studio.ctx,
    makeSeriesInput({
      choices: [
        { on: first?.on ?? '', skip: true },
        { on: second?.on ?? '', startsAt: instead },
      ],
    }),
  )

  expect(series.bookings.map(({ startsAt }) => startsAt)).toEqual(
    [0, 1, 3, 4, 5, 6, 7, 8, 9].map((index) => (index === 4 ? instead : tuesday(index))),
  )
  expect(series.openDates).toEqual([{ position: 2, on: '2027-01-19', startsAt: tuesday(2) }])
})

test('skip leaves out what cannot be had, shift books the first alternative', async () => {
  const skipping = await makeBusyStudio()
  const shifting = await makeBusyStudio()
  const skipped = await bookSeries(skipping.ctx, makeSeriesInput({ conflictPolicy: 'skip' }))
  const shifted = await bookSeries(shifting.ctx, makeSeriesInput({ conflictPolicy: 'shift' }))

  expect(skipped.series.bookings).toHaveLength(8)
  expect(shifted.series.bookings).toHaveLength(10)
  // 60 minutes and 10 after, every 30: the nearest that fits is an hour and a half before.
  expect(shifted.series.bookings[2]?.startsAt).toBe(tuesday(2) - minutes(90))
  expect(await findFaults(shifting.ctx.db, shifting.clock.now())).toEqual([])
})

test('all or nothing is nothing with one date taken, and leaves nothing to choose', async () => {
  const studio = await makeBusyStudio()
  const wish = makeSeriesInput({ conflictPolicy: 'all_or_nothing' })
  expect((await refusalOf(bookSeries(studio.ctx, wish))).code).toBe('conflict')
  await expect(
    bookSeries(studio.ctx, { ...wish, choices: [{ on: '2027-01-19', skip: true }] }),
  ).rejects.toMatchObject({ code: 'invalid_input', details: { errors: [{ path: 'choices' }] } })
  expect(await readDates(studio)).toEqual([])
})

test('a series of which no date can be had is refused, whatever the policy', async () => {
  const { ctx } = await makeStudio()
  // Sundays.
  const wish = makeSeriesInput({ startsAt: FIRST + days(5), conflictPolicy: 'skip' })
  expect((await refusalOf(bookSeries(ctx, wish))).preview.dates[0]?.reason).toBe('outside_hours')
})

test.each(['ask', 'skip', 'shift'] as const)('what was seen with %s is what is booked', async (policy) => {
  const studio = await makeBusyStudio()
  const wish = makeSeriesInput({
    conflictPolicy: policy,
    choices: policy === 'ask' ? ['2027-01-19', '2027-02-02'].map((on) => ({ on, skip: true })) : [],
  })
  const { idempotencyKey: _key, client: _client, host: _host, source: _source, ...asked } = wish
  const seen = await previewSeries(studio.ctx, asked)
  const { series } = await bookSeries(studio.ctx, { ...wish, previewVersion: seen.version })

  expect(series.bookings.map(({ startsAt }) => startsAt)).toEqual(
    seen.dates.flatMap(({ startsAt }) => startsAt ?? []),
  )
  expect(series.totalMinor).toBe(seen.totalMinor)
})

test.each(['ask', 'skip', 'shift'] as const)(
  'what changed since it was seen with %s is not booked',
  async (policy) => {
    const studio = await makeStudio()
    const { idempotencyKey, client, host, source, ...asked } = makeSeriesInput({ conflictPolicy: policy })
    const seen = await previewSeries(studio.ctx, asked)
    await createBooking(studio.ctx, makeBookingInput({ startsAt: tuesday(3) }))
    const who = { idempotencyKey, client, host, source }
    const refusal = await refusalOf(
      bookSeries(studio.ctx, { ...asked, ...who, previewVersion: seen.version }),
    )

    expect([refusal.code, refusal.details.reason]).toEqual(['changed_meanwhile', 'changed_meanwhile'])
    expect(refusal.preview.dates[3]).toMatchObject({ on: '2027-01-26', reason: 'busy' })
    expect(await readDates(studio)).toEqual([])
  },
)

test('the same request is the same series, also when it comes twice at once', async () => {
  const studio = await makeStudio()
  const wish = makeSeriesInput()
  const [one, other] = await Promise.all([
    bookSeries(studio.makeContext(), wish),
    bookSeries(studio.makeContext(), wish),
  ])
  // Whatever was previewed since.
  const again = await bookSeries(studio.ctx, { ...wish, previewVersion: 'another' })

  expect(new Set([one, other, again].map(({ series }) => JSON.stringify(series.bookings))).size).toBe(1)
  expect(again).toMatchObject({ isNew: false, manageToken: one.manageToken })
  expect(await readDates(studio)).toHaveLength(10)
  await expect(bookSeries(studio.ctx, { ...wish, count: 9 })).rejects.toMatchObject({
    code: 'idempotency_key_reused',
  })
})

test('without a trainer it is one for all dates, with time for most of them', async () => {
  const studio = await makeBusyStudio()
  const { series } = await bookSeries(studio.ctx, makeSeriesInput({ trainerId: null }))
  expect(new Set(series.bookings.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.ivan]))
})

test('where nobody has time for all, the same hour with somebody else comes first', async () => {
  const studio = await makeBusyStudio()
  for (const index of [0, 1, 3]) {
    await createBooking(studio.ctx, makeBookingInput({ trainerId: ids.ivan, startsAt: tuesday(index) }))
  }
  const wish = makeSeriesInput({ trainerId: null })
  const { preview } = await refusalOf(bookSeries(studio.ctx, wish))
  expect(preview.trainerId).toBe(ids.maria)
  expect(preview.dates[2]?.alternatives).toEqual([
    { startsAt: tuesday(2), trainerId: ids.ivan },
    { startsAt: tuesday(2) - minutes(90), trainerId: ids.maria },
    { startsAt: tuesday(2) - minutes(120), trainerId: ids.maria },
  ])

  const { series } = await bookSeries(studio.ctx, { ...wish, conflictPolicy: 'shift' })
  expect(series.bookings.map(({ trainerId }) => trainerId)).toEqual(
    Array.from({ length: 10 }, (_, index) => ([2, 4].includes(index) ? ids.ivan : ids.maria)),
  )
})

test.each([
  [{ count: 53 }, 'count'],
  [{ count: 1 }, 'count'],
  [{ everyNWeeks: 5 }, 'everyNWeeks'],
  [{ startsAt: FIRST + 1 }, 'startsAt'],
  [{ choices: [{ on: '2027-01-06', skip: true as const }] }, 'choices'],
  [{ choices: [{ on: '2027-01-12', startsAt: FIRST }] }, 'choices'],
  [{ choices: [{ on: '2027-01-12', startsAt: tuesday(1), trainerId: 'trn_nobody' }] }, 'choices'],
])('%j is refused and names the field', async (changes, path) => {
  const { ctx } = await makeStudio()
  await expect(bookSeries(ctx, makeSeriesInput(changes))).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path }] },
  })
})

test('staff’s way needs a staff key', async () => {
  const { ctx } = await makeStudio()
  await expect(bookSeries(ctx, makeSeriesInput({ source: 'staff' }))).rejects.toMatchObject({
    code: 'unauthorized',
  })
})
