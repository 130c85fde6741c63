import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  charges,
  clientNotes,
  clients,
  locations,
  services,
  trainers,
  type BookingRow,
} from '../../db/tenant/schema/index.ts'
import {
  addBooking,
  addSession,
  classIds,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { makeStaffActor, makeTrainerActor, powerless } from '../../tests/support/make-trainer-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { toGrants } from '../access/grants.ts'
import { checkIn } from '../bookings/check-in.ts'
import { days, hours, minutes } from '../durations.ts'
import { getToday } from './get-today.ts'

// The clock stands at 08:00 on Monday 4 January 2027 in Sofia.

type Wish = Partial<BookingRow> & { at: number }

/** Somebody alone with Maria for an hour. */
async function addAppointment(studio: ClassStudio, { at, ...changes }: Wish) {
  const where = { locationId: ids.location, trainerId: ids.maria, serviceId: ids.training }
  const session = { ...(await noSession), ...where, startsAt: at, endsAt: at + hours(1) }
  return addBooking(studio, session, { sessionId: null, ...changes })
}
const noSession = makeClassStudio().then((studio) => addSession(studio))
test('the day has what takes place on its local date, and what still goes on since yesterday', async () => {
  const studio = await makeClassStudio({ now: Date.UTC(2027, 0, 3, 22, 30) })
  const midnight = Date.UTC(2027, 0, 3, 22)
  await addAppointment(studio, { at: midnight - minutes(15) })
  await addAppointment(studio, { at: midnight - hours(3) })
  const session = await addSession(studio, { startsAt: midnight + hours(9), trainerId: ids.ivan })
  await addBooking(studio, session)
  await addBooking(studio, session, { status: 'cancelled' })
  await addSession(studio, { startsAt: midnight + hours(23.5), trainerId: ids.ivan })
  await addSession(studio, { startsAt: midnight + hours(25), trainerId: ids.ivan })
  await addSession(studio, { startsAt: midnight + hours(12), status: 'cancelled' })

  const today = await getToday(studio.staff)

  expect(today.on).toBe('2027-01-04')
  expect(today.entries.map(({ kind, startsAt, people }) => [kind, startsAt, people.length])).toEqual([
    ['appointment', midnight - minutes(15), 1],
    ['session', midnight + hours(9), 1],
    ['session', midnight + hours(23.5), 0],
  ])
  expect(today.numbers).toMatchObject({ booked: 2, placesLeft: 19 })
})

test('a day on which the clocks go back has its twenty-five hours', async () => {
  const studio = await makeClassStudio({ now: Date.UTC(2027, 9, 31, 6) })
  const start = Date.UTC(2027, 9, 30, 21)
  for (const at of [start - minutes(30), start, start + hours(24.5), start + hours(25)]) {
    await addSession(studio, { startsAt: at, endsAt: at + minutes(20) })
  }
  const { entries, on } = await getToday(studio.staff)
  expect(on).toBe('2027-10-31')
  expect(entries.map(({ startsAt }) => startsAt)).toEqual([start, start + hours(24.5)])
})

test('each place has its own day', async () => {
  // 23:30 on the 4th in Sofia, 16:30 in New York.
  const studio = await makeClassStudio({ now: Date.UTC(2027, 0, 4, 21, 30) })
  const { db } = studio.ctx
  const place = { id: 'loc_ny', name: { en: 'New York' }, address: { en: '' }, timeZone: 'America/New_York' }
  await db.write([db.orm.insert(locations).values({ ...place, position: 1 })])
  const evening = Date.UTC(2027, 0, 5, 1)
  const there = await addSession(studio, { locationId: 'loc_ny', startsAt: evening })
  await addSession(studio, { startsAt: evening + hours(2) })
  const { entries, numbers } = await getToday(studio.staff)
  expect(entries.map(({ id }) => id)).toEqual([there.id])
  expect(numbers).toMatchObject({ booked: 0, bookedLastWeek: 0, placesLeft: 10 })
})

test('a trainer sees what they give, first or second, and nobody else’s day', async () => {
  const studio = await makeClassStudio()
  const now = studio.clock.now()
  const own = await addAppointment(studio, { at: now + hours(2) })
  const second = await addSession(studio, {
    startsAt: now + hours(5),
    trainerId: ids.ivan,
    secondTrainerId: ids.maria,
  })
  await addBooking(studio, second)
  const other = await addSession(studio, { startsAt: now + hours(8), trainerId: ids.ivan })
  await addBooking(studio, other)
  const asMaria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })

  const { entries, gaps, changes, trainerId } = await getToday(asMaria)
  expect([trainerId, entries.map(({ id }) => id)]).toEqual([ids.maria, [own.id, second.id]])
  expect(new Set(gaps.map((gap) => gap.trainerId))).toEqual(new Set([ids.maria]))
  expect(changes).toEqual([])
  await expect(getToday(asMaria, { trainerId: ids.ivan })).rejects.toMatchObject({ code: 'not_found' })
  await expect(getToday(studio.staff, { trainerId: 'trn_none' })).rejects.toMatchObject({ code: 'not_found' })
  const ofIvan = await getToday(studio.staff, { trainerId: ids.ivan })
  expect(ofIvan.entries.map(({ id }) => id)).toEqual([second.id, other.id])
})

test('it is for staff who may look at bookings', async () => {
  const studio = await makeClassStudio()
  const as = (actor: typeof powerless) => getToday(studio.makeContext({ actor }))
  await expect(getToday(studio.ctx)).rejects.toMatchObject({ code: 'unauthorized' })
  await expect(as(powerless)).rejects.toMatchObject({ code: 'forbidden' })
})

test('who comes is marked with what is to be known of them, as far as one may', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const now = studio.clock.now()
  const session = await addSession(studio, { startsAt: now + hours(2) })
  const missed = await addAppointment(studio, { at: now - days(20), status: 'no_show', clientId: 'cli_old' })
  await addBooking(studio, session, { clientId: 'cli_old', createdAt: now })
  await addBooking(studio, session, { clientId: 'cli_new', createdAt: now + 1 })
  await db.write([
    db.orm.update(clients).set({ bornOn: '1990-01-04', blockedAt: 1 }).where(eq(clients.id, 'cli_old')),
    db.orm
      .insert(clientNotes)
      .values({ id: 'nte_1', clientId: 'cli_old', author: 'staff:usr_x', text: 'Knee', createdAt: 0 }),
    db.orm.insert(charges).values({
      id: 'chg_1',
      bookingId: missed.id,
      kind: 'no_show',
      amountMinor: 1500,
      currency: 'EUR',
      losesCredit: false,
      state: 'owed',
      createdAt: 0,
    }),
  ])
  const marks = async (actor = makeStaffActor('manager')) => {
    const { entries } = await getToday(studio.makeContext({ actor }))
    return entries.flatMap(({ people }) => people.map((person) => person.marks))
  }
  const none = {
    isFirstVisit: false,
    hasNotes: false,
    isBlocked: false,
    hasBirthday: false,
    owed: [],
  }
  const known = {
    ...none,
    hasNotes: true,
    isBlocked: true,
    hasBirthday: true,
    owed: [{ amountMinor: 1500, currency: 'EUR' }],
  }
  expect(await marks()).toEqual([known, { ...none, isFirstVisit: true }])
  expect(await marks(makeTrainerActor(ids.maria))).toEqual([known, { ...none, isFirstVisit: true }])
  const onlyBookings = makeStaffActor(toGrants({ bookings: 'any none' }))
  expect(await marks(onlyBookings)).toEqual([none, none])
})

test('what a trainer may not see of money does not show what others are owed', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const now = studio.clock.now()
  const missed = await addAppointment(studio, { at: now - days(20), trainerId: ids.ivan, clientId: 'cli_a' })
  await addAppointment(studio, { at: now + hours(1), clientId: 'cli_a' })
  const owed = { amountMinor: 900, currency: 'EUR', losesCredit: false, state: 'owed', createdAt: 0 } as const
  await db.write([
    db.orm.insert(charges).values({ id: 'chg_1', bookingId: missed.id, kind: 'no_show', ...owed }),
  ])
  const asMaria = studio.makeContext({ actor: makeTrainerActor(ids.maria) })
  const owedSeen = async (ctx = studio.staff) =>
    (await getToday(ctx)).entries.map(({ people }) => people[0]?.marks.owed)
  expect([await owedSeen(), await owedSeen(asMaria)]).toEqual([
    [[{ amountMinor: 900, currency: 'EUR' }]],
    [[]],
  ])

  await db.write([
    db.orm
      .insert(charges)
      .values({ id: 'chg_2', bookingId: missed.id, kind: 'late_cancel', ...owed, currency: 'BGN' }),
  ])
  // Of two currencies no sum is made.
  expect((await owedSeen())[0]).toEqual([
    { amountMinor: 900, currency: 'BGN' },
    { amountMinor: 900, currency: 'EUR' },
  ])
})

test('gaps are what is left of a trainer’s hours, in half an hour and more', async () => {
  const studio = await makeClassStudio()
  const nine = studio.clock.now() + hours(1)
  // With its buffer until 11:10, then 20 minutes that are too few.
  await addAppointment(studio, { at: nine + hours(1), occupiedUntil: nine + minutes(130) })
  await addSession(studio, { startsAt: nine + minutes(150) })
  studio.clock.advance(minutes(75))
  const { gaps } = await getToday(studio.staff, { trainerId: ids.maria })
  expect(gaps.map(({ startsAt, endsAt }) => [startsAt - nine, endsAt - nine])).toEqual([
    [minutes(15), hours(1)],
    [minutes(210), hours(9)],
  ])
})

test('requests that can still be answered wait, each party once, the most urgent first', async () => {
  const studio = await makeClassStudio()
  const now = studio.clock.now()
  const pending = (at: number, expiresAt: number, changes: Partial<BookingRow> = {}) =>
    addAppointment(studio, { at, status: 'pending', expiresAt, ...changes })
  const later = await pending(now + days(3), now + hours(9))
  const sooner = await pending(now + days(9), now + hours(1))
  await pending(now + days(4), now - 1)
  const session = await addSession(studio, { startsAt: now + days(2) })
  const party = { status: 'pending', partyId: 'p', clientId: 'cli_p', expiresAt: now + hours(4) } as const
  await addBooking(studio, session, { ...party, guestPosition: 1 })
  const first = await addBooking(studio, session, { ...party, guestPosition: 0 })
  const { requests } = await getToday(studio.staff)
  expect(requests.map(({ bookingId, heads }) => [bookingId, heads])).toEqual([
    [sooner.id, 1],
    [first.id, 2],
    [later.id, 1],
  ])
})

test('a check-in counts, and today is compared with the same weekday', async () => {
  const studio = await makeClassStudio()
  const now = studio.clock.now()
  const session = await addSession(studio, { startsAt: now + hours(1) })
  const booking = await addBooking(studio, session)
  await addBooking(studio, session)
  await addAppointment(studio, { at: now - days(7), status: 'completed' })
  await addAppointment(studio, { at: now - days(7) + hours(2), status: 'cancelled' })
  await addAppointment(studio, { at: now - days(6) })
  await checkIn(studio.staff, { bookingId: booking.id })
  const { numbers } = await getToday(studio.staff)
  expect(numbers).toEqual({ booked: 2, bookedLastWeek: 1, cameIn: 1, placesLeft: 8 })
})

test('what is no longer sold, and who no longer works here, are still named', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  await addSession(studio, { startsAt: studio.clock.now() + hours(1) })
  await db.write([
    db.orm.update(services).set({ status: 'archived' }).where(eq(services.id, classIds.yoga)),
    db.orm.update(trainers).set({ isBookable: false }).where(eq(trainers.id, ids.maria)),
  ])
  const { entries, names } = await getToday(studio.makeContext({ actor: studio.staff.actor }))
  expect(entries).toHaveLength(1)
  expect(names.services.some(({ id }) => id === classIds.yoga)).toBe(true)
  expect(names.trainers.some(({ id }) => id === ids.maria)).toBe(true)
})

test('it takes two round trips, whatever the day holds', async () => {
  const studio = await makeClassStudio()
  const ctx = studio.makeContext({ actor: studio.staff.actor })
  await getToday(ctx)
  // The catalogue, then the day and the diary side by side.
  expect(ctx.db.roundTrips().count).toBe(3)
})
