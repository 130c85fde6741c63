import { expect, test } from 'vitest'
import { holds, services, waitlistEntries } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { book } from '../../tests/support/make-full-class.ts'
import { MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { checkIn } from '../bookings/check-in.ts'
import { days, hours, minutes } from '../durations.ts'
import { changeSession } from './change-session.ts'
import { getRoster } from './get-roster.ts'
import { getSession } from './get-session.ts'
import { listTimetable } from './list-timetable.ts'

const week = { fromOn: '2027-01-04', toOn: '2027-01-10' }

test('the timetable has the sessions that start on local dates of their place, in order', async () => {
  const studio = await makeClassStudio()
  const second = await addSession(studio, { startsAt: Date.UTC(2027, 0, 10, 21, 30) })
  const first = await addSession(studio, { startsAt: Date.UTC(2027, 0, 3, 22, 30) })
  await addSession(studio, { startsAt: Date.UTC(2027, 0, 3, 21, 0) })
  await addSession(studio, { startsAt: Date.UTC(2027, 0, 10, 22, 30) })

  const timetable = await listTimetable(studio.ctx, week)

  expect(timetable.map(({ id }) => id)).toEqual([first.id, second.id])
  expect(timetable[1]).toMatchObject({
    timeZone: 'Europe/Sofia',
    currency: 'EUR',
    placesLeft: 10,
    resourceIds: [classIds.hallA],
  })
})

test('it is narrowed by service, trainer (the second one too) and place', async () => {
  const studio = await makeClassStudio()
  const one = await addSession(studio, { secondTrainerId: ids.ivan })
  await addSession(studio, { startsAt: MONDAY_MORNING + days(2) })

  const ofIvan = await listTimetable(studio.ctx, { ...week, trainerId: 'ivan' })
  const ofTraining = await listTimetable(studio.ctx, { ...week, serviceId: ids.training })
  const here = await listTimetable(studio.ctx, { ...week, serviceId: 'yoga', locationId: ids.location })

  expect([ofIvan.map(({ id }) => id), ofTraining.length, here.length]).toEqual([[one.id], 0, 2])
  await expect(listTimetable(studio.ctx, { ...week, trainerId: 'nobody' })).rejects.toMatchObject({
    code: 'not_found',
  })
})

test.each([
  [{ fromOn: '2027-02-30', toOn: '2027-03-01' }, 'fromOn'],
  [{ fromOn: '2027-01-04', toOn: '2027-01-03' }, 'toOn'],
  [{ fromOn: '2027-01-04', toOn: '2027-03-07' }, 'toOn'],
])('the dates %j are refused', async (dates, path) => {
  const { ctx } = await makeClassStudio()

  await expect(listTimetable(ctx, dates)).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path }] },
  })
})

test('it takes one round trip beyond the catalogue', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const ctx = studio.makeContext()
  await listTimetable(ctx, week)
  await getSession(ctx, session.id)

  expect(ctx.db.roundTrips().count).toBe(3)
})

test('places left are those clients may book themselves', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 6, onlineCapacity: 4, walkInCapacity: 1 })
  await addBooking(studio, session)
  await addBooking(studio, session, { source: 'staff' })
  await addBooking(studio, session, { status: 'cancelled' })
  await addBooking(studio, session, { status: 'pending', expiresAt: studio.clock.now() })

  expect(await getSession(studio.ctx, session.id)).toMatchObject({ booked: 2, placesLeft: 3, isFull: false })

  await keepPlaces(studio, session.id, 2)
  expect(await getSession(studio.ctx, session.id)).toMatchObject({ placesLeft: 1, bookability: { ok: true } })
})

test('a place that somebody waits for is nobody else’s', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 2 })
  const booked = await addBooking(studio, session)
  await studio.ctx.db.write([
    studio.ctx.db.orm.insert(waitlistEntries).values({
      id: 'wle_1',
      requestHash: 'x',
      sessionId: session.id,
      clientId: booked.clientId,
      contactFirstName: 'Ana',
      contactLastName: 'Ilieva',
      contactEmail: 'ana@example.test',
      locale: 'en',
      host: 'book.ironworks.test',
      joinedAt: 0,
      statusAt: 0,
    }),
  ])

  expect(await getSession(studio.ctx, session.id)).toMatchObject({
    placesLeft: 0,
    isFull: true,
    waitlistCount: 1,
    bookability: { ok: false, reason: 'full' },
  })
})

test('with fewer places than people a session is overbooked and nobody is lost', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 1 })
  await addBooking(studio, session)
  await addBooking(studio, session, { overrideReason: 'a favour' })

  expect(await getSession(studio.ctx, session.id)).toMatchObject({
    booked: 2,
    isOverbooked: true,
    placesLeft: 0,
  })
})

test.each([
  ['cancelled', { status: 'cancelled' }, {}],
  ['started', { startsAt: MONDAY_MORNING }, {}],
  ['too_soon', { startsAt: MONDAY_MORNING + minutes(119) }, { minNoticeMinutes: 120 }],
  ['opens_at', { startsAt: MONDAY_MORNING + days(8) }, { windowDays: 7 }],
  ['window_closed', {}, { windowKind: 'range', windowToOn: '2027-01-04' }],
  ['full', { capacity: 0 }, {}],
] as const)('a session that is %s cannot be booked', async (reason, changes, yoga) => {
  const studio = await makeClassStudio({ yoga })
  const session = await addSession(studio, changes)

  expect((await getSession(studio.ctx, session.id)).bookability).toMatchObject({ ok: false, reason })
})

test('a session too far ahead says when booking opens', async () => {
  const studio = await makeClassStudio({
    yoga: { windowKind: 'release', windowDays: 7, opensAtMinute: 8 * 60 },
  })
  const session = await addSession(studio, { startsAt: Date.UTC(2027, 0, 18, 16) })

  expect((await getSession(studio.ctx, session.id)).bookability).toEqual({
    ok: false,
    reason: 'opens_at',
    sentence: expect.stringContaining('opens on'),
    opensAt: Date.UTC(2027, 0, 11, 6),
  })
})

test('a session somebody has booked already can be joined later', async () => {
  const studio = await makeClassStudio({ yoga: { minNoticeMinutes: 120, joinNoticeMinutes: 30 } })
  const session = await addSession(studio, { startsAt: MONDAY_MORNING + minutes(60) })
  expect((await getSession(studio.ctx, session.id)).bookability).toMatchObject({ reason: 'too_soon' })
  await addBooking(studio, session)

  expect((await getSession(studio.ctx, session.id)).bookability).toEqual({ ok: true })
})

test('an unknown session, and to clients one of a service that is not on sale, are not found', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  await archiveAll(studio)

  await expect(getSession(studio.ctx, 'ses_unknown')).rejects.toMatchObject({ code: 'not_found' })
  await expect(getSession(studio.ctx, session.id)).rejects.toMatchObject({ code: 'not_found' })
  await expect(listTimetable(studio.makeContext(), { ...week, serviceId: 'svc_yoga' })).rejects.toMatchObject(
    { code: 'not_found' },
  )
  expect(await listTimetable(studio.makeContext(), week)).toEqual([])
})

test('staff see a class whose service is not on sale, run it and let people in; clients cannot book it', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const { id: bookingId } = await addBooking(studio, session)
  await archiveAll(studio)
  const staff = () => studio.makeContext({ actor: staffActor })

  expect(await listTimetable(staff(), { ...week, serviceId: session.serviceId })).toMatchObject([
    { id: session.id, bookability: { ok: false, reason: 'not_on_sale' } },
  ])
  await expect(book(studio.makeContext(), session, 'ada')).rejects.toMatchObject({ code: 'not_found' })
  await book(staff(), session, 'bob', { source: 'staff' })
  await changeSession(staff(), { sessionId: session.id, startsAt: session.startsAt + hours(1) })
  studio.clock.advance(hours(25))
  await checkIn(staff(), { bookingId })

  const { session: view, people } = await getRoster(staff(), session.id)
  expect(view.startsAt).toBe(session.startsAt + hours(1))
  expect(people.map(({ status }) => status).toSorted()).toEqual(['checked_in', 'confirmed'])
})

async function archiveAll({ ctx: { db } }: Awaited<ReturnType<typeof makeClassStudio>>) {
  await db.write([db.orm.update(services).set({ status: 'archived' })])
}

async function keepPlaces(
  { ctx, clock }: Awaited<ReturnType<typeof makeClassStudio>>,
  sessionId: string,
  quantity: number,
) {
  const startsAt = clock.now() + hours(24)
  const time = {
    startsAt,
    endsAt: startsAt + hours(1),
    occupiedFrom: startsAt,
    occupiedUntil: startsAt + hours(1),
  }
  const whose = { trainerId: ids.maria, serviceId: classIds.yoga, locationId: ids.location, holder: 'x' }
  const since = { statusAt: clock.now(), createdAt: clock.now(), expiresAt: clock.now() + minutes(5) }
  await ctx.db.write([
    ctx.db.orm.insert(holds).values({ id: 'hld_1', sessionId, quantity, ...time, ...whose, ...since }),
  ])
}
