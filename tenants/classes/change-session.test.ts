import { expect, test } from 'vitest'
import { auditLog } from '../../db/tenant/schema/index.ts'
import { addBooking, addSession, classIds, makeClassStudio } from '../../tests/support/make-class-studio.ts'
import { join } from '../../tests/support/make-full-class.ts'
import { listFaults, readSession } from '../../tests/support/read-session.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { hours, minutes } from '../durations.ts'
import { archiveResource } from '../studio/archive-resource.ts'
import { changeSession } from './change-session.ts'
import { previewSessionChange } from './preview-session-change.ts'

test('a session moved in time takes its bookings, its hall and its trainer along', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { decideAt: null })
  const one = await addBooking(studio, session)
  await addBooking(studio, session, { status: 'cancelled' })
  const startsAt = session.startsAt + hours(2)

  const { session: view, affected } = await changeSession(studio.staff, {
    sessionId: session.id,
    startsAt,
    durationMinutes: 90,
  })

  const endsAt = startsAt + minutes(90)
  expect(view).toMatchObject({ startsAt, endsAt, version: 2, booked: 1, resourceIds: [classIds.hallA] })
  expect(affected).toMatchObject([
    {
      sessionId: session.id,
      before: { startsAt: session.startsAt },
      after: { startsAt, endsAt },
      people: [{ bookingId: one.id, firstName: 'Elena' }],
      waiting: 0,
    },
  ])
  const { session: row, people, told, events } = await readSession(studio, session.id)
  expect(row).toMatchObject({
    occupiedFrom: startsAt,
    occupiedUntil: endsAt,
    changedFields: ['startsAt', 'durationMinutes'],
  })
  expect(people.find(({ id }) => id === one.id)).toMatchObject({
    startsAt,
    endsAt,
    status: 'confirmed',
    version: 2,
    freeCancelUntil: startsAt,
    rescheduleUntil: startsAt,
  })
  expect(people.find(({ status }) => status === 'cancelled')).toMatchObject({
    startsAt: session.startsAt,
    version: 1,
  })
  expect(
    told.map(({ kind, bookingId, leadMinutes, plannedAt }) => [kind, bookingId, leadMinutes, plannedAt]),
  ).toEqual([
    ['session_changed', one.id, 0, studio.clock.now()],
    ['reminder', one.id, 1440, startsAt - hours(24)],
    ['reminder', one.id, 60, startsAt - hours(1)],
  ])
  expect(events).toMatchObject([
    {
      bookingId: one.id,
      kind: 'session_changed',
      actor: 'staff:key_test',
      details: { fromStartsAt: session.startsAt, toStartsAt: startsAt },
    },
  ])
  expect(await listFaults(studio)).toEqual([])
})

test('reminders of the old time are not sent, and a second change tells once more', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { startsAt: studio.clock.now() + hours(48) })
  await addBooking(studio, session)

  await changeSession(studio.staff, { sessionId: session.id, startsAt: session.startsAt + hours(1) })
  await changeSession(studio.staff, { sessionId: session.id, startsAt: session.startsAt + hours(3) })

  const { told } = await readSession(studio, session.id)
  const reminders = told.filter(({ kind }) => kind === 'reminder')
  expect(
    reminders.filter(({ state }) => state === 'planned').map(({ bookingVersion }) => bookingVersion),
  ).toEqual([3, 3])
  expect(reminders.filter(({ state }) => state === 'skipped').map(({ reason }) => reason)).toEqual([
    'changed',
    'changed',
  ])
  expect(
    told.filter(({ kind }) => kind === 'session_changed').map(({ bookingVersion }) => bookingVersion),
  ).toEqual([2, 3])
})

test('what nobody has to know is told to nobody', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  await addBooking(studio, session)

  const { session: view, affected } = await changeSession(studio.staff, {
    sessionId: session.id,
    priceMinor: 900,
    minAttendance: 2,
  })

  expect(view).toMatchObject({ priceMinor: 900, minAttendance: 2 })
  expect(affected).toEqual([])
  const { session: row, told, people } = await readSession(studio, session.id)
  expect(told).toEqual([])
  expect(people).toMatchObject([{ version: 1, priceMinor: 1500 }])
  expect(row).toMatchObject({
    decideAt: session.startsAt - hours(3),
    changedFields: ['minAttendance', 'priceMinor'],
  })
})

test('fewer places than people: everybody stays, it is flagged, and nobody can join', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { capacity: 3 })
  for (let i = 0; i < 3; i += 1) await addBooking(studio, session)

  const { session: view } = await changeSession(studio.staff, { sessionId: session.id, capacity: 1 })

  expect(view).toMatchObject({ capacity: 1, booked: 3, isOverbooked: true, isFull: true, placesLeft: 0 })
  const { people, told } = await readSession(studio, session.id)
  expect(people.map(({ status }) => status)).toEqual(['confirmed', 'confirmed', 'confirmed'])
  expect(told).toEqual([])
  expect(await listFaults(studio)).toEqual([])
  // An overbooked session can still be moved.
  await changeSession(studio.staff, { sessionId: session.id, startsAt: session.startsAt + hours(1) })
  expect(
    (await readSession(studio, session.id)).people.every(
      (one) => one.startsAt === session.startsAt + hours(1),
    ),
  ).toBe(true)
})

test.each([{ capacity: 3 }, { onlineCapacity: null }, { walkInCapacity: 0 }])(
  'more places (%j) go to whoever waits, in their order',
  async (more) => {
    const studio = await makeClassStudio()
    const places =
      'capacity' in more
        ? { capacity: 1 }
        : 'onlineCapacity' in more
          ? { capacity: 3, onlineCapacity: 1 }
          : { capacity: 3, walkInCapacity: 2 }
    const session = await addSession(studio, { ...places, startsAt: studio.clock.now() + hours(72) })
    await addBooking(studio, session)
    for (const name of ['ann', 'ben', 'cid']) await join(studio.ctx, session, { name })

    const { session: view } = await changeSession(studio.staff, { sessionId: session.id, ...more })

    expect(view).toMatchObject({ booked: 3, waitlistCount: 1 })
    const { waiting } = await readSession(studio, session.id)
    expect(waiting.map(({ contactEmail, status }) => [contactEmail, status]).toSorted()).toEqual([
      ['ann@example.test', 'promoted'],
      ['ben@example.test', 'promoted'],
      ['cid@example.test', 'waiting'],
    ])
  },
)

test('what is in the way is named, and nothing is changed', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const later = await addSession(studio, { startsAt: session.startsAt + hours(3), trainerId: ids.ivan })
  const move = { sessionId: session.id, startsAt: later.startsAt }

  await expect(changeSession(studio.staff, { ...move, trainerId: 'ivan' })).rejects.toMatchObject({
    code: 'conflict',
    message: 'Ivan Kolev has something else then.',
    details: { reason: 'busy', errors: [{ code: 'busy', message: 'Ivan Kolev has something else then.' }] },
  })
  await expect(changeSession(studio.staff, { ...move, resourceIds: [classIds.hallA] })).rejects.toMatchObject(
    {
      code: 'conflict',
      details: { reason: 'resource_taken' },
    },
  )
  expect((await readSession(studio, session.id)).session.version).toBe(1)
  // With either hall allowed, the free one is taken.
  const { session: view } = await changeSession(studio.staff, move)
  expect(view.resourceIds).toEqual([classIds.hallB])
})

test('staff put it there all the same with a reason, which is written down and ends with the next move', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  const other = await addSession(studio, { startsAt: session.startsAt + hours(3), takes: [] })

  await changeSession(studio.staff, {
    sessionId: session.id,
    startsAt: other.startsAt,
    overrideReason: 'They share',
  })

  const { db } = studio.ctx
  const [audit] = await db.read([db.orm.select().from(auditLog)])
  expect(audit).toMatchObject([
    { action: 'session.override', subjectId: session.id, reason: 'They share', actor: 'staff:key_test' },
  ])
  expect((await readSession(studio, session.id)).session.overrideReason).toBe('They share')
  await changeSession(studio.staff, { sessionId: session.id, capacity: 4 })
  expect((await readSession(studio, session.id)).session.overrideReason).toBe('They share')
  await changeSession(studio.staff, { sessionId: session.id, startsAt: session.startsAt })
  expect((await readSession(studio, session.id)).session.overrideReason).toBeNull()
})

test('a preview says what is in the way and whom it concerns, and changes nothing', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  await addBooking(studio, session)
  const other = await addSession(studio, { startsAt: session.startsAt + hours(3), takes: [] })

  const preview = await previewSessionChange(studio.staff, {
    sessionId: session.id,
    startsAt: other.startsAt,
  })

  expect(preview.date.clash).toMatchObject({ reason: 'busy', sourceId: other.id })
  expect(preview.affected).toMatchObject([{ people: [{ firstName: 'Elena' }] }])
  expect((await readSession(studio, session.id)).session).toEqual(session)
})

test('who changes what they have not seen is told so', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  await changeSession(studio.staff, { sessionId: session.id, version: 1, capacity: 4 })

  await expect(
    changeSession(studio.staff, { sessionId: session.id, version: 1, capacity: 5 }),
  ).rejects.toMatchObject({
    code: 'changed_meanwhile',
  })
})

test('two changes of one session at once both hold', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)
  await addBooking(studio, session)

  await Promise.all([
    changeSession(studio.staff, { sessionId: session.id, capacity: 4 }),
    changeSession(studio.makeContext({ actor: { kind: 'system' } }), {
      sessionId: session.id,
      startsAt: session.startsAt + hours(2),
    }),
  ])

  expect((await readSession(studio, session.id)).session).toMatchObject({
    capacity: 4,
    startsAt: session.startsAt + hours(2),
    version: 3,
  })
})

test('what moves out of a hall that is out of use takes another', async () => {
  const studio = await makeClassStudio()
  const session = await addSession(studio, { changedFields: ['resourceIds'] })
  await archiveResource(studio.staff, { resourceId: classIds.hallA })

  await changeSession(studio.staff, { sessionId: session.id, startsAt: session.startsAt + hours(2) })

  expect((await readSession(studio, session.id)).session.takes).toMatchObject([{ id: classIds.hallB }])
})

test.each([
  [{ startsAt: 1 }, 'startsAt'],
  [{ capacity: -1 }, 'capacity'],
  [{ secondTrainerId: ids.maria }, 'secondTrainerId'],
  [{ resourceIds: ['res_unknown'] }, 'resourceIds'],
  [{ durationMinutes: 0 }, 'durationMinutes'],
  [{ overrideReason: ' ' }, 'overrideReason'],
])('a change to %j is refused', async (changes, path) => {
  const studio = await makeClassStudio()
  const session = await addSession(studio)

  await expect(changeSession(studio.staff, { sessionId: session.id, ...changes })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path }] },
  })
})
