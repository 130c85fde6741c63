import { and, eq, inArray } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { messages, occupancies, resources, sessions } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db, listSlots } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/availability/time-off'

async function addSessions(...rows: Parameters<typeof makeSessionRow>[0][]) {
  await db.write([db.orm.insert(sessions).values(rows.map(makeSessionRow))])
}

async function readSessions(...sessionIds: string[]) {
  const [rows] = await db.read([
    db.orm.select().from(sessions).where(inArray(sessions.id, sessionIds)).orderBy(sessions.id),
  ])
  return rows.map(({ trainerId, status }) => [trainerId, status])
}

test('whole days away are days where the trainer works, and what is booked then is told', async () => {
  const { body: booking } = await asVisitor('POST', '/bookings', {
    service_id: ids.assessment,
    trainer_id: ids.maria,
    start_time: '2027-01-12T09:00:00Z',
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
  })
  await addSessions(
    { id: 'ses_away', startsAt: Date.UTC(2027, 0, 13, 10) },
    { id: 'ses_before', startsAt: Date.UTC(2027, 0, 11, 10) },
    { id: 'ses_others', startsAt: Date.UTC(2027, 0, 13, 10), trainerId: ids.ivan },
  )

  const { status, body } = await asStaff('POST', path, {
    trainer_id: 'maria',
    from_on: '2027-01-12',
    to_on: '2027-01-13',
    reason: 'Holiday',
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({
    id: expect.stringMatching(/^off_/),
    trainer_id: ids.maria,
    start_time: '2027-01-11T22:00:00Z',
    end_time: '2027-01-13T22:00:00Z',
    is_all_day: true,
    from_on: '2027-01-12',
    to_on: '2027-01-13',
    substitute_trainer_id: null,
    reason: 'Holiday',
    affected_bookings: [{ id: booking.id, status: 'confirmed' }],
    affected_sessions: [{ id: 'ses_away', status: 'needs_trainer' }],
  })
  expect(await listSlots('2027-01-12')).toEqual([])
  expect(await readSessions('ses_away', 'ses_before', 'ses_others')).toEqual([
    [ids.maria, 'needs_trainer'],
    [ids.maria, 'scheduled'],
    [ids.ivan, 'scheduled'],
  ])

  expect((await asStaff('DELETE', `${path}/${String(body.id)}`)).status).toBe(204)
  expect((await listSlots('2027-01-12')).length).toBeGreaterThan(0)
})

test('a trainer goes on leave although staff put another class into the same room', async () => {
  await db.write([
    db.orm.insert(resources).values({
      id: 'res_hall',
      locationId: ids.location,
      kind: 'room',
      name: { en: 'Hall' },
      pool: 'hall',
    }),
  ])
  const startsAt = Date.UTC(2027, 0, 21, 10)
  const takes = [{ id: 'res_hall', units: 1, from: startsAt, until: startsAt + hours(1) }]
  await addSessions(
    { id: 'ses_first', startsAt, takes },
    { id: 'ses_squeezed', startsAt, takes, trainerId: ids.ivan, overrideReason: 'An open day.' },
  )

  const { status } = await asStaff('POST', path, { trainer_id: 'maria', from_on: '2027-01-21' })

  expect(status).toBe(201)
  expect(await readSessions('ses_first')).toEqual([[ids.maria, 'needs_trainer']])
  const [taken] = await db.read([
    db.orm
      .select({ ownerId: occupancies.ownerId })
      .from(occupancies)
      .where(eq(occupancies.sourceId, 'ses_first')),
  ])
  expect(taken).toEqual([{ ownerId: 'res_hall' }])
})

test('hours away leave the rest of the day', async () => {
  const away = { start_time: '2027-01-19T10:00:00Z', end_time: '2027-01-19T11:00:00Z' }
  const { status, body } = await asStaff('POST', path, { trainer_id: ids.maria, ...away })

  expect(status).toBe(201)
  expect(body).toMatchObject({ ...away, is_all_day: false, from_on: null, to_on: null })
  const slots = await listSlots('2027-01-19')
  expect(slots).toContain('2027-01-19T09:30:00Z')
  expect(slots).not.toContain('2027-01-19T10:30:00Z')
  expect(slots).toContain('2027-01-19T11:00:00Z')
})

test('a substitute gives the classes they are free for, and whoever is booked there is told', async () => {
  await addSessions(
    { id: 'ses_free', startsAt: Date.UTC(2027, 1, 2, 10) },
    { id: 'ses_clash', startsAt: Date.UTC(2027, 1, 3, 10) },
    { id: 'ses_ivans', startsAt: Date.UTC(2027, 1, 3, 10, 30), trainerId: ids.ivan },
  )
  const { body: booking } = await asVisitor('POST', '/bookings', {
    session_id: 'ses_free',
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
  })

  const away = { trainer_id: ids.maria, from_on: '2027-02-01', to_on: '2027-02-05' }
  const { status, body } = await asStaff('POST', path, { ...away, substitute_trainer_id: 'ivan' })

  expect(status).toBe(201)
  expect(body).toMatchObject({
    substitute_trainer_id: ids.ivan,
    affected_bookings: [{ id: booking.id, session_id: 'ses_free', trainer_id: ids.ivan }],
    affected_sessions: [
      { id: 'ses_free', status: 'scheduled', trainer_id: ids.ivan },
      { id: 'ses_clash', status: 'needs_trainer', trainer_id: ids.maria },
    ],
  })
  expect(await readSessions('ses_clash', 'ses_free', 'ses_ivans')).toEqual([
    [ids.maria, 'needs_trainer'],
    [ids.ivan, 'scheduled'],
    [ids.ivan, 'scheduled'],
  ])
  const [told] = await db.read([
    db.orm
      .select({ kind: messages.kind })
      .from(messages)
      .where(and(eq(messages.bookingId, String(booking.id)), eq(messages.kind, 'session_changed'))),
  ])
  expect(told).toHaveLength(1)

  // Back early: what was given away stays with whoever has it.
  expect((await asStaff('DELETE', `${path}/${String(body.id)}`)).status).toBe(204)
  expect(await readSessions('ses_free')).toEqual([[ids.ivan, 'scheduled']])
})

test('a class where the trainer only helps stays with whoever gives it', async () => {
  await addSessions({
    id: 'ses_helps',
    startsAt: Date.UTC(2027, 1, 23, 10),
    trainerId: ids.ivan,
    secondTrainerId: ids.maria,
  })
  const { body } = await asStaff('POST', path, {
    trainer_id: ids.maria,
    from_on: '2027-02-23',
    substitute_trainer_id: ids.ivan,
  })

  expect(body.affected_sessions).toMatchObject([
    { id: 'ses_helps', status: 'scheduled', trainer_id: ids.ivan },
  ])
  const [[session]] = await db.read([db.orm.select().from(sessions).where(eq(sessions.id, 'ses_helps'))])
  expect(session).toMatchObject({ secondTrainerId: ids.maria, version: 1 })
})

test('a substitute who is away then gives nothing', async () => {
  await addSessions({ id: 'ses_both', startsAt: Date.UTC(2027, 1, 9, 10) })
  await asStaff('POST', path, { trainer_id: ids.ivan, from_on: '2027-02-09' })
  const { body } = await asStaff('POST', path, {
    trainer_id: ids.maria,
    from_on: '2027-02-09',
    substitute_trainer_id: ids.ivan,
  })

  expect(body.affected_sessions).toMatchObject([{ id: 'ses_both', status: 'needs_trainer' }])
})

test('time off over time off is both, until each is taken back', async () => {
  const made = [
    await asStaff('POST', path, { trainer_id: ids.maria, from_on: '2027-02-16', to_on: '2027-02-17' }),
    await asStaff('POST', path, { trainer_id: ids.maria, from_on: '2027-02-17', to_on: '2027-02-18' }),
  ]
  await asStaff('DELETE', `${path}/${String(made[0]?.body.id)}`)

  expect((await listSlots('2027-02-16')).length).toBeGreaterThan(0)
  expect(await listSlots('2027-02-17')).toEqual([])
})

test('time off is listed in order, filtered and in pages', async () => {
  for (const from_on of ['2027-03-03', '2027-03-01', '2027-03-02']) {
    await asStaff('POST', path, { trainer_id: ids.ivan, from_on })
  }
  const query = '?trainer_id=ivan&from=2027-03-01T00:00:00Z&to=2027-03-02T12:00:00Z'
  const first = await asStaff('GET', `${path}${query}&limit=1`)
  const second = await asStaff('GET', `${path}${query}&limit=1&cursor=${String(first.body.next_cursor)}`)
  const all = [...(first.body.data as { from_on: string }[]), ...(second.body.data as { from_on: string }[])]

  expect(all.map(({ from_on }) => from_on)).toEqual(['2027-03-01', '2027-03-02'])
  expect(second.body.next_cursor).toBeNull()
})

const good = { trainer_id: ids.maria, from_on: '2027-05-03' }
test.each([
  [{ trainer_id: 'nobody' }, 'trainer_id'],
  [{ substitute_trainer_id: 'nobody' }, 'substitute_trainer_id'],
  [{ substitute_trainer_id: ids.maria }, 'substitute_trainer_id'],
  [{ substitute_trainer_id: 'maria' }, 'substitute_trainer_id'],
  [{ reason: 'A\u0000' }, 'reason'],
  [{ from_on: '2027-5-3' }, 'from_on'],
  [{ from_on: '2027-02-29' }, 'from_on'],
  [{ to_on: '2027-05-02' }, 'to_on'],
  [{ to_on: '2040-05-02' }, 'to_on'],
  [{ from_on: null }, 'start_time'],
  [{ from_on: null, start_time: '2027-05-03T09:00:00Z' }, 'end_time'],
  [{ from_on: null, start_time: '2027-05-03T09:00:00Z', end_time: '2027-05-03T09:00:00Z' }, 'end_time'],
  [{ start_time: '2027-05-03T09:00:00Z', end_time: '2027-05-03T10:00:00Z' }, 'from_on'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, { ...good, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('what is not there cannot be taken back', async () => {
  expect(await asStaff('DELETE', `${path}/off_none`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})

test.each([
  ['GET', path],
  ['POST', path],
  ['DELETE', `${path}/off_none`],
])('%s %s is for staff of this studio', async (method, address) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, method === 'POST' ? good : undefined)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
