import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { bookingEvents, bookings, messages, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { findFaults } from '../../tests/support/find-faults.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import {
  addSession,
  classIds,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { days, hours } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { joinWaitlist } from '../waitlist/join-waitlist.ts'
import { createBooking } from './create-booking.ts'
import { rescheduleBooking, type RescheduleInput } from './reschedule-booking.ts'

/** Wednesday 6 January 2027, 18:00 in Sofia. */
const WEDNESDAY = Date.UTC(2027, 0, 6, 16)

let keys = 0

async function makeStudio(options: Parameters<typeof makeClassStudio>[0] = {}) {
  const studio = await makeClassStudio({ ...options, yoga: { maxParty: 4, ...options.yoga } })
  const from = await addSession(studio, { startsAt: WEDNESDAY, capacity: 3 })
  const to = await addSession(studio, { startsAt: WEDNESDAY + days(2), capacity: 3, priceMinor: 1_800 })
  return { studio, from, to }
}

async function book(studio: ClassStudio, sessionId: string, changes: object = {}) {
  const input = makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null, ...changes })
  const { booking, party, manageToken } = await createBooking(studio.makeContext(), input)
  return { booking, party, link: { bookingId: booking.id, manageToken } }
}

function move(studio: ClassStudio, ask: Omit<RescheduleInput, 'idempotencyKey'>) {
  keys += 1
  return rescheduleBooking(studio.makeContext(), { idempotencyKey: `move-${keys}`, ...ask })
}

async function whereAll({ ctx: { db } }: ClassStudio) {
  const [rows] = await db.read([db.orm.select().from(bookings).orderBy(bookings.guestPosition)])
  return rows.map(({ sessionId, guestPosition }) => [guestPosition, sessionId])
}

const reasonOf = async (doing: Promise<unknown>) => {
  const failure = await doing.catch((error: unknown) => error)
  return isAppError(failure) ? [failure.code, failure.details.reason] : failure
}

test('a place moves to another session, at its price and with its trainer', async () => {
  const { studio, from } = await makeStudio()
  const to = await addSession(studio, {
    startsAt: WEDNESDAY + days(2),
    trainerId: ids.ivan,
    priceMinor: 1_800,
    takes: [
      { id: classIds.hallB, units: 1, from: WEDNESDAY + days(2), until: WEDNESDAY + days(2) + hours(1) },
    ],
  })
  const { link } = await book(studio, from.id)

  const moved = await move(studio, { ...link, sessionId: to.id })

  expect(moved).toMatchObject({
    sessionId: to.id,
    startsAt: to.startsAt,
    trainerId: ids.ivan,
    priceMinor: 1_800,
    version: 2,
  })
  const { db } = studio.ctx
  const [events] = await db.read([db.orm.select().from(bookingEvents).where(eq(bookingEvents.kind, 'moved'))])
  expect(events[0]?.details).toMatchObject({
    fromSessionId: from.id,
    toSessionId: to.id,
    fromPriceMinor: 1_500,
    toPriceMinor: 1_800,
  })
  expect(await findFaults(db, studio.clock.now())).toEqual([])
})

describe('of a party', () => {
  test('one moves alone', async () => {
    const { studio, from, to } = await makeStudio()
    const { link, party } = await book(studio, from.id, { guests: [{}, {}] })

    const moved = await move(studio, {
      bookingId: party[1]?.id ?? '',
      manageToken: link.manageToken,
      sessionId: to.id,
    })

    expect(moved).toMatchObject({ guestPosition: 1, sessionId: to.id })
    expect(await whereAll(studio)).toEqual([
      [0, from.id],
      [1, to.id],
      [2, from.id],
    ])
    expect(await findFaults(studio.ctx.db, studio.clock.now())).toEqual([])
  })

  test('all move together, told once, or nobody does', async () => {
    const { studio, from, to } = await makeStudio()
    const { link } = await book(studio, from.id, { guests: [{}, {}] })
    await book(studio, to.id)

    expect(await reasonOf(move(studio, { ...link, sessionId: to.id, isWholeParty: true }))).toEqual([
      'session_full',
      'session_full',
    ])
    expect((await whereAll(studio)).filter(([, sessionId]) => sessionId === from.id)).toHaveLength(3)
    const later = await addSession(studio, { startsAt: WEDNESDAY + days(5), capacity: 3 })
    await move(studio, { ...link, sessionId: later.id, isWholeParty: true })

    expect((await whereAll(studio)).filter(([, sessionId]) => sessionId === later.id)).toHaveLength(3)
    const { db } = studio.ctx
    const [told] = await db.read([db.orm.select().from(messages).where(eq(messages.kind, 'booking_moved'))])
    expect(told.map(({ bookingId }) => bookingId)).toEqual([link.bookingId])
    expect(await findFaults(db, studio.clock.now())).toEqual([])
  })

  test('alone with a trainer, all move together', async () => {
    const { studio } = await makeStudio({ studio: { service: { maxParty: 3 } } })
    const { party, manageToken } = await createBooking(
      studio.makeContext(),
      makeBookingInput({ startsAt: Date.UTC(2027, 0, 7, 8), guests: [{}, {}] }),
    )
    const startsAt = Date.UTC(2027, 0, 7, 12)

    await move(studio, { bookingId: party[0]?.id ?? '', manageToken, startsAt })

    const { db } = studio.ctx
    const [rows] = await db.read([db.orm.select().from(bookings)])
    expect(rows.map((row) => row.startsAt)).toEqual([startsAt, startsAt, startsAt])
    expect(await findFaults(db, studio.clock.now())).toEqual([])
  })
})

test('whoever waits for the session that is left moves up', async () => {
  const { studio, from, to } = await makeStudio()
  const [one] = [await book(studio, from.id), await book(studio, from.id), await book(studio, from.id)]
  const waiting = await joinWaitlist(studio.makeContext(), {
    sessionId: from.id,
    idempotencyKey: 'wait-1',
    client: { firstName: 'Bo', lastName: 'Waits', email: 'bo@example.test' },
    host: 'book.ironworks.test',
  })

  await move(studio, { ...one.link, sessionId: to.id })

  const { db } = studio.ctx
  const [entries] = await db.read([db.orm.select().from(waitlistEntries)])
  expect([waiting.entry.status, entries[0]?.status]).toEqual(['waiting', 'promoted'])
  expect(await findFaults(db, studio.clock.now())).toEqual([])
})

describe('is refused', () => {
  test.each([
    ['without a session', () => ({ startsAt: WEDNESDAY + days(2) }), 'invalid_input', undefined],
    ['to one that is not there', () => ({ sessionId: 'ses_none' }), 'not_found', undefined],
    ['to its own', ({ from }: Sessions) => ({ sessionId: from.id }), 'not_allowed', 'no_change'],
    ['to a cancelled one', ({ gone }: Sessions) => ({ sessionId: gone.id }), 'slot_unavailable', 'cancelled'],
    [
      'to one that has begun',
      ({ begun }: Sessions) => ({ sessionId: begun.id }),
      'slot_unavailable',
      'started',
    ],
    ['to another class', ({ other }: Sessions) => ({ sessionId: other.id }), 'not_allowed', 'other_service'],
  ] as const)('%s', async (_what, ask, code, reason) => {
    const { studio, from } = await makeStudio()
    const later = (day: number) => ({ startsAt: WEDNESDAY + days(day), takes: [] })
    const gone = await addSession(studio, { ...later(3), status: 'cancelled' })
    const begun = await addSession(studio, { ...later(0), startsAt: studio.clock.now() - 1, takes: [] })
    const other = await addSession(studio, { ...later(4), serviceId: ids.training })
    const { link } = await book(studio, from.id)

    expect(await reasonOf(move(studio, { ...link, ...ask({ from, gone, begun, other }) }))).toEqual([
      code,
      reason,
    ])
  })

  test('to where the client is already at that time', async () => {
    const { studio, from, to } = await makeStudio()
    const ana = { client: { firstName: 'Ana', lastName: 'Ilieva', email: 'ana@example.test' } }
    const { link } = await book(studio, from.id, ana)
    await book(studio, to.id, ana)
    const same = await addSession(studio, { startsAt: to.startsAt, trainerId: ids.ivan, takes: [] })

    expect(await reasonOf(move(studio, { ...link, sessionId: same.id }))).toEqual([
      'not_allowed',
      'client_overlap',
    ])
  })

  test('past those who wait', async () => {
    const { studio, from, to } = await makeStudio({ yoga: { waitlistMode: 'offer' } })
    const { link } = await book(studio, from.id)
    const { db } = studio.ctx
    for (const _place of [1, 2, 3]) await book(studio, to.id)
    await joinWaitlist(studio.makeContext(), {
      sessionId: to.id,
      idempotencyKey: 'wait-1',
      client: { firstName: 'Bo', lastName: 'Waits', email: 'bo@example.test' },
      host: 'book.ironworks.test',
    })
    // A place comes free, and nobody has seen to the list yet.
    await db.write([
      db.orm.update(bookings).set({ status: 'cancelled' }).where(eq(bookings.sessionId, to.id)),
    ])

    expect(await reasonOf(move(studio, { ...link, sessionId: to.id }))).toEqual([
      'session_full',
      'waitlist_first',
    ])
  })
})

type Sessions = Record<'from' | 'gone' | 'begun' | 'other', { id: string }>
