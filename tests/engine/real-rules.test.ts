import { describe, expect, test } from 'vitest'
import { charges, type SessionRow } from '../../db/tenant/schema/index.ts'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { checkIn } from '../../tenants/bookings/check-in.ts'
import { createBooking, type CreatedBooking } from '../../tenants/bookings/create-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { markNoShows } from '../../tenants/bookings/mark-no-shows.ts'
import { rescheduleBooking } from '../../tenants/bookings/reschedule-booking.ts'
import { days, hours, minutes, seconds } from '../../tenants/durations.ts'
import { isAppError } from '../../tenants/errors.ts'
import { acceptOffer } from '../../tenants/waitlist/accept-offer.ts'
import { leaveWaitlist } from '../../tenants/waitlist/leave-waitlist.ts'
import { moveWaitlistsOn } from '../../tenants/waitlist/move-waitlists-on.ts'
import { addSession, type ClassStudio } from '../support/make-class-studio.ts'
import { makeBookingInput } from '../support/make-booking-input.ts'
import { join, readLine } from '../support/make-full-class.ts'
import { ids } from '../support/studio-rows.ts'
import { cityGym, makeMember, makeStudioWith, membersClub, packStudio } from './studio-rules.ts'

/** Monday 4 January 2027, 12:00 in Sofia. */
const MONDAY_NOON = Date.UTC(2027, 0, 4, 10)
const elena = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
const other = (name: string) => ({ ...elena, email: `${name}@example.test` })

const bookAt = (studio: ClassStudio, startsAt: number, client = elena) =>
  addSession(studio, { startsAt, takes: [], capacity: 2 }).then(({ id }) => bookPlace(studio, id, client))

const bookPlace = (
  studio: ClassStudio,
  sessionId: string,
  client = elena,
  source: 'portal' | 'staff' = 'portal',
) =>
  createBooking(
    source === 'staff' ? studio.staff : studio.makeContext(),
    makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null, client, source }),
  )

const cancel = (studio: ClassStudio, { booking, manageToken }: CreatedBooking) =>
  cancelBooking(studio.makeContext(), { bookingId: booking.id, manageToken })

/** Joins the waitlist, a second after whoever came before. */
const queue = (studio: ClassStudio, session: SessionRow, name: string) => {
  studio.clock.advance(seconds(1))
  return join(studio.makeContext(), session, { name })
}

/** Books what begins in an hour, and gives it up a minute later. */
const cancelLate = async (studio: ClassStudio) => {
  const booked = await bookAt(studio, studio.clock.now() + hours(1))
  studio.clock.advance(minutes(1))
  expect((await cancel(studio, booked)).cancelKind).toBe('late')
}

/** What somebody is told who is refused: the reason's word. */
const reasonOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => {
      if (!isAppError(error)) throw error
      return error.details.reason
    },
  )

const owed = async ({ makeContext }: ClassStudio) => {
  const { db } = makeContext()
  const [rows] = await db.read([db.orm.select().from(charges)])
  return rows.map(({ kind, state, amountMinor }) => ({ kind, state, amountMinor }))
}

describe('a members’ club', () => {
  test('is booked four days ahead, and one by short-term members', async () => {
    const studio = await makeStudioWith(membersClub)
    await makeMember(studio, 'short@example.test', 'grp_short_term')
    const at = (day: number) => MONDAY_NOON + days(day)

    expect(await reasonOf(bookAt(studio, at(4)))).toBe('done')
    expect(await reasonOf(bookAt(studio, at(5)))).toBe('opens_at')
    expect(await reasonOf(bookAt(studio, at(1) + hours(2), other('short')))).toBe('done')
    expect(await reasonOf(bookAt(studio, at(2) + hours(2), other('short')))).toBe('opens_at')
  })

  test('is cancelled in time until two hours before, to the minute', async () => {
    const studio = await makeStudioWith(membersClub)
    const [inTime, late] = [await bookAt(studio, MONDAY_NOON), await bookAt(studio, MONDAY_NOON + hours(3))]

    studio.clock.set(MONDAY_NOON - hours(2) - 1)
    expect((await cancel(studio, inTime)).cancelKind).toBe('free')
    studio.clock.set(MONDAY_NOON + hours(1) + minutes(1))
    expect((await cancel(studio, late)).cancelKind).toBe('late')
  })

  test('stops online booking for ten days after the third place not used within thirty', async () => {
    const studio = await makeStudioWith(membersClub)
    const { clock } = studio
    await cancelLate(studio)
    clock.advance(days(29))
    await cancelLate(studio)
    clock.advance(hours(23))
    expect(await reasonOf(bookAt(studio, clock.now() + days(1)))).toBe('done')
    await cancelLate(studio)

    const stopped = await addSession(studio, { startsAt: clock.now() + days(2), takes: [] })
    expect(await reasonOf(bookPlace(studio, stopped.id))).toBe('suspended')
    expect(await reasonOf(bookPlace(studio, stopped.id, elena, 'staff'))).toBe('done')
    expect(await reasonOf(bookPlace(studio, stopped.id, other('ada')))).toBe('done')
    clock.advance(days(10) - 1)
    expect(await reasonOf(bookAt(studio, clock.now() + hours(3)))).toBe('suspended')
    clock.advance(1)
    expect(await reasonOf(bookAt(studio, clock.now() + hours(5)))).toBe('done')
  })

  test('forgets what is longer ago than thirty days', async () => {
    const studio = await makeStudioWith(membersClub)
    for (const wait of [0, days(16), days(16)]) {
      studio.clock.advance(wait)
      await cancelLate(studio)
    }
    expect(await reasonOf(bookAt(studio, studio.clock.now() + days(1)))).toBe('done')
  })
})

describe('a city gym', () => {
  test('is booked 21 days ahead, once a day and ten times in all', async () => {
    const studio = await makeStudioWith(cityGym)
    const at = (day: number) => MONDAY_NOON + days(day)

    expect(await reasonOf(bookAt(studio, at(22)))).toBe('opens_at')
    for (let day = 0; day < 9; day += 1) await bookAt(studio, at(day))
    expect(await reasonOf(bookAt(studio, at(3) + hours(5)))).toBe('client_limit')
    expect(await reasonOf(bookAt(studio, at(21)))).toBe('done')
    expect(await reasonOf(bookAt(studio, at(15)))).toBe('client_limit')
    studio.clock.set(at(0) + hours(1))
    expect(await reasonOf(bookAt(studio, at(16)))).toBe('done')
  })

  test('counts no request that nobody answered in time', async () => {
    const studio = await makeStudioWith({ ...cityGym, class: { ...cityGym.class, approval: 'always' } })
    const at = MONDAY_NOON + days(7)
    await bookAt(studio, at)
    expect(await reasonOf(bookAt(studio, at + hours(2)))).toBe('client_limit')
    studio.clock.advance(hours(24))
    expect(await reasonOf(bookAt(studio, at + hours(4)))).toBe('done')
  })

  test('decides its waitlist three hours before, and lets people leave it until four', async () => {
    const studio = await makeStudioWith(cityGym)
    const session = await addSession(studio, { startsAt: MONDAY_NOON + days(1), capacity: 1 })
    const { startsAt } = session
    const first = await bookPlace(studio, session.id)
    const ada = await queue(studio, session, 'ada')
    const bob = await queue(studio, session, 'bob')
    await queue(studio, session, 'eve')
    const leave = ({ entry, manageToken: token }: typeof ada) =>
      leaveWaitlist(studio.makeContext(), { entryId: entry.id, token })

    studio.clock.set(startsAt - hours(4) - 1)
    expect(await reasonOf(leave(ada))).toBe('done')
    studio.clock.set(startsAt - hours(4))
    expect(await reasonOf(leave(bob))).toBe('leave_closed')
    await cancel(studio, first)
    // Inside the time for free cancelling nobody is booked unasked.
    expect(await readLine(studio.makeContext(), session)).toEqual(['ada left', 'bob offered', 'eve waiting'])

    studio.clock.set(startsAt - hours(3))
    await moveWaitlistsOn(studio.makeContext())
    expect(await readLine(studio.makeContext(), session)).toEqual([
      'ada left',
      'bob expired',
      'eve waiting too_late',
    ])
  })

  test('takes whoever is not there five minutes before for a no-show, and nobody else', async () => {
    const studio = await makeStudioWith(cityGym)
    const session = await addSession(studio, { startsAt: MONDAY_NOON, capacity: 3 })
    const [there, missing] = [
      await bookPlace(studio, session.id),
      await bookPlace(studio, session.id, other('ada')),
    ]
    await checkIn(studio.staff, { bookingId: there.booking.id })

    studio.clock.set(MONDAY_NOON - minutes(5) - 1)
    await markNoShows(studio.makeContext())
    expect(await statusOf(studio, missing)).toBe('confirmed')
    studio.clock.advance(1)
    await markNoShows(studio.makeContext())
    expect(await statusOf(studio, missing)).toBe('no_show')
    expect(await statusOf(studio, there)).toBe('checked_in')
  })
})

describe('a studio of class packs', () => {
  test('charges the class from half an hour before', async () => {
    const studio = await makeStudioWith(packStudio)
    const [inTime, late] = [await bookAt(studio, MONDAY_NOON), await bookAt(studio, MONDAY_NOON + hours(2))]

    studio.clock.set(MONDAY_NOON - minutes(30) - 1)
    await cancel(studio, inTime)
    expect(await owed(studio)).toEqual([])
    studio.clock.set(MONDAY_NOON + hours(2) - minutes(29))
    await cancel(studio, late)
    expect(await owed(studio)).toEqual([{ kind: 'late_cancel', state: 'owed', amountMinor: 1500 }])
  })

  test('lets a class be exchanged for another until half an hour before, and not after', async () => {
    const studio = await makeStudioWith(packStudio)
    const session = await addSession(studio, { startsAt: MONDAY_NOON, takes: [] })
    const first = await bookPlace(studio, session.id)
    const second = await bookPlace(studio, session.id, other('ada'))
    const next = await addSession(studio, { startsAt: MONDAY_NOON + days(1), takes: [] })
    const transfer = ({ booking, manageToken }: CreatedBooking) =>
      rescheduleBooking(studio.makeContext(), {
        idempotencyKey: `move-${booking.id}`,
        bookingId: booking.id,
        manageToken,
        sessionId: next.id,
      })

    studio.clock.set(MONDAY_NOON - minutes(30) - 1)
    expect((await transfer(first)).sessionId).toBe(next.id)
    studio.clock.set(MONDAY_NOON - minutes(29))
    expect(await reasonOf(transfer(second))).toBe('too_late_to_move')
    expect(await owed(studio)).toEqual([])
  })

  test('gives one free taster to a person, ever; one given up in time was none', async () => {
    const studio = await makeStudioWith(packStudio)
    const taste = (startsAt: number, client = elena) =>
      createBooking(studio.makeContext(), makeBookingInput({ serviceId: ids.assessment, startsAt, client }))
    await cancel(studio, await taste(MONDAY_NOON))
    await taste(MONDAY_NOON)

    studio.clock.set(MONDAY_NOON + days(50))
    expect(await reasonOf(taste(MONDAY_NOON + days(51)))).toBe('client_limit')
    expect(await reasonOf(taste(MONDAY_NOON + days(51), other('ada')))).toBe('done')
  })

  test('offers a place to one after the other, an hour each', async () => {
    const studio = await makeStudioWith(packStudio)
    const session = await addSession(studio, { startsAt: MONDAY_NOON + days(1), capacity: 1 })
    const first = await bookPlace(studio, session.id)
    await queue(studio, session, 'ada')
    const bob = await queue(studio, session, 'bob')

    studio.clock.set(MONDAY_NOON)
    await cancel(studio, first)
    expect(await readLine(studio.makeContext(), session)).toEqual(['ada offered', 'bob waiting'])
    studio.clock.advance(hours(1) - 1)
    await moveWaitlistsOn(studio.makeContext())
    expect(await readLine(studio.makeContext(), session)).toEqual(['ada offered', 'bob waiting'])
    studio.clock.advance(1)
    await moveWaitlistsOn(studio.makeContext())
    expect(await readLine(studio.makeContext(), session)).toEqual(['ada expired', 'bob offered'])
    await acceptOffer(studio.makeContext(), { entryId: bob.entry.id, token: bob.manageToken })
    expect(await readLine(studio.makeContext(), session)).toEqual(['ada expired', 'bob promoted'])
  })
})

async function statusOf(studio: ClassStudio, { booking, manageToken }: CreatedBooking) {
  const view = await getBooking(studio.makeContext(), { bookingId: booking.id, manageToken })
  return view.status
}
