import { expect, test } from 'vitest'
import { bookings } from '../../db/tenant/schema/index.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { createBooking } from '../../tenants/bookings/create-booking.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import { changeSession } from '../../tenants/classes/change-session.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { days, minutes } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { placeHold } from '../../tenants/holds/place-hold.ts'
import { findFaults } from '../support/find-faults.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { addBooking, addSession, makeClassStudio, type ClassStudio } from '../support/make-class-studio.ts'
import { ids } from '../support/studio-rows.ts'
import { interrupt, spanNet, type Net } from './nets.ts'
import { staffActor } from '../support/staff-actor.ts'

const WHOLE: Net[] = ['both', 'guard', 'triggers']
/** Monday 11 January 2027, 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 11, 8)
const SECRET = 'the-secret-of-elenas-browser'
const staff = { actor: staffActor } as const

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

type Booked = Awaited<ReturnType<typeof createBooking>>
const move = (ctx: TenantContext, { booking, manageToken }: Booked, startsAt: number) =>
  rescheduleBooking(ctx, {
    idempotencyKey: `move-${booking.id}`,
    bookingId: booking.id,
    manageToken,
    startsAt,
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
