import { expect, test } from 'vitest'
import { bookingLimits, policies, policyVersions } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeSeriesInput, refusalOf } from '../../tests/support/make-series-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { cancelBooking } from '../bookings/cancel-booking.ts'
import type { LimitCheck } from '../bookings/claim.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { days, hours } from '../durations.ts'
import { bookSeries } from './book-series.ts'
import { previewSeries } from './preview-series.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const FIRST = Date.UTC(2027, 0, 5, 15)
const tuesday = (index: number) => FIRST + days(7 * index)
const makeStudio = () => makeTenant({ studio: { service: { windowDays: 400 } } })

test('what the client has elsewhere is in the way', async () => {
  const studio = await makeStudio()
  const wish = makeSeriesInput()
  await createBooking(
    studio.ctx,
    makeBookingInput({ trainerId: ids.ivan, startsAt: tuesday(6), client: wish.client }),
  )
  const refusal = await refusalOf(bookSeries(studio.ctx, wish))
  expect(refusal.preview.dates[6]).toMatchObject({ status: 'conflict', reason: 'client_overlap' })

  const { series } = await bookSeries(studio.ctx, { ...wish, conflictPolicy: 'skip' })
  expect(series.bookings).toHaveLength(9)
})

test('what the client has elsewhere is not told to whoever asks for what cannot be had anyway', async () => {
  const studio = await makeStudio()
  const wish = makeSeriesInput()
  await createBooking(studio.ctx, makeBookingInput({ startsAt: tuesday(2) }))
  await createBooking(
    studio.ctx,
    makeBookingInput({ trainerId: ids.ivan, startsAt: tuesday(6), client: wish.client }),
  )
  const { preview } = await refusalOf(bookSeries(studio.ctx, wish))
  expect(preview.dates.flatMap(({ reason }) => reason ?? [])).toEqual(['busy'])
})

test('who comes instead of the client may be there while the client is elsewhere', async () => {
  const studio = await makeStudio()
  const wish = makeSeriesInput({ attendee: { firstName: 'Mila', lastName: 'Ivanova' } })
  await createBooking(
    studio.ctx,
    makeBookingInput({ trainerId: ids.ivan, startsAt: tuesday(6), client: wish.client }),
  )
  const child = { attendee: wish.attendee ?? null, client: wish.client, trainerId: ids.ivan }
  await createBooking(studio.ctx, makeBookingInput({ ...child, startsAt: tuesday(8) }))
  const { series } = await bookSeries(studio.ctx, { ...wish, conflictPolicy: 'skip' })
  expect(series.openDates.map(({ position }) => position)).toEqual([8])
  expect(series.bookings[0]?.attendee).toEqual({ firstName: 'Mila', lastName: 'Ivanova' })
  const again = bookSeries(studio.ctx, { ...wish, idempotencyKey: 'again', trainerId: ids.ivan, count: 2 })
  expect((await refusalOf(again)).preview.dates[0]?.reason).toBe('client_overlap')
})

test('chosen times keep apart from each other as bookings do', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const monday = FIRST + days(6)
  const reasons = async (first: number, second: number, withFirst: string = ids.maria) => {
    const choices = [
      { on: '2027-01-05', startsAt: first, trainerId: withFirst },
      { on: '2027-01-12', startsAt: second, trainerId: ids.maria },
    ]
    const trainerId = withFirst === ids.maria ? ids.maria : null
    const wish = makeSeriesInput({ trainerId, count: 2, choices, conflictPolicy: 'skip' })
    const { client: _client, idempotencyKey: _key, host: _host, source: _source, ...asked } = wish
    return (await previewSeries(studio.makeContext(), asked)).dates.map(({ reason }) => reason)
  }
  expect(await reasons(monday - hours(2), monday - hours(1))).toEqual([null, 'buffer'])
  expect(await reasons(monday - hours(3), monday - hours(1))).toEqual([null, null])
  expect(await reasons(monday - hours(2), monday - hours(1), ids.ivan)).toEqual([null, null])

  const limit = { id: 'lim_day', subject: 'trainer', period: 'day', maxBookings: 1, createdAt: 0 } as const
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limit)])
  expect(await reasons(monday - hours(3), monday - hours(1))).toEqual([null, 'trainer_limit'])
})

test('a limit of trainers is asked of each about their own dates', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const limit = { id: 'lim_week', subject: 'trainer', period: 'week', maxBookings: 2, createdAt: 0 } as const
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limit)])
  const limits: LimitCheck[] = []
  const watching = studio.makeContext({
    calendar: {
      ...ctx.calendar,
      book: (command) => {
        limits.push(...command.claim.limits)
        return ctx.calendar.book(command)
      },
    },
  })
  const choices = [{ on: '2027-01-19', startsAt: tuesday(2), trainerId: ids.ivan }]
  await bookSeries(watching, makeSeriesInput({ trainerId: null, count: 4, choices }))

  expect(limits.map(({ trainerId, bookings: asked }) => [trainerId, asked])).toEqual([
    [ids.maria, 1],
    [ids.maria, 1],
    [ids.maria, 1],
    [ids.ivan, 1],
  ])
})

test('dates of the series count against limits: the eleventh open booking is one too many', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const limit = { id: 'lim_open', subject: 'client', period: 'open', maxBookings: 10, createdAt: 0 } as const
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limit)])
  const wish = makeSeriesInput({ count: 12 })
  const { preview } = await refusalOf(bookSeries(ctx, wish))

  expect(preview.dates.map(({ reason }) => reason)).toEqual([
    ...Array.from({ length: 10 }, () => null),
    'client_limit',
    'client_limit',
  ])
  expect(preview.dates[10]?.sentence).toContain('The limit is 10.')
  // What the client has besides counts as well, once it is known who that is.
  await createBooking(ctx, makeBookingInput({ trainerId: ids.ivan, client: wish.client }))
  expect((await bookSeries(ctx, { ...wish, conflictPolicy: 'shift' })).series.bookings).toHaveLength(9)
})

test('a whole year is booked in one step, with twenty limits to be counted for every week', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const subjects = ['trainer', 'client', 'service'] as const
  const limits = Array.from({ length: 20 }, (_, index) => {
    const subject = subjects[index % 3] ?? 'client'
    return { id: `lim_${index}`, subject, period: 'week', maxBookings: 40, createdAt: 0 } as const
  })
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limits)])
  const { series } = await bookSeries(ctx, makeSeriesInput({ count: 52 }))

  expect(series.bookings).toHaveLength(52)
  expect(await findFaults(ctx.db, studio.clock.now())).toEqual([])
  // 17:00 in Sofia all year.
  expect(series.bookings[20]?.startsAt).toBe(tuesday(20) - hours(1))
})

test('a party counts once', async () => {
  const studio = await makeTenant({ studio: { service: { windowDays: 400, maxParty: 3 } } })
  const { ctx } = studio
  const limit = { id: 'lim_open', subject: 'client', period: 'open', maxBookings: 3, createdAt: 0 } as const
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limit)])
  const { client } = makeSeriesInput()
  await createBooking(ctx, makeBookingInput({ client, guests: [{}, {}] }))
  const staff = studio.makeContext({ actor: staffActor })
  const wish = { serviceId: ids.training, startsAt: FIRST, count: 3, clientEmail: client?.email ?? null }
  const { dates } = await previewSeries(staff, wish)
  expect(dates.map(({ reason }) => reason)).toEqual([null, null, 'client_limit'])
})

test('as many people on as many dates as one statement has room for, and no more', async () => {
  const { ctx, clock } = await makeTenant({ studio: { service: { windowDays: 400, maxParty: 10 } } })
  const wish = makeSeriesInput({ count: 40, guests: Array.from({ length: 9 }, () => ({})) })
  await expect(bookSeries(ctx, { ...wish, count: 41 })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'count', code: 'too_many' }] },
  })
  expect((await bookSeries(ctx, wish)).series.bookings).toHaveLength(400)
  expect(await findFaults(ctx.db, clock.now())).toEqual([])
})

test('the last limit of a year is kept although it is reached only while the year is booked', async () => {
  const studio = await makeStudio()
  const { ctx } = studio
  const periods = ['day', 'week'] as const
  const limits = periods.map((period) => {
    return { id: `lim_${period}`, subject: 'client', period, maxBookings: 1, createdAt: 0 } as const
  })
  await ctx.db.write([ctx.db.orm.insert(bookingLimits).values(limits)])
  const wish = makeSeriesInput({ count: 52 })
  let isFirst = true
  const late = studio.makeContext({
    calendar: {
      ...ctx.calendar,
      book: async (command) => {
        if (isFirst) {
          isFirst = false
          const startsAt = tuesday(51) + days(1)
          await createBooking(ctx, makeBookingInput({ client: wish.client, trainerId: ids.ivan, startsAt }))
        }
        return ctx.calendar.book(command)
      },
    },
  })
  const { preview } = await refusalOf(bookSeries(late, wish))
  expect(preview.dates.flatMap(({ position, reason }) => (reason ? [[position, reason]] : []))).toEqual([
    [51, 'client_limit'],
  ])
})

test('whoever may not book online for a while may not book a series either', async () => {
  const { ctx, clock } = await makeStudio()
  const { db } = ctx
  const suspension = { count: 1, days: 30, blockDays: 10 }
  await db.write([
    db.orm.insert(policies).values({ id: 'pol_strict', name: 'Strict', position: 0, version: 1 }),
    db.orm.insert(policyVersions).values({
      policyId: 'pol_strict',
      version: 1,
      rules: makePolicyRules({ suspension }),
      text: { en: 'Strict.' },
      createdAt: 0,
    }),
  ])
  const wish = makeSeriesInput()
  // Two hours ahead: too late to be cancelled for free.
  const { booking, manageToken } = await createBooking(ctx, makeBookingInput({ client: wish.client }))
  clock.set(clock.now() + hours(1))
  await cancelBooking(ctx, { bookingId: booking.id, manageToken })
  await expect(bookSeries(ctx, wish)).rejects.toMatchObject({
    code: 'not_allowed',
    details: { reason: 'suspended' },
  })
})
