import { sql } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  availabilityOverrides,
  availabilityRules,
  bookingLimits,
  holds,
  locations,
  resources,
  serviceResources,
  services,
  serviceTrainers,
  timeOff,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant, type TestTenant } from '../../tests/support/make-tenant.ts'
import { ids, studioRows } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours, minutes } from '../durations.ts'
import { placeHold } from '../holds/place-hold.ts'
import { listAvailableSlots, type SlotQuery } from './list-available-slots.ts'
import { formatTimeOfDay, toLocalTime } from './local-time.ts'

/** Tuesday 5 January 2027, 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 5, 8)
const tuesday = { fromOn: '2027-01-05', toOn: '2027-01-05' }

const book = ({ makeContext }: TestTenant, changes: Parameters<typeof makeBookingInput>[0] = {}) =>
  createBooking(makeContext(), makeBookingInput({ startsAt: TEN, ...changes }))

/** Local times of Maria's trainings that Tuesday. */
async function timesOf({ makeContext }: TestTenant, query: Partial<SlotQuery> = {}): Promise<string[]> {
  const asked = { serviceId: ids.training, trainerId: ids.maria, ...tuesday, ...query }
  const { slots, timeZone } = await listAvailableSlots(makeContext(), asked)
  return slots.map(({ startsAt }) => formatTimeOfDay(toLocalTime(timeZone, startsAt).minuteOfDay))
}

describe('what is taken', () => {
  test('a class takes its trainers’ time and its room, but not when it is cancelled', async () => {
    const studio = await makeClassStudio()
    const { db } = studio.ctx
    await db.write([
      db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'hall' }),
      db.orm
        .update(resources)
        .set({ status: 'archived' })
        .where(sql`id = ${classIds.hallB}`),
    ])
    const session = await addSession(studio, { startsAt: TEN, secondTrainerId: ids.ivan })
    const whileOn = await timesOf(studio)
    await db.write([db.orm.run(sql`UPDATE sessions SET status = 'cancelled' WHERE id = ${session.id}`)])

    expect(whileOn.filter((time) => time >= '09:30' && time < '11:00')).toEqual([])
    expect(await timesOf(studio)).toContain('10:00')
  })

  test('a time kept for somebody is gone until it expires, for everybody but them', async () => {
    const studio = await makeTenant()
    const hold = await placeHold(studio.makeContext(), {
      attemptKey: 'attempt-1',
      holderSecret: 'a secret of one visitor',
      wish: { serviceId: ids.training, trainerId: ids.maria, startsAt: TEN },
    })
    const [[row]] = await studio.ctx.db.read([studio.ctx.db.orm.select().from(holds)])

    expect(await timesOf(studio)).not.toContain('10:00')
    expect(await timesOf(studio, { ignore: [hold.id] })).toContain('10:00')
    studio.clock.set((row?.expiresAt ?? 0) - 1)
    expect(await timesOf(studio)).not.toContain('10:00')
    studio.clock.advance(1)
    expect(await timesOf(studio)).toContain('10:00')
  })

  test('what began the day before, and what is far but wide, still counts', async () => {
    const studio = await makeTenant({ studio: { service: { bufferAfterMinutes: 240, gapRule: 'sum' } } })
    const { db } = studio.ctx
    const allNight = { startMinute: 0, endMinute: 1440 }
    await db.write([
      db.orm.update(services).set({ durationMinutes: 720, bufferBeforeMinutes: 240 }),
      db.orm.update(availabilityRules).set(allNight),
    ])
    // Monday 15:00 to Tuesday 03:00; 4 hours after it and 4 before the next stay free.
    await book(studio, { startsAt: TEN - hours(19) })

    expect((await timesOf(studio))[0]).toBe('11:00')
  })
})

describe('dates that differ', () => {
  test('of a trainer at one place leave the other place, and the other trainer, as they are', async () => {
    const studio = await makeTenant()
    const { db } = studio.ctx
    const place = { id: 'loc_varna', name: { en: 'Varna' }, address: { en: '' }, timeZone: 'Europe/Sofia' }
    const evening = { weekday: 2, startMinute: 19 * 60, endMinute: 20 * 60 }
    await db.write([
      db.orm.insert(locations).values(place),
      db.orm
        .insert(availabilityRules)
        .values({ ...evening, id: 'rul_1', trainerId: ids.maria, locationId: place.id }),
      db.orm.insert(availabilityOverrides).values({
        id: 'ovr_1',
        trainerId: ids.maria,
        locationId: ids.location,
        kind: 'closed',
        fromOn: '2027-01-05',
        toOn: '2027-01-05',
        windows: [],
      }),
    ])

    expect(await timesOf(studio)).toEqual(['19:00'])
    expect((await timesOf(studio, { trainerId: ids.ivan })).length).toBeGreaterThan(5)
  })

  test('of a place are for everybody there', async () => {
    const studio = await makeTenant()
    const { db } = studio.ctx
    const closed = { kind: 'closed', fromOn: '2027-01-04', toOn: '2027-01-06', windows: [] } as const
    await db.write([
      db.orm
        .insert(availabilityOverrides)
        .values({ ...closed, windows: [], id: 'o', locationId: ids.location }),
    ])

    expect(await timesOf(studio, { trainerId: null })).toEqual([])
  })
})

describe('limits go by the clocks and calendar of the place', () => {
  const evening = { trainerId: ids.maria, serviceId: ids.training }

  test('a day ends at local midnight', async () => {
    const studio = await makeTenant({ studio: { location: { timeZone: 'America/New_York' } } })
    const { db } = studio.ctx
    await db.write([
      db.orm.update(availabilityRules).set({ startMinute: 0, endMinute: 1440 }),
      db.orm
        .insert(bookingLimits)
        .values({ id: 'lim_1', subject: 'trainer', period: 'day', maxBookings: 1, maxMinutes: null }),
    ])
    // 22:00 in New York, when it is the 6th in UTC already.
    await book(studio, { startsAt: Date.UTC(2027, 0, 6, 3) })

    expect(await timesOf(studio, evening)).toEqual([])
    expect((await timesOf(studio, { fromOn: '2027-01-06', toOn: '2027-01-06' })).length).toBeGreaterThan(20)
  })

  test.each([
    [1, '2027-01-10', 0],
    [7, '2027-01-10', 9],
  ])('a week begins on weekday %i: on Sunday %s there are %i', async (weekStartsOn, on, count) => {
    const studio = await makeTenant({ studio: { settings: { weekStartsOn } } })
    const { db } = studio.ctx
    await db.write([
      db.orm
        .update(availabilityRules)
        .set({ weekday: 7, endMinute: 14 * 60 })
        .where(sql`weekday = 5`),
      db.orm
        .insert(bookingLimits)
        .values({ id: 'lim_1', subject: 'trainer', period: 'week', maxBookings: 1, maxMinutes: null }),
    ])
    await book(studio)

    expect(await timesOf(studio, { fromOn: on, toOn: on })).toHaveLength(count)
  })
})

test('a month of twenty trainers is two round trips, with as many statements as for one', async () => {
  const studio = await makeTenant()
  const { db } = studio.ctx
  const [one] = studioRows({}).trainers
  if (!one) throw new Error('no trainer')
  const others = Array.from({ length: 20 }, (_, n) => ({
    ...one,
    id: `trn_${n}`,
    slug: `t-${n}`,
    position: n + 2,
  }))
  await db.write([
    db.orm.insert(trainers).values(others),
    db.orm
      .insert(serviceTrainers)
      .values(others.map(({ id }) => ({ serviceId: ids.training, trainerId: id }))),
    db.orm.insert(availabilityRules).values(
      others.map(({ id }) => ({
        id: `rul_${id}`,
        trainerId: id,
        weekday: 2,
        startMinute: 540,
        endMinute: 1080,
      })),
    ),
    db.orm
      .insert(timeOff)
      .values({ id: 'off_1', trainerId: 'trn_3', startsAt: TEN, endsAt: TEN + minutes(90) }),
  ])
  const countFor = async (trainerId: string | null) => {
    const ctx = studio.makeContext()
    const counts: number[] = []
    const read: typeof ctx.db.read = (statements) => {
      counts.push(statements.length)
      return ctx.db.read(statements)
    }
    const month = { fromOn: '2027-01-04', toOn: '2027-02-03' }
    const { slots } = await listAvailableSlots(
      { ...ctx, db: { ...ctx.db, read } },
      { serviceId: ids.training, trainerId, ...month },
    )
    return { counts, slots }
  }

  const all = await countFor(null)

  expect(all.counts).toHaveLength(2)
  expect(all.counts).toEqual((await countFor('trn_1')).counts)
  expect(all.slots.find(({ startsAt }) => startsAt === TEN)?.trainerIds).toHaveLength(21)
})
