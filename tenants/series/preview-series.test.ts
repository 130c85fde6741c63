import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  availabilityOverrides,
  bookingLimits,
  clientGroups,
  clients,
  groupWindows,
  locations,
  timeOff,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeSeriesInput } from '../../tests/support/make-series-input.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { days, hours, minutes } from '../durations.ts'
import { bookSeries } from './book-series.ts'
import { previewSeries } from './preview-series.ts'
import type { PreviewSeriesInput } from './series-input.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'

const FIRST = Date.UTC(2027, 0, 5, 15)
const tuesday = (index: number) => FIRST + days(7 * index)
const makeStudio = (windowDays = 400) => makeTenant({ studio: { service: { windowDays } } })

/** Ten Tuesdays with Maria at 17:00 in Sofia. */
const makeWish = (changes: Partial<PreviewSeriesInput> = {}): PreviewSeriesInput => {
  return { serviceId: ids.training, trainerId: ids.maria, startsAt: FIRST, count: 10, ...changes }
}

test('ten free Tuesdays are ten dates, their price and nothing to choose', async () => {
  const { ctx } = await makeStudio()
  const preview = await previewSeries(ctx, makeWish())

  expect(preview).toMatchObject({
    serviceId: ids.training,
    trainerId: ids.maria,
    locationId: ids.location,
    timeZone: 'Europe/Sofia',
    totalMinor: 60_000,
    currency: 'EUR',
  })
  expect(preview.dates[3]).toEqual({
    position: 3,
    on: '2027-01-26',
    wishedAt: tuesday(3),
    status: 'ok',
    reason: null,
    sentence: null,
    opensAt: null,
    alternatives: [],
    startsAt: tuesday(3),
    endsAt: tuesday(3) + hours(1),
    trainerId: ids.maria,
    sessionId: null,
    priceMinor: 6000,
  })
})

test('each date says why it cannot be had', async () => {
  const { ctx } = await makeStudio(30)
  const { db } = ctx
  await createBooking(ctx, makeBookingInput({ startsAt: tuesday(0) - minutes(60) }))
  await db.write([
    db.orm.insert(availabilityOverrides).values({
      id: 'ovr_closed',
      locationId: ids.location,
      kind: 'closed',
      reason: 'Boiler',
      fromOn: '2027-01-12',
      toOn: '2027-01-12',
      windows: [],
    }),
    db.orm.insert(timeOff).values({
      id: 'off_maria',
      trainerId: ids.maria,
      startsAt: tuesday(2) - hours(1),
      endsAt: tuesday(2) + hours(1),
    }),
  ])
  const { dates } = await previewSeries(ctx, makeWish({ count: 6 }))

  expect(dates.map(({ reason }) => reason)).toEqual(['buffer', 'closed', 'time_off', null, null, 'too_far'])
  expect(dates[1]?.sentence).toBe('Closed on 12 January: Boiler.')
  expect(dates[5]).toMatchObject({
    // 30 days before, from midnight on.
    opensAt: Date.UTC(2027, 0, 9, 22),
    sentence: 'Too far ahead: opens on Sunday 10 January at 00:00.',
  })
})

test('alternatives are the nearest that day, then the same hour on the days around', async () => {
  const { ctx } = await makeStudio()
  const { db } = ctx
  await createBooking(ctx, makeBookingInput({ startsAt: tuesday(1) }))
  await db.write([
    db.orm.insert(timeOff).values({
      id: 'off_maria',
      trainerId: ids.maria,
      startsAt: tuesday(2) - hours(12),
      endsAt: tuesday(2) + hours(6),
    }),
  ])
  const { dates } = await previewSeries(ctx, makeWish())

  expect(dates[1]?.alternatives.map(({ startsAt }) => startsAt - tuesday(1))).toEqual([
    -minutes(90),
    -minutes(120),
    -minutes(150),
  ])
  expect(dates[2]?.alternatives.map(({ startsAt }) => startsAt - tuesday(2))).toEqual([
    -days(1),
    days(1),
    days(2),
  ])
})

test('what is offered instead can be booked, whichever is chosen', async () => {
  const { ctx } = await makeStudio()
  await createBooking(ctx, makeBookingInput({ startsAt: tuesday(1) }))
  const { dates } = await previewSeries(ctx, makeWish({ count: 2, trainerId: null }))
  expect(dates[1]?.status).toBe('ok')

  const { dates: withMaria } = await previewSeries(ctx, makeWish({ count: 2 }))
  for (const { startsAt, trainerId } of withMaria[1]?.alternatives ?? []) {
    const studio = await makeStudio()
    await createBooking(studio.ctx, makeBookingInput({ startsAt: tuesday(1) }))
    const choices = [{ on: '2027-01-12', startsAt, trainerId }]
    const { series } = await bookSeries(studio.ctx, makeSeriesInput({ count: 2, choices }))
    expect(series.bookings.map((booking) => booking.startsAt)).toEqual([tuesday(0), startsAt])
  }
})

test('choices and policy show what they make of it', async () => {
  const { ctx } = await makeStudio()
  for (const index of [1, 2, 3]) await createBooking(ctx, makeBookingInput({ startsAt: tuesday(index) }))
  const show = async (changes: Partial<PreviewSeriesInput>) => {
    const { dates } = await previewSeries(ctx, makeWish({ count: 4, ...changes }))
    return dates.map(({ status }) => status)
  }
  const choices = [
    { on: '2027-01-12', skip: true as const },
    { on: '2027-01-19', startsAt: tuesday(2) - minutes(90) },
  ]

  expect(await show({})).toEqual(['ok', 'conflict', 'conflict', 'conflict'])
  expect(await show({ choices })).toEqual(['ok', 'skipped', 'shifted', 'conflict'])
  expect(await show({ choices, conflictPolicy: 'skip' })).toEqual(['ok', 'skipped', 'shifted', 'skipped'])
  expect(await show({ choices, conflictPolicy: 'shift' })).toEqual(['ok', 'skipped', 'shifted', 'shifted'])
  expect(await show({ conflictPolicy: 'all_or_nothing' })).toEqual(['ok', 'conflict', 'conflict', 'conflict'])
})

test('a date that is skipped leaves its place in a limit to the next', async () => {
  const { ctx } = await makeStudio()
  const { db } = ctx
  const limit = { id: 'lim_1', subject: 'client', period: 'open', maxBookings: 3, createdAt: 0 } as const
  await db.write([db.orm.insert(bookingLimits).values(limit)])
  const statuses = async (choices: PreviewSeriesInput['choices']) => {
    const { dates } = await previewSeries(ctx, makeWish({ count: 4, choices }))
    return dates.map(({ status }) => status)
  }

  expect(await statuses([])).toEqual(['ok', 'ok', 'ok', 'conflict'])
  expect(await statuses([{ on: '2027-01-12', skip: true }])).toEqual(['ok', 'skipped', 'ok', 'ok'])
})

test('staff have the client’s own bookings, limits and window counted', async () => {
  const { ctx, makeContext } = await makeStudio(30)
  const { db } = ctx
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  await db.write([
    db.orm.insert(clientGroups).values({ id: 'grp_vip', name: { en: 'VIP' } }),
    db.orm
      .insert(groupWindows)
      .values({ id: 'win_vip', clientGroupId: 'grp_vip', windowKind: 'rolling', windowDays: 90 }),
    db.orm.insert(clients).values({
      ...client,
      id: 'cli_elena',
      locale: 'en',
      clientGroupId: 'grp_vip',
      createdAt: 0,
    }),
  ])
  await createBooking(ctx, makeBookingInput({ client, trainerId: ids.ivan, startsAt: tuesday(1) }))
  const staff = makeContext({ actor: staffActor })
  const reasons = async (of: typeof ctx, clientEmail: string | null) =>
    (await previewSeries(of, makeWish({ count: 6, clientEmail }))).dates.map(({ reason }) => reason)

  expect(await reasons(ctx, null)).toEqual([null, null, null, null, null, 'too_far'])
  expect(await reasons(staff, client.email)).toEqual([null, 'client_overlap', null, null, null, null])
  await expect(reasons(ctx, client.email)).rejects.toMatchObject({ code: 'unauthorized' })
})

test('all dates are at one place, and so is what is offered instead', async () => {
  const { ctx } = await makeStudio()
  const { db } = ctx
  const place = { id: 'loc_beach', name: { en: 'Beach' }, address: { en: 'Varna' }, timeZone: 'Europe/Sofia' }
  await db.write([
    db.orm.insert(locations).values(place),
    db.orm.update(trainers).set({ locationId: place.id }).where(eq(trainers.id, ids.ivan)),
  ])
  for (const index of [2, 3]) {
    await createBooking(ctx, makeBookingInput({ trainerId: ids.ivan, startsAt: tuesday(index) }))
  }
  await createBooking(ctx, makeBookingInput({ startsAt: tuesday(1) }))
  const { locationId, dates } = await previewSeries(ctx, makeWish({ trainerId: null }))

  expect(locationId).toBe(ids.location)
  expect(new Set(dates[1]?.alternatives.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.maria]))
})

test('what nobody gives is not found', async () => {
  const { ctx } = await makeStudio()
  for (const changes of [{ serviceId: 'svc_none' }, { trainerId: 'nobody' }, { locationId: 'loc_none' }]) {
    await expect(previewSeries(ctx, makeWish(changes))).rejects.toMatchObject({ code: 'not_found' })
  }
})
