import { eq, sql } from 'drizzle-orm'
import { expect } from 'vitest'
import { bookings, charges, holds, waitlistEntries, type BookingRow } from '../../db/tenant/schema/index.ts'
import { listAvailableSlots } from '../../tenants/availability/list-available-slots.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { confirmBooking } from '../../tenants/bookings/confirm-booking.ts'
import { getSession } from '../../tenants/classes/get-session.ts'
import { listTimetable } from '../../tenants/classes/list-timetable.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { cancelSeriesRest } from '../../tenants/series/cancel-series-rest.ts'
import { ids } from '../support/studio-rows.ts'
import {
  book,
  petra,
  PLACES,
  placeIds,
  PRICE_MINOR,
  readRows,
  reasonOf,
  START_ON,
  type World,
} from './world.ts'

/** Everything a studio can switch on. */
export const optionNames = [
  'class',
  'appointment',
  'class series',
  'waitlist',
  'party',
  'approval',
  'room',
  'any trainer',
  'several locations',
  'late fee',
  'hold',
  'own series',
] as const
export type OptionName = (typeof optionNames)[number]

/** Pairs that no single booking has: `pairs-apart.test.ts` says what becomes of those. */
export const apart: ReadonlySet<string> = new Set([
  'class and appointment',
  'appointment and class series',
  'appointment and waitlist',
  'class and any trainer',
  'class series and any trainer',
  'waitlist and any trainer',
  'waitlist and hold',
  'waitlist and own series',
])

const live = (rows: readonly BookingRow[]) => rows.filter(({ status }) => status !== 'cancelled')

/**
 * What each option promises of Elena's bookings, whatever else is switched on. In the order in which they are asked: those
 * that look come before those that change something.
 */
export const promises: [OptionName, (world: World, rows: BookingRow[]) => Promise<void>][] = [
  ['class', places],
  ['appointment', takesTheTrainersTime],
  ['class series', comesFromTheSeries],
  ['any trainer', takesWhoeverIsFree],
  ['several locations', isAtTheSecondPlace],
  ['room', keepsTheRoom],
  ['hold', usesUpTheHold],
  ['approval', waitsForAnAnswer],
  ['waitlist', movesUpFromTheWaitlist],
  ['party', letsOneOfThemGo],
  ['own series', cancelsTheRest],
  ['late fee', chargesWhatIsGivenUpLate],
]

async function places(world: World, rows: BookingRow[]) {
  for (const { sessionId } of rows) {
    const session = await getSession(world.makeContext(), sessionId ?? '')
    const here = rows.filter((row) => row.sessionId === sessionId).length
    expect(session).toMatchObject({ capacity: PLACES, placesLeft: PLACES - here })
  }
}

async function takesTheTrainersTime(world: World, rows: BookingRow[]) {
  for (const { trainerId, startsAt, locationId } of rows) {
    const on = new Date(startsAt).toISOString().slice(0, 10)
    const { slots } = await listAvailableSlots(world.makeContext(), {
      serviceId: ids.training,
      trainerId,
      locationId,
      fromOn: on,
      toOn: on,
    })
    expect(slots.map((slot) => slot.startsAt)).not.toContain(startsAt)
  }
}

async function comesFromTheSeries(world: World, rows: BookingRow[]) {
  const sessions = await Promise.all(rows.map((row) => getSession(world.makeContext(), row.sessionId ?? '')))
  expect(sessions.map(({ seriesId }) => seriesId)).toEqual(rows.map(() => world.classSeriesId))
}

async function takesWhoeverIsFree(_world: World, rows: BookingRow[]) {
  expect(new Set(rows.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.ivan]))
}

async function isAtTheSecondPlace(world: World, rows: BookingRow[]) {
  expect(new Set(rows.map(({ locationId }) => locationId))).toEqual(new Set([placeIds.second]))
  const local = new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Lisbon',
    hour: '2-digit',
    minute: '2-digit',
  })
  expect(new Set(rows.map(({ startsAt }) => local.format(startsAt)))).toEqual(new Set(['10:00']))
  if (!world.isClass) return
  const there = { fromOn: START_ON, toOn: START_ON, locationId: ids.location }
  expect(await listTimetable(world.makeContext(), there)).toEqual([])
}

async function keepsTheRoom(world: World, rows: BookingRow[]) {
  const wanted = book(world, { serviceId: ids.assessment, trainerId: petra, name: 'other' })
  expect(await reasonOf(wanted)).toBe('resource_taken')
  expect(rows).not.toEqual([])
}

async function usesUpTheHold({ makeContext, holdId }: World, rows: BookingRow[]) {
  const { db } = makeContext()
  const [[hold]] = await db.read([
    db.orm
      .select()
      .from(holds)
      .where(eq(holds.id, holdId ?? '')),
  ])
  expect(hold).toMatchObject({ status: 'consumed', bookingId: rows[0]?.id })
}

async function waitsForAnAnswer(world: World, rows: BookingRow[]) {
  expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(['pending']))
  const parties = rows.filter(({ guestPosition }) => guestPosition === 0)
  for (const { id } of parties) await confirmBooking(world.staff, { bookingId: id })
  expect(new Set((await readRows(world)).map(({ status }) => status))).toEqual(new Set(['confirmed']))
}

async function movesUpFromTheWaitlist({ makeContext }: World, rows: BookingRow[]) {
  const { db } = makeContext()
  const [entries] = await db.read([db.orm.select().from(waitlistEntries)])
  expect(entries).toMatchObject([{ status: 'promoted', bookingId: rows[0]?.id }])
  expect(rows.map(({ source }) => source)).toEqual(rows.map(() => 'waitlist'))
}

async function letsOneOfThemGo(world: World, rows: BookingRow[]) {
  const guest = rows.find(({ guestPosition }) => guestPosition > 0)
  await cancelBooking(world.staff, { bookingId: guest?.id ?? '' })
  expect(live(await readRows(world)).map(({ id }) => id)).toEqual(
    rows.filter((row) => row !== guest).map(({ id }) => id),
  )
}

async function cancelsTheRest(world: World, rows: BookingRow[]) {
  const second = rows.find(({ startsAt }) => startsAt > world.startsAt)
  const seriesId = second?.seriesId ?? ''
  await cancelSeriesRest(world.staff, { seriesId, scope: 'following', bookingId: second?.id ?? '' })
  const left = live(await readRows(world))
  expect(new Set(left.map(({ startsAt }) => startsAt))).toEqual(new Set([world.startsAt]))
}

async function chargesWhatIsGivenUpLate(world: World) {
  const first = live(await readRows(world)).filter(({ startsAt }) => startsAt === world.startsAt)
  world.clock.set(world.startsAt - minutes(30))
  await cancelBooking(world.staff, { bookingId: first[0]?.id ?? '', isWholeParty: true })
  const { db } = world.makeContext()
  const [owed] = await db.read([
    db.orm
      .select()
      .from(charges)
      .where(sql`${charges.kind} = 'late_cancel' AND ${charges.state} = 'owed'`),
  ])
  expect(owed.map(({ amountMinor }) => amountMinor)).toEqual(first.map(() => PRICE_MINOR / 2))
  const [freed] = await db.read([
    db.orm
      .select()
      .from(bookings)
      .where(sql`${bookings.startsAt} = ${world.startsAt} AND ${bookings.status} = 'confirmed'`),
  ])
  expect(freed.filter(({ contactEmail }) => contactEmail === 'elena@example.test')).toEqual([])
  expect(world.clock.now()).toBeLessThan(world.startsAt + hours(1))
}
