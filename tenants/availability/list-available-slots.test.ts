import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import {
  availabilityRules,
  bookingLimits,
  clientGroups,
  groupWindows,
  locations,
  resources,
  serviceLocations,
  serviceResources,
  services,
  serviceTrainers,
} from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { makeTenant, type TenantOptions } from '../../tests/support/make-tenant.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours } from '../durations.ts'
import { listAvailableSlots, type SlotQuery } from './list-available-slots.ts'
import { listNextSlots } from './list-next-slots.ts'
import { formatTimeOfDay, toLocalTime } from './local-time.ts'

/** Tuesday 5 January 2027, 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 5, 8)

async function makeStudio(options: TenantOptions = {}) {
  const studio = await makeTenant(options)
  const list = (query: Partial<SlotQuery> = {}) =>
    listAvailableSlots(studio.makeContext(), {
      serviceId: ids.training,
      fromOn: '2027-01-05',
      toOn: '2027-01-05',
      ...query,
    })
  /** Local times, of one place and trainer where they are named. */
  const timesOf = async ({ at, ...query }: Partial<SlotQuery> & { at?: string } = {}) => {
    const { slots, timeZone } = await list(query)
    return slots
      .filter(({ locationId }) => !at || locationId === at)
      .map(({ startsAt }) => formatTimeOfDay(toLocalTime(timeZone, startsAt).minuteOfDay))
  }
  const book = (changes: Parameters<typeof makeBookingInput>[0] = {}) =>
    createBooking(studio.makeContext(), makeBookingInput({ startsAt: TEN, ...changes }))
  return { ...studio, db: studio.ctx.db, list, timesOf, book }
}

const varna = { id: 'loc_varna', name: { en: 'Varna' }, address: { en: 'Varna' }, timeZone: 'Europe/Sofia' }
const onTuesdays = { trainerId: ids.maria, weekday: 2 }
const half = [
  { ...onTuesdays, id: 'rul_1', startMinute: 8 * 60, endMinute: 10 * 60, locationId: varna.id },
  { ...onTuesdays, id: 'rul_2', startMinute: 19 * 60, endMinute: 21 * 60, locationId: varna.id },
]

describe('several places', () => {
  async function makePlaces() {
    const studio = await makeStudio()
    const { db } = studio
    await db.write([db.orm.insert(locations).values(varna), db.orm.insert(availabilityRules).values(half)])
    return studio
  }

  test('times are listed for each place a trainer works at, or for the one asked for', async () => {
    const { list, timesOf } = await makePlaces()

    expect(await timesOf({ trainerId: 'maria', locationId: varna.id })).toEqual([
      '08:00',
      '08:30',
      '09:00',
      '19:00',
      '19:30',
      '20:00',
    ])
    const { slots } = await list({ trainerId: ids.maria })
    expect(new Set(slots.map(({ locationId }) => locationId))).toEqual(new Set([ids.location, varna.id]))
    expect(await timesOf({ trainerId: ids.ivan, locationId: varna.id })).toEqual([])
  })

  test('what is booked at one place keeps the trainer from the other', async () => {
    const { timesOf, book } = await makePlaces()
    const { booking } = await book({ startsAt: TEN - hours(1), locationId: varna.id })

    expect(booking.locationId).toBe(varna.id)
    const main = await timesOf({ trainerId: ids.maria, locationId: ids.location })
    expect(main[0]).toBe('10:30')
  })

  test('a service is given only where it is given', async () => {
    const { db, timesOf } = await makePlaces()
    await db.write([
      db.orm.insert(serviceLocations).values({ serviceId: ids.training, locationId: varna.id }),
    ])

    expect(await timesOf({ trainerId: ids.maria, at: ids.location })).toEqual([])
    expect(await timesOf({ trainerId: ids.maria })).toHaveLength(6)
  })
})

describe('how long it takes', () => {
  test('is the trainer’s own where they have one, and what is booked is what was shown', async () => {
    const { db, list, book } = await makeStudio()
    await db.write([
      db.orm
        .update(serviceTrainers)
        .set({ durationMinutes: 90, priceMinor: 9000 })
        .where(eq(serviceTrainers.trainerId, ids.ivan)),
    ])

    const { slots } = await list({ trainerId: ids.ivan })
    expect(slots[0]).toMatchObject({ endsAt: (slots[0]?.startsAt ?? 0) + hours(1.5) })
    expect(slots.at(-1)?.startsAt).toBe(TEN + hours(6.5))
    const { booking } = await book({ trainerId: ids.ivan })
    expect(booking).toMatchObject({ endsAt: TEN + hours(1.5), priceMinor: 9000 })
  })

  test('is the client’s choice where there is one', async () => {
    const { list, book } = await makeStudio({ studio: { service: { durationChoices: [30, 90] } } })

    const { slots } = await list({ durationMinutes: 90, trainerId: ids.maria })
    expect(slots.at(-1)?.startsAt).toBe(TEN + hours(6.5))
    const { booking } = await book({ durationMinutes: 90 })
    expect(booking).toMatchObject({ endsAt: TEN + hours(1.5), priceMinor: 9000 })
    await expect(list({ durationMinutes: 45 })).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path: 'durationMinutes' }] },
    })
  })
})

describe('rooms and equipment', () => {
  const room = { kind: 'room', name: { en: 'Room' }, pool: 'rooms', locationId: ids.location } as const

  test('one room for two trainers is promised once, its own buffers kept free', async () => {
    const { db, timesOf, book } = await makeStudio()
    await db.write([
      db.orm.insert(resources).values({ ...room, id: 'res_1', bufferAfterMinutes: 30 }),
      db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'rooms' }),
    ])
    await book({ trainerId: ids.maria })

    expect((await timesOf({ trainerId: ids.ivan })).slice(0, 2)).toEqual(['11:30', '12:00'])
    await expect(book({ trainerId: ids.ivan, startsAt: TEN + hours(1) })).rejects.toMatchObject({
      code: 'slot_taken',
      details: { reason: 'resource_taken' },
    })
  })

  test('as long as another room of the pool is free, nobody notices', async () => {
    const { db, timesOf, book } = await makeStudio()
    await db.write([
      db.orm.insert(resources).values([
        { ...room, id: 'res_1' },
        { ...room, id: 'res_2' },
      ]),
      db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'rooms' }),
    ])
    await book({ trainerId: ids.maria })

    expect(await timesOf({ trainerId: ids.ivan })).toContain('10:00')
  })

  test('a party needs enough by the head', async () => {
    const { db, list, timesOf } = await makeStudio({ studio: { service: { maxParty: 4 } } })
    await db.write([
      db.orm.insert(resources).values({ ...room, id: 'res_bikes', kind: 'equipment', units: 3 }),
      db.orm.insert(serviceResources).values({ serviceId: ids.training, pool: 'rooms', per: 'head' }),
    ])

    expect((await timesOf({ heads: 3 })).length).toBeGreaterThan(0)
    expect(await timesOf({ heads: 4 })).toEqual([])
    await expect(list({ heads: 5 })).rejects.toMatchObject({ code: 'invalid_input' })
  })
})

describe('limits', () => {
  const limit = { id: 'lim_1', maxBookings: null, maxMinutes: null }

  test('a trainer who has had enough for the day is not offered again, in minutes too', async () => {
    const { db, timesOf, book } = await makeStudio()
    await db.write([
      db.orm.insert(bookingLimits).values({ ...limit, subject: 'trainer', period: 'day', maxMinutes: 119 }),
    ])
    await book()

    expect(await timesOf({ trainerId: ids.maria })).toEqual([])
    expect((await timesOf({ trainerId: ids.ivan })).length).toBeGreaterThan(0)
    expect((await timesOf({ trainerId: ids.maria, serviceId: ids.assessment })).length).toBeGreaterThan(0)
  })

  test('a service that is given twice a week is gone for all trainers until the week is over', async () => {
    const { db, timesOf, book } = await makeStudio()
    await db.write([
      db.orm.insert(bookingLimits).values({ ...limit, subject: 'service', period: 'week', maxBookings: 2 }),
    ])
    await book()
    await book({ trainerId: ids.ivan, startsAt: TEN + hours(24) })
    const [friday, monday] = ['2027-01-08', '2027-01-11']

    expect(await timesOf({ fromOn: friday, toOn: friday })).toEqual([])
    expect((await timesOf({ fromOn: monday, toOn: monday })).length).toBeGreaterThan(0)
    await expect(book({ startsAt: TEN + hours(72) })).rejects.toMatchObject({
      details: { reason: 'service_limit' },
    })
  })
})

test('a group of clients sees as far ahead as it may book', async () => {
  const { db, list } = await makeStudio()
  await db.write([
    db.orm.insert(clientGroups).values({ id: 'grp_new', name: { en: 'New' } }),
    db.orm
      .insert(groupWindows)
      .values({ id: 'grw_1', clientGroupId: 'grp_new', windowKind: 'calendar_days', windowDays: 1 }),
  ])
  const week = { toOn: '2027-01-12', trainerId: ids.maria }
  const daysOf = async (query: Partial<SlotQuery>) =>
    new Set((await list(query)).slots.map(({ startsAt }) => toLocalTime('Europe/Sofia', startsAt).on)).size

  expect(await daysOf({ ...week, clientGroupId: 'grp_new' })).toBe(1)
  expect(await daysOf(week)).toBe(6)
})

test('the least busy of the day comes first, and who is not free is not there', async () => {
  const { list, book } = await makeStudio()
  await book({ startsAt: TEN + hours(3) })

  const { slots } = await list()
  const at = (startsAt: number) => slots.find((slot) => slot.startsAt === startsAt)?.trainerIds
  expect(at(TEN)).toEqual([ids.ivan, ids.maria])
  expect(at(TEN + hours(3))).toEqual([ids.ivan])
})

test('a class is not among the times, and not among the next ones', async () => {
  const { db, list, makeContext } = await makeStudio()
  await db.write([db.orm.update(services).set({ kind: 'class' }).where(eq(services.id, ids.training))])

  await expect(list()).rejects.toMatchObject({ code: 'not_found' })
  const next = await listNextSlots(makeContext(), { days: 2 })
  expect(new Set(next.map(({ serviceId }) => serviceId))).toEqual(new Set([ids.assessment]))
})

test.each([
  [{ fromOn: '0000-01-01', toOn: '0000-01-02' }, 'from'],
  [{ fromOn: '9998-12-30', toOn: '9999-12-31' }, 'to'],
  [{ fromOn: '2027-02-29', toOn: '2027-03-01' }, 'from'],
  [{ fromOn: '2027-01-06', toOn: '2027-01-05' }, 'to'],
])('the dates %j are refused', async (dates, path) => {
  const { list } = await makeStudio()

  await expect(list(dates)).rejects.toMatchObject({ code: 'invalid_input', details: { errors: [{ path }] } })
})

test('the last and the first dates there are give an answer', async () => {
  const { list } = await makeStudio()

  expect((await list({ fromOn: '9998-12-31', toOn: '9998-12-31' })).slots).toEqual([])
  expect((await list({ fromOn: '1970-01-01', toOn: '1970-01-02' })).slots).toEqual([])
})
