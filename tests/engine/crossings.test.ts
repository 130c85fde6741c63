import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookingEvents, bookings, messages } from '../../db/tenant/schema/index.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { confirmBooking } from '../../tenants/bookings/confirm-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import { changeSession } from '../../tenants/classes/change-session.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { days, hours, minutes } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import { leaveWaitlist } from '../../tenants/waitlist/leave-waitlist.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { addBooking, addSession, makeClassStudio, type ClassStudio } from '../support/make-class-studio.ts'
import { join, readLine } from '../support/make-full-class.ts'
import { ids } from '../support/studio-rows.ts'
import { interrupt, spanNet, type Net } from './nets.ts'

const WHOLE: Net[] = ['both', 'guard', 'triggers']
/** Monday 11 January 2027, 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 11, 8)
const SECRET = 'the-secret-of-elenas-browser'
const staff = { actor: { kind: 'staff', keyId: 'key_test' } } as const

const time = (startsAt: number, changes = {}) => makeBookingInput({ startsAt, ...changes })
const place = (sessionId: string) =>
  makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null })

const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isAppError(error)) throw error
      return error.code
    },
  )

const faultsOf = ({ makeContext, clock }: ClassStudio) => findFaults(makeContext().db, clock.now())

/** A hold that runs out while the form is sent, and somebody who books what it kept. */
async function raceTheEndOfAHold(net: Net) {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const wish = { serviceId: ids.training, trainerId: ids.maria, startsAt: TEN }
  const hold = await placeHold(makeContext(), { attemptKey: 'attempt-1', holderSecret: SECRET, wish })
  const late = interrupt(makeContext(), async () => {
    studio.clock.set(hold.expiresAt)
    await createBooking(makeContext(), time(TEN + minutes(30)))
  })
  const kept = { id: hold.id, holderSecret: SECRET }
  return {
    code: await codeOf(createBooking(late, time(TEN, { hold: kept }))),
    faults: await faultsOf(studio),
  }
}

test.each(WHOLE)('a hold that has run out gives no place that somebody else has by then: %s', async (net) => {
  expect(await raceTheEndOfAHold(net)).toEqual({ code: 'slot_taken', faults: [] })
})

test('and without guard and triggers both would have it', async () => {
  expect((await raceTheEndOfAHold('none')).faults).not.toEqual([])
})

/** A request whose time to be answered runs out as it is answered, and somebody who asks for the same. */
async function raceTheEndOfARequest(net: Net) {
  const studio = await makeClassStudio({ studio: { service: { approval: 'always' } } })
  const makeContext = await spanNet(studio, net)
  const { booking } = await createBooking(makeContext(), time(TEN))
  const late = interrupt(makeContext(staff), async () => {
    studio.clock.advance(hours(24))
    await createBooking(makeContext(), time(TEN))
  })
  return {
    code: await codeOf(confirmBooking(late, { bookingId: booking.id })),
    faults: await faultsOf(studio),
  }
}

test.each(WHOLE)('a request that has run out is not approved over another’s head: %s', async (net) => {
  const { code, faults } = await raceTheEndOfARequest(net)
  expect([code === 'done', faults]).toEqual([false, []])
})

test('and without guard and triggers it would be', async () => {
  expect((await raceTheEndOfARequest('none')).faults).not.toEqual([])
})

test('approved by many at once, a request is confirmed once, and told once', async () => {
  const studio = await makeClassStudio({ studio: { service: { approval: 'always' } } })
  const makeContext = await spanNet(studio, 'both')
  const { booking } = await createBooking(makeContext(), time(TEN))
  const approve = () => codeOf(confirmBooking(makeContext(staff), { bookingId: booking.id }))
  expect(new Set(await Promise.all(Array.from({ length: 8 }, approve)))).toEqual(new Set(['done']))

  const { db } = studio.makeContext()
  const [events, told] = await db.read([
    db.orm.select().from(bookingEvents).where(eq(bookingEvents.kind, 'confirmed')),
    db.orm.select().from(messages).where(eq(messages.kind, 'booking_confirmed')),
  ])
  expect([events.length, told.length]).toEqual([1, 1])
})

/** Two give their places up, two wait, and six come by just then. */
async function raceForFreedPlaces(net: Net) {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const session = await addSession(studio, { startsAt: TEN, capacity: 2 })
  const first = await createBooking(makeContext(), place(session.id))
  const second = await createBooking(makeContext(), place(session.id))
  await join(makeContext(), session, { name: 'ada' })
  await join(makeContext(), session, { name: 'bob' })
  const cancel = ({ booking, manageToken }: typeof first) =>
    cancelBooking(makeContext(), { bookingId: booking.id, manageToken })
  await Promise.all([
    ...[first, second].map(cancel),
    ...Array.from({ length: 6 }, () => codeOf(createBooking(makeContext(), place(session.id)))),
  ])
  return { line: (await readLine(makeContext(), session)).toSorted(), faults: await faultsOf(studio) }
}

test('whoever waits has what comes free, whoever else comes by', async () => {
  expect(await raceForFreedPlaces('both')).toEqual({ line: ['ada promoted', 'bob promoted'], faults: [] })
})

test('and without guard and triggers they would not', async () => {
  const { line, faults } = await raceForFreedPlaces('none')
  expect(faults.length > 0 || line.some((one) => !one.endsWith('promoted'))).toBe(true)
})

test('leaving the line as one moves up ends in one of the two', async () => {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, 'both')
  const session = await addSession(studio, { startsAt: TEN, capacity: 1 })
  const { booking, manageToken } = await createBooking(makeContext(), place(session.id))
  const { entry, manageToken: token } = await join(makeContext(), session, { name: 'ada' })
  await Promise.all([
    cancelBooking(makeContext(), { bookingId: booking.id, manageToken }),
    codeOf(leaveWaitlist(makeContext(), { entryId: entry.id, token })),
  ])
  const { db } = makeContext()
  const [own] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.contactEmail, 'ada@example.test')),
  ])
  const expected = own.length === 1 ? 'ada promoted' : 'ada left'
  expect(await readLine(makeContext(), session)).toEqual([expected])
  expect(await faultsOf(studio)).toEqual([])
})

/** Four who all move to one time that is free. */
async function raceToMove(net: Net) {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const booked = []
  for (let hour = 0; hour < 4; hour += 1) {
    booked.push(await createBooking(makeContext(), time(TEN + hours(1.5 * hour))))
  }
  const codes = await Promise.all(booked.map((one) => codeOf(move(makeContext(), one, TEN + days(1)))))
  return { won: codes.filter((code) => code === 'done').length, faults: await faultsOf(studio) }
}

type Booked = Awaited<ReturnType<typeof createBooking>>
const move = (ctx: TenantContext, { booking, manageToken }: Booked, startsAt: number) =>
  rescheduleBooking(ctx, {
    idempotencyKey: `move-${booking.id}-${startsAt}`,
    bookingId: booking.id,
    manageToken,
    startsAt,
  })

test.each(WHOLE)(
  'of many who move to one time one does, the others stay where they were: %s',
  async (net) => {
    expect(await raceToMove(net)).toEqual({ won: 1, faults: [] })
  },
)

test('and without guard and triggers they all would', async () => {
  expect((await raceToMove('none')).faults).not.toEqual([])
})

test.each(WHOLE)('two who want each other’s time keep their own: %s', async (net) => {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const ada = await createBooking(makeContext(), time(TEN))
  const bob = await createBooking(makeContext(), time(TEN + hours(2)))
  const codes = await Promise.all([
    codeOf(move(makeContext(), ada, TEN + hours(2))),
    codeOf(move(makeContext(), bob, TEN)),
  ])
  const { db } = makeContext()
  const [rows] = await db.read([db.orm.select().from(bookings)])
  const startOf = ({ booking }: Booked) => rows.find(({ id }) => id === booking.id)?.startsAt
  expect([codes, startOf(ada), startOf(bob)]).toEqual([['slot_taken', 'slot_taken'], TEN, TEN + hours(2)])
  expect(await faultsOf(studio)).toEqual([])
})

/** Cancelled between the look and the move. */
async function raceMoveAndCancel(net: Net) {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const booked = await createBooking(makeContext(), time(TEN))
  const { booking, manageToken } = booked
  const ctx = interrupt(makeContext(), () =>
    cancelBooking(makeContext(), { bookingId: booking.id, manageToken }),
  )
  const code = await codeOf(move(ctx, booked, TEN + days(1)))
  const { db } = makeContext()
  const [[row]] = await db.read([db.orm.select().from(bookings)])
  return { code, status: row?.status, startsAt: row?.startsAt, faults: await faultsOf(studio) }
}

test('a booking cancelled as it moves is cancelled, where it was', async () => {
  const outcome = await raceMoveAndCancel('both')
  expect(outcome).toEqual({ code: 'not_allowed', status: 'cancelled', startsAt: TEN, faults: [] })
})

test('and without the guard it would move all the same', async () => {
  expect((await raceMoveAndCancel('none')).startsAt).not.toBe(TEN)
})

/** Places are taken away while they are booked. */
async function raceTheCut(net: Net) {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const session = await addSession(studio, { startsAt: TEN, capacity: 4 })
  await addBooking(studio, session, { source: 'seed' })
  const [cut, ...codes] = await Promise.all([
    codeOf(changeSession(makeContext(staff), { sessionId: session.id, capacity: 2 })),
    ...Array.from({ length: 8 }, () => codeOf(createBooking(makeContext(), place(session.id)))),
  ])
  const later = await codeOf(createBooking(makeContext(), place(session.id)))
  const won = codes.filter((code) => code === 'done').length
  return { cut, later, isWithin: won <= 3, isKept: won >= 1, faults: await faultsOf(studio) }
}

test.each(WHOLE)('places taken away drop nobody, and are given to nobody after that: %s', async (net) => {
  const fair = { cut: 'done', later: 'session_full', isWithin: true, isKept: true, faults: [] }
  expect(await raceTheCut(net)).toEqual(fair)
})

test('and without guard and triggers they would be', async () => {
  expect((await raceTheCut('none')).later).toBe('done')
})

/** Two who want some of the same Mondays. */
async function raceSeries(net: Net, conflictPolicy: 'all_or_nothing' | 'skip') {
  const studio = await makeClassStudio()
  const makeContext = await spanNet(studio, net)
  const wish = (startsAt: number) => {
    const { idempotencyKey, client, host } = makeBookingInput()
    const what = { serviceId: ids.training, trainerId: ids.maria, startsAt, count: 4, conflictPolicy }
    return { ...what, idempotencyKey, client, host, source: 'portal' } as const
  }
  const asked = [wish(TEN), wish(TEN + days(14)), wish(TEN + minutes(30)), wish(TEN + days(7))]
  const codes = await Promise.all(asked.map((one) => codeOf(bookSeries(makeContext(), one))))
  return { codes, faults: await faultsOf(studio) }
}

test.each(WHOLE)('series that cross are had by one, all of it, or not at all: %s', async (net) => {
  const { codes, faults } = await raceSeries(net, 'all_or_nothing')
  expect([codes.filter((code) => code === 'done').length, faults]).toEqual([1, []])
})

test.each(WHOLE)('series that cross share what there is when dates may be left out: %s', async (net) => {
  const { faults } = await raceSeries(net, 'skip')
  expect(faults).toEqual([])
})

test('and without guard and triggers they would overlap', async () => {
  expect((await raceSeries('none', 'all_or_nothing')).faults).not.toEqual([])
})
