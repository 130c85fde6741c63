import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { auditLog, sessions } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db, listSlots, bookAssessment } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/availability/overrides'

const idsOf = (affected: unknown) => (affected as { id: string }[]).map(({ id }) => id)

test('closing a day tells what is booked then, and cancels nothing', async () => {
  const here = await bookAssessment('2027-01-12T09:00:00Z', ids.maria)
  const next = await bookAssessment('2027-01-13T09:00:00Z', ids.maria)
  const session = makeSessionRow({ id: 'ses_tuesday', startsAt: Date.UTC(2027, 0, 12, 15) })
  await db.write([db.orm.insert(sessions).values(session)])

  const { status, body } = await asStaff('POST', path, {
    trainer_id: 'maria',
    kind: 'closed',
    from_on: '2027-01-12',
    reason: 'Boiler',
  })

  expect(status).toBe(201)
  expect(body).toMatchObject({
    id: expect.stringMatching(/^ovr_/),
    trainer_id: ids.maria,
    location_id: null,
    kind: 'closed',
    from_on: '2027-01-12',
    to_on: '2027-01-12',
    windows: [],
    reason: 'Boiler',
    holiday: null,
    affected_bookings: [
      { id: here, start_time: '2027-01-12T09:00:00Z', end_time: '2027-01-12T09:30:00Z', status: 'confirmed' },
    ],
    affected_sessions: [{ id: 'ses_tuesday', status: 'scheduled' }],
  })
  expect(await listSlots('2027-01-12', ids.maria)).toEqual([])
  expect((await listSlots('2027-01-12', ids.ivan)).length).toBeGreaterThan(0)
  expect(await listSlots('2027-01-13', ids.maria)).not.toContain('2027-01-13T09:00:00Z')
  expect(next).not.toBe(here)

  expect((await asStaff('DELETE', `${path}/${String(body.id)}`)).status).toBe(204)
  expect((await listSlots('2027-01-12', ids.maria)).length).toBeGreaterThan(0)
})

test('closing a place for a week closes it for everybody', async () => {
  const booked = [
    await bookAssessment('2027-01-18T08:00:00Z', ids.ivan),
    await bookAssessment('2027-01-22T08:00:00Z', ids.maria),
  ]

  const { body } = await asStaff('POST', path, {
    location_id: ids.location,
    kind: 'closed',
    from_on: '2027-01-18',
    to_on: '2027-01-24',
  })

  expect(idsOf(body.affected_bookings)).toEqual(booked)
  expect(await listSlots('2027-01-20', ids.ivan)).toEqual([])
})

test('other hours tell only what lies outside them', async () => {
  const before = await bookAssessment('2027-01-26T08:00:00Z', ids.maria)
  await bookAssessment('2027-01-26T12:00:00Z', ids.maria)

  const { body } = await asStaff('POST', path, {
    trainer_id: ids.maria,
    kind: 'replace',
    from_on: '2027-01-26',
    windows: [{ start_time: '14:00', end_time: '19:00' }],
  })

  expect(idsOf(body.affected_bookings)).toEqual([before])
  expect((await listSlots('2027-01-26', ids.maria)).at(-1)).toBe('2027-01-26T16:30:00Z')
})

test('opening more hours touches nothing', async () => {
  await bookAssessment('2027-01-27T08:00:00Z', ids.maria)
  const sunday = { trainer_id: ids.maria, kind: 'open', from_on: '2027-01-24', to_on: '2027-01-31' }
  const { status, body } = await asStaff('POST', path, {
    ...sunday,
    windows: [{ start_time: '19:00', end_time: '20:00' }],
  })

  expect([status, body.affected_bookings, body.affected_sessions]).toEqual([201, [], []])
  expect(await listSlots('2027-01-31', ids.maria)).toEqual(['2027-01-31T17:00:00Z', '2027-01-31T17:30:00Z'])
})

test('hours that are closed tell what meets them, and leave the rest of the day', async () => {
  const inside = await bookAssessment('2027-02-02T10:00:00Z', ids.maria)
  const across = await bookAssessment('2027-02-02T10:30:00Z', ids.maria)
  await bookAssessment('2027-02-02T09:30:00Z', ids.maria)
  const { body } = await asStaff('POST', path, {
    trainer_id: ids.maria,
    location_id: ids.location,
    kind: 'closed',
    from_on: '2027-02-02',
    windows: [{ start_time: '12:00', end_time: '12:45' }],
  })

  expect(idsOf(body.affected_bookings)).toEqual([inside, across])
  const slots = await listSlots('2027-02-02', ids.maria)
  expect(slots).toContain('2027-02-02T09:00:00Z')
  expect(slots.filter((at) => at.startsWith('2027-02-02T10'))).toEqual([])
})

test('what is closed twice opens when both are taken back', async () => {
  const closed = { kind: 'closed', from_on: '2027-02-09' }
  const ofPlace = await asStaff('POST', path, { ...closed, location_id: ids.location })
  const own = await asStaff('POST', path, { ...closed, trainer_id: 'maria', to_on: '2027-02-10' })
  // Nothing opens what is closed.
  const open = { ...closed, kind: 'open', windows: [{ start_time: '10:00', end_time: '12:00' }] }
  expect((await asStaff('POST', path, { ...open, trainer_id: 'maria' })).status).toBe(201)
  expect(await listSlots('2027-02-09', ids.maria)).toEqual([])

  await asStaff('DELETE', `${path}/${String(own.body.id)}`)
  expect(await listSlots('2027-02-09', ids.maria)).toEqual([])
  await asStaff('DELETE', `${path}/${String(ofPlace.body.id)}`)
  expect((await listSlots('2027-02-09', ids.maria)).length).toBeGreaterThan(0)
})

test('overrides are listed by date, filtered and in pages', async () => {
  for (const from_on of ['2027-03-03', '2027-03-01', '2027-03-02']) {
    await asStaff('POST', path, { trainer_id: ids.ivan, kind: 'closed', from_on })
  }
  const query = '?trainer_id=ivan&from=2027-03-01&to=2027-03-02'
  const first = await asStaff('GET', `${path}${query}&limit=1`)
  const second = await asStaff('GET', `${path}${query}&limit=1&cursor=${String(first.body.next_cursor)}`)
  const all = [...(first.body.data as { from_on: string }[]), ...(second.body.data as { from_on: string }[])]

  expect(all.map(({ from_on }) => from_on)).toEqual(['2027-03-01', '2027-03-02'])
  expect(second.body.next_cursor).toBeNull()
})

test('who set and took back dates is written down', async () => {
  const { body } = await asStaff('POST', path, {
    trainer_id: ids.ivan,
    kind: 'closed',
    from_on: '2027-04-01',
    reason: 'Moving house',
  })
  await asStaff('DELETE', `${path}/${String(body.id)}`)
  const [rows] = await db.read([
    db.orm
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, String(body.id))),
  ])

  expect(rows.map(({ action, reason }) => [action, reason]).toSorted()).toEqual([
    ['availability.closed', 'Moving house'],
    ['availability.override_deleted', 'Moving house'],
  ])
  expect(rows.every(({ actor }) => actor.startsWith('staff:key_'))).toBe(true)
})

const good = { trainer_id: ids.maria, kind: 'closed', from_on: '2027-05-03' }
test.each([
  [{ trainer_id: 'nobody' }, 'trainer_id'],
  [{ trainer_id: null }, 'trainer_id'],
  [{ location_id: 'loc_nowhere' }, 'location_id'],
  [{ kind: 'shut' }, 'kind'],
  [{ kind: 'open' }, 'windows'],
  [{ from_on: '2027-02-29' }, 'from_on'],
  [{ to_on: '2027-05-02' }, 'to_on'],
  [{ to_on: '2040-05-02' }, 'to_on'],
  [{ reason: 'A\u0000' }, 'reason'],
  [{ reason: ' ' }, 'reason'],
  [{ windows: [{ start_time: '10:00', end_time: '09:00' }] }, 'windows.0.end_time'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, { ...good, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('a trainer cannot be closed where they do not work', async () => {
  const { body: place } = await asStaff('POST', '/locations', {
    name: 'Beach',
    address: 'Varna',
    time_zone: 'Europe/Sofia',
  })
  const { status, body } = await asStaff('POST', path, { ...good, location_id: place.id })

  expect(status).toBe(422)
  expect(body).toMatchObject({ errors: [{ path: 'location_id', code: 'trainer_not_there' }] })
})

test('what is not there cannot be taken back', async () => {
  expect(await asStaff('DELETE', `${path}/ovr_none`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})

test.each([
  ['GET', path],
  ['POST', path],
  ['DELETE', `${path}/ovr_none`],
])('%s %s is for staff of this studio', async (method, address) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, method === 'POST' ? good : undefined)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
