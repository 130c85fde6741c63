import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  auditLog,
  bookingLimits,
  bookings,
  clientGroups,
  clients,
  dependents,
  groupWindows,
  occupancies,
  sessions,
} from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import type { TenantContext } from '../context.ts'
import { days, hours, minutes } from '../durations.ts'
import { isAppError, type AppError } from '../errors.ts'
import type { CreateBookingInput } from './booking-input.ts'
import { createBooking } from './create-booking.ts'

const inSession = (sessionId: string, changes: Partial<CreateBookingInput> = {}) =>
  makeBookingInput({ sessionId, serviceId: null, trainerId: null, startsAt: null, ...changes })

async function failureOf(work: Promise<unknown>): Promise<AppError> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (isAppError(error)) return error
  throw new Error('It was not refused')
}

const stay = (ctx: TenantContext) => ctx.db.read([ctx.db.orm.select().from(bookings)])

test('a place in a class has the session’s time, trainer and price, and takes nobody’s time', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)

  const { booking } = await createBooking(studio.ctx, inSession(session.id))

  expect(booking).toMatchObject({
    sessionId: session.id,
    serviceId: classIds.yoga,
    trainerId: ids.maria,
    startsAt: session.startsAt,
    endsAt: session.endsAt,
    priceMinor: 1500,
    status: 'confirmed',
  })
  const { db } = studio.makeContext()
  const [taken] = await db.read([
    db.orm.select().from(occupancies).where(eq(occupancies.sourceId, booking.id)),
  ])
  expect(taken).toEqual([])
})

test('a full class refuses, and says that it is full', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 1 })
  await createBooking(studio.ctx, inSession(session.id))

  const error = await failureOf(createBooking(studio.makeContext(), inSession(session.id)))

  expect(error).toMatchObject({ code: 'session_full', status: 409, details: { reason: 'session_full' } })
})

test('a party gets a booking for each person, named or not, and one confirmation', async () => {
  const studio = await makeClassStudio({ yoga: { maxParty: 3 } })
  const session = await addSession(studio)
  const guests = [{ firstName: 'Boris', lastName: 'Kolev' }, {}]

  const { booking, party } = await createBooking(studio.ctx, inSession(session.id, { guests }))

  expect(party.map(({ attendee }) => attendee)).toEqual([
    null,
    { firstName: 'Boris', lastName: 'Kolev' },
    { firstName: null, lastName: null },
  ])
  expect(party.every(({ partyId }) => partyId === booking.id)).toBe(true)
  expect(new Set(party.map(({ id }) => id)).size).toBe(3)
})

test('a party that does not fit is booked not at all', async () => {
  const studio = await makeClassStudio({ yoga: { maxParty: 3 } })
  const session = await addSession(studio, { capacity: 2 })

  const error = await failureOf(createBooking(studio.ctx, inSession(session.id, { guests: [{}, {}] })))

  expect(error.code).toBe('session_full')
  expect(await stay(studio.makeContext())).toEqual([[]])
  const { db } = studio.makeContext()
  expect(await db.read([db.orm.select().from(clients)])).toEqual([[]])
})

test('a party larger than the class takes is refused before anything is asked', async () => {
  const studio = await makeClassStudio({ yoga: { maxParty: 2 } })
  const session = await addSession(studio)

  const error = await failureOf(createBooking(studio.ctx, inSession(session.id, { guests: [{}, {}] })))

  expect(error.details).toMatchObject({ reason: 'party_too_large', errors: [{ path: 'guests' }] })
})

test('a parent and two children come to three classes at one hour, but no child to two', async () => {
  const studio = await makeClassStudio()
  const maria = await addSession(studio)
  const ivan = await addSession(studio, { trainerId: ids.ivan, takes: [] })
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  const mila = { firstName: 'Mila', lastName: 'Ivanova' }
  const book = (sessionId: string, attendee: CreateBookingInput['attendee']) =>
    createBooking(studio.makeContext(), inSession(sessionId, { client, attendee }))

  await book(maria.id, null)
  const { booking } = await book(maria.id, mila)
  await book(ivan.id, { firstName: 'Petar', lastName: 'Ivanov' })
  const error = await failureOf(book(ivan.id, mila))

  expect(booking.attendee).toEqual(mila)
  expect(error).toMatchObject({ code: 'not_allowed', details: { reason: 'client_overlap' } })
  const { db } = studio.makeContext()
  const [children] = await db.read([db.orm.select().from(dependents)])
  expect(children).toHaveLength(2)
})

test('what each head needs is taken by each, and runs out', async () => {
  const studio = await makeClassStudio({
    uses: [{ pool: 'hall' }, { pool: 'mats', per: 'head', units: 4 }],
    yoga: { maxParty: 3 },
  })
  const session = await addSession(studio)
  await createBooking(studio.ctx, inSession(session.id, { guests: [{}] }))

  const error = await failureOf(createBooking(studio.makeContext(), inSession(session.id)))

  expect(error.details.reason).toBe('resource_taken')
})

test('clients keep to notice and window; somebody who joins a group has their own notice; staff need none', async () => {
  const studio = await makeClassStudio({
    yoga: { minNoticeMinutes: 120, joinNoticeMinutes: 10, windowDays: 7 },
  })
  const soon = await addSession(studio, { startsAt: studio.clock.now() + hours(1) })
  const far = await addSession(studio, { startsAt: studio.clock.now() + days(9) })
  const book = (sessionId: string) => createBooking(studio.makeContext(), inSession(sessionId))

  expect((await failureOf(book(soon.id))).details.reason).toBe('too_soon')
  const notYet = await failureOf(book(far.id))
  expect(notYet).toMatchObject({ code: 'slot_unavailable', details: { reason: 'opens_at' } })
  expect(notYet.message).toBe('Booking for this class opens on Wednesday 6 January at 00:00.')
  // Sofia's midnight, seven days before that day.
  expect(notYet.details.opensAt).toBe(Date.UTC(2027, 0, 5, 22))

  await createBooking(studio.staff, inSession(soon.id, { source: 'staff' }))
  await createBooking(studio.staff, inSession(far.id, { source: 'staff' }))
  expect((await book(soon.id)).isNew).toBe(true)
})

test('a group of clients has a booking window of its own', async () => {
  const studio = await makeClassStudio({ yoga: { windowDays: 4 } })
  const session = await addSession(studio, { startsAt: studio.clock.now() + days(3) })
  const { db } = studio.makeContext()
  await db.write([
    db.orm.insert(clientGroups).values({ id: 'grp_short', name: { en: 'Short-term' } }),
    db.orm
      .insert(groupWindows)
      .values({ id: 'gwn_1', clientGroupId: 'grp_short', windowKind: 'calendar_days', windowDays: 1 }),
    db.orm.insert(clients).values({
      id: 'cli_short',
      email: 'short@example.test',
      firstName: 'S',
      lastName: 'T',
      locale: 'en',
      clientGroupId: 'grp_short',
      createdAt: 0,
    }),
  ])
  const client = { firstName: 'S', lastName: 'T', email: 'short@example.test' }

  expect((await failureOf(createBooking(studio.ctx, inSession(session.id, { client })))).details.reason).toBe(
    'opens_at',
  )
  expect((await createBooking(studio.makeContext(), inSession(session.id))).isNew).toBe(true)
})

test('a client has so many open bookings and no more, and one taster ever', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.makeContext()
  await db.write([
    db.orm.insert(bookingLimits).values([
      { id: 'lim_open', subject: 'client', period: 'open', maxBookings: 2 },
      { id: 'lim_taster', subject: 'client', serviceId: ids.assessment, period: 'ever', maxBookings: 1 },
    ]),
  ])
  const client = { firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' }
  const at = async (hour: number) =>
    (await addSession(studio, { startsAt: studio.clock.now() + hours(hour) })).id

  const book = async (hour: number) =>
    createBooking(studio.makeContext(), inSession(await at(hour), { client }))
  await book(30)
  await book(32)
  const third = await failureOf(book(34))

  expect(third).toMatchObject({ code: 'not_allowed', details: { reason: 'client_limit' } })
  expect(third.message).toContain('The limit is 2.')
})

test('a session that is approved first holds the place while it is asked for', async () => {
  const studio = await makeClassStudio({ yoga: { approval: 'new_clients', approvalHours: 2 } })
  const session = await addSession(studio, { capacity: 1 })

  const { booking } = await createBooking(studio.ctx, inSession(session.id))

  expect(booking).toMatchObject({ status: 'pending', expiresAt: studio.clock.now() + hours(2) })
  expect((await failureOf(createBooking(studio.makeContext(), inSession(session.id)))).code).toBe(
    'session_full',
  )
  studio.clock.advance(hours(2))
  expect((await createBooking(studio.makeContext(), inSession(session.id))).isNew).toBe(true)
})

test('only staff book past the rules, and only with a reason that stays', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 1 })
  await addBooking(studio, session)
  const override = { reason: 'A promise of the owner' }

  const visitor = await failureOf(createBooking(studio.ctx, inSession(session.id, { override })))
  const { booking } = await createBooking(studio.staff, inSession(session.id, { source: 'staff', override }))

  expect(visitor.code).toBe('unauthorized')
  const { db } = studio.makeContext()
  const [[row], audited] = await db.read([
    db.orm.select().from(bookings).where(eq(bookings.id, booking.id)),
    db.orm.select().from(auditLog),
  ])
  expect(row?.overrideReason).toBe(override.reason)
  expect(audited).toEqual([
    expect.objectContaining({
      actor: 'staff:key_test',
      action: 'booking.override',
      subjectId: booking.id,
      reason: override.reason,
      at: studio.clock.now(),
    }),
  ])
})

test('a class that has begun, is cancelled or was never there is not booked', async () => {
  const studio = await makeClassStudio()
  const begun = await addSession(studio, { startsAt: studio.clock.now() - minutes(5) })
  const cancelled = await addSession(studio)
  const { db } = studio.makeContext()
  await db.write([db.orm.update(sessions).set({ status: 'cancelled' }).where(eq(sessions.id, cancelled.id))])
  const reasonOf = async (sessionId: string) =>
    (await failureOf(createBooking(studio.makeContext(), inSession(sessionId)))).details.reason

  expect(await reasonOf(begun.id)).toBe('started')
  expect(await reasonOf(cancelled.id)).toBe('cancelled')
  expect((await failureOf(createBooking(studio.ctx, inSession('ses_none')))).code).toBe('not_found')
})
