import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookingEvents, bookings, messages, sessions, trainers } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import {
  addBooking,
  addSession,
  makeClassStudio,
  type ClassStudio,
} from '../../tests/support/make-class-studio.ts'
import { readSessions, tuesdays } from '../../tests/support/make-series.ts'
import { addTeam, people, refusal } from '../../tests/support/make-team.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { createClassSeries } from '../classes/create-class-series.ts'
import { getClassSeries } from '../classes/get-class-series.ts'
import { hours, minutes } from '../durations.ts'
import { listUpcoming } from './list-upcoming.ts'
import { previewReassignment } from './preview-reassignment.ts'
import { reassignBookings } from './reassign-bookings.ts'
import { setTrainerBookable } from './set-trainer-bookable.ts'

const toIvan = { fromTrainerId: 'maria', toTrainerId: 'ivan' }
/** Tuesday 5 January 2027 at 10:00 in Sofia. */
const TEN = Date.UTC(2027, 0, 5, 8)

async function book(studio: ClassStudio, changes: Parameters<typeof makeBookingInput>[0] = {}) {
  const { booking } = await createBooking(
    studio.makeContext(),
    makeBookingInput({ startsAt: TEN, ...changes }),
  )
  return booking.id
}

async function readAll({ ctx: { db } }: ClassStudio) {
  const [rows] = await db.read([db.orm.select().from(bookings).orderBy(asc(bookings.startsAt))])
  return rows
}

const idsOf = (items: readonly { id: string }[]) => items.map(({ id }) => id).toSorted()
const reasons = (left: readonly { id: string; reason: string }[]) =>
  Object.fromEntries(left.map(({ id, reason }) => [id, reason]))

test('an appointment goes to another trainer as it was agreed, and the client is told', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const id = await book(studio)
  await db.write([
    db.orm.run(`UPDATE service_trainers SET price_minor = 9900 WHERE trainer_id = '${ids.ivan}'`),
  ])

  const { moved, left } = await reassignBookings(studio.staff, toIvan)

  expect([idsOf(moved), left]).toEqual([[id], []])
  const [[row], events, told, [trainer]] = await db.read([
    db.orm.select().from(bookings),
    db.orm.select().from(bookingEvents).where(eq(bookingEvents.kind, 'moved')),
    db.orm.select().from(messages).where(eq(messages.kind, 'booking_moved')),
    db.orm.select().from(trainers).where(eq(trainers.id, ids.maria)),
  ])
  expect(row).toMatchObject({
    trainerId: ids.ivan,
    startsAt: TEN,
    endsAt: TEN + hours(1),
    priceMinor: 6000,
    freeCancelUntil: TEN,
    rescheduleCount: 0,
    status: 'confirmed',
  })
  expect(events).toMatchObject([
    {
      actor: 'staff:key_test',
      details: { fromTrainerId: ids.maria, toTrainerId: ids.ivan, toPriceMinor: 6000 },
    },
  ])
  expect(told).toMatchObject([{ bookingId: id, state: 'planned' }])
  expect(trainer).toMatchObject({ isBookable: false })
  expect(await refusal(book(studio, { startsAt: TEN + hours(3) }))).toEqual(['not_found', undefined])
  await setTrainerBookable(studio.staff, { trainerId: ids.maria, isBookable: true })
  expect(await refusal(book(studio, { startsAt: TEN + hours(3) }))).toBe('done')
})

test('what cannot go stays, and says why; the preview says the same and writes nothing', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const going = await book(studio)
  const busy = await book(studio, { startsAt: TEN + hours(2) })
  await book(studio, { startsAt: TEN + hours(2), trainerId: ids.ivan })
  const late = await book(studio, { startsAt: TEN + hours(5) })
  const assessed = await book(studio, { startsAt: TEN + hours(4), serviceId: ids.assessment })
  await db.write([
    db.orm.run(`UPDATE availability_rules SET end_minute = 900 WHERE trainer_id = '${ids.ivan}'`),
    db.orm.run(
      `DELETE FROM service_trainers WHERE trainer_id = '${ids.ivan}' AND service_id = '${ids.assessment}'`,
    ),
  ])
  const before = await readAll(studio)

  const preview = await previewReassignment(studio.makeContext({ actor: studio.staff.actor }), toIvan)
  expect(await readAll(studio)).toEqual(before)
  const done = await reassignBookings(studio.makeContext({ actor: studio.staff.actor }), toIvan)

  for (const { moved, left } of [preview, done]) {
    expect(idsOf(moved)).toEqual([going])
    expect(reasons(left)).toEqual({ [busy]: 'busy', [late]: 'outside_hours', [assessed]: expect.any(String) })
    expect(left.every(({ message }) => message !== '')).toBe(true)
  }
  const after = await readAll(studio)
  expect(after).toHaveLength(before.length)
  const stayed = (rows: typeof before) => rows.filter(({ id }) => id !== going)
  expect(stayed(after)).toEqual(stayed(before))
})

test('who comes together goes together', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  await db.write([db.orm.run(`UPDATE services SET max_party = 3, capacity = 3`)])
  const guests = [{ firstName: 'Ana', lastName: 'Ilieva' }, {}]
  await book(studio, { guests })

  const { moved } = await reassignBookings(studio.staff, toIvan)

  expect(moved).toHaveLength(1)
  const rows = await readAll(studio)
  expect(rows.map(({ trainerId }) => trainerId)).toEqual([ids.ivan, ids.ivan, ids.ivan])
  const [told] = await db.read([db.orm.select().from(messages).where(eq(messages.kind, 'booking_moved'))])
  expect(told).toHaveLength(1)
})

test('classes go by substitution, those that come back for good, and who helps is replaced, too', async () => {
  const studio = await makeClassStudio()
  const { db } = studio.ctx
  const { series } = await createClassSeries(studio.staff, { ...tuesdays, count: 3 })
  const [, second] = await readSessions(studio)
  const single = await addSession(studio, { startsAt: TEN })
  const booking = await addBooking(studio, single)
  const helped = await addSession(studio, {
    startsAt: TEN + hours(3),
    trainerId: ids.ivan,
    secondTrainerId: ids.maria,
  })
  const taken = second?.startsAt ?? 0
  await book(studio, { startsAt: taken - minutes(30), trainerId: ids.ivan, serviceId: ids.assessment })
  await db.write([
    db.orm.run(
      `UPDATE bookings SET ends_at = ${taken + 1}, occupied_until = ${taken + 1} WHERE session_id IS NULL`,
    ),
  ])

  const preview = await previewReassignment(studio.makeContext({ actor: studio.staff.actor }), toIvan)
  const { moved, left } = await reassignBookings(studio.staff, toIvan)

  expect(reasons(preview.left)).toEqual({ [second?.id ?? '']: 'busy' })
  expect(reasons(left)).toEqual({ [second?.id ?? '']: 'busy' })
  expect(moved.map(({ kind }) => kind).toSorted()).toEqual([
    'class_series',
    'session',
    'session',
    'session',
    'session',
  ])
  expect((await getClassSeries(studio.staff, series.id)).trainerId).toBe(ids.ivan)
  const [rows] = await db.read([db.orm.select().from(sessions)])
  expect(rows.filter(({ trainerId }) => trainerId === ids.maria).map(({ id }) => id)).toEqual([second?.id])
  expect(rows.find(({ id }) => id === helped.id)).toMatchObject({ secondTrainerId: null })
  const booked = await readAll(studio)
  expect(booked.find(({ id }) => id === booking.id)).toMatchObject({
    trainerId: ids.ivan,
    freeCancelUntil: single.startsAt,
  })
  const [told] = await db.read([db.orm.select().from(messages).where(eq(messages.kind, 'session_changed'))])
  expect(told).toHaveLength(1)
})

test('what arrives meanwhile is moved or refused', async () => {
  for (let round = 0; round < 3; round++) {
    const studio = await makeClassStudio()
    const starts = Array.from(
      { length: 12 },
      (_, index) => TEN + hours(24 * (index % 3)) + hours(Math.floor(index / 3) * 2),
    )
    for (const startsAt of starts.slice(0, 4)) await book(studio, { startsAt })
    const [{ left }, ...outcomes] = await Promise.all([
      reassignBookings(studio.staff, toIvan),
      ...starts.slice(4).map((startsAt) => refusal(book(studio, { startsAt }))),
    ])

    expect(left).toEqual([])
    expect(await listUpcoming(studio.ctx, ids.maria)).toEqual([])
    const rows = await readAll(studio)
    expect(rows).toHaveLength(4 + outcomes.filter((outcome) => outcome === 'done').length)
    expect(new Set(rows.map(({ trainerId }) => trainerId))).toEqual(new Set([ids.ivan]))
  }
})

test('whoever read the studio before the trainer left it books nothing with them after', async () => {
  const studio = await makeClassStudio()
  const visitor = studio.makeContext()
  const { calendar } = studio.ctx
  visitor.calendar = {
    ...calendar,
    book: async (command) => {
      await reassignBookings(studio.staff, toIvan)
      return calendar.book(command)
    },
  }

  expect(await refusal(createBooking(visitor, makeBookingInput({ startsAt: TEN })))).toEqual([
    'slot_taken',
    'time_off',
  ])
  expect(await readAll(studio)).toEqual([])
})

test.each([
  [{ fromTrainerId: 'maria', toTrainerId: 'maria' }, 'toTrainerId'],
  [{ fromTrainerId: 'maria', toTrainerId: 'trn_none' }, 'toTrainerId'],
  [{ fromTrainerId: 'trn_none', toTrainerId: 'ivan' }, 'fromTrainerId'],
])('%j is refused and names the field', async (input, path) => {
  const studio = await makeClassStudio()

  for (const work of [previewReassignment, reassignBookings]) {
    await expect(work(studio.staff, input)).rejects.toMatchObject({
      code: 'invalid_input',
      details: { errors: [{ path }] },
    })
  }
})

test('a trainer gives away nobody’s, not even their own', async () => {
  const team = await addTeam(await makeClassStudio())
  for (const id of [people.maria, people.dora, people.ana]) {
    const ctx = await team.as(id)
    for (const work of [previewReassignment, reassignBookings]) {
      expect((await refusal(work(ctx, toIvan)))[0]).toBe('forbidden')
    }
  }
  const visitor = team.makeContext()
  expect((await refusal(reassignBookings(visitor, toIvan)))[0]).toBe('unauthorized')
})
