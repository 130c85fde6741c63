import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { addYoga } from '../testing/add-yoga.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())
beforeAll(() => addYoga(db, 2))

const path = '/sessions'
type Json = Record<string, unknown>

/** A session of yoga by Maria at this hour of a day in January, in UTC. */
async function put(day: string, hour: string, changes: Json = {}): Promise<string> {
  const { status, body } = await asStaff('POST', path, {
    service_id: 'yoga',
    trainer_id: 'maria',
    start_time: `2027-01-${day}T${hour}:00:00Z`,
    ...changes,
  })
  expect(status).toBe(201)
  return String(body.id)
}

let booked = 0
async function book(session_id: string) {
  booked += 1
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: `ana-${booked}@example.test` }
  const { status, body } = await asVisitor('POST', '/bookings', { session_id, client })
  expect(status).toBe(201)
  return String(body.id)
}

test('a session that staff put on is in the timetable for everybody', async () => {
  const id = await put('11', '16')
  const { status, body } = await asVisitor('GET', `${path}?from=2027-01-11&to=2027-01-11&service_id=yoga`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    next_cursor: null,
    data: [
      {
        id,
        series_id: null,
        service_id: 'svc_yoga',
        trainer_id: ids.maria,
        time_zone: 'Europe/Sofia',
        start_time: '2027-01-11T16:00:00Z',
        end_time: '2027-01-11T17:00:00Z',
        status: 'scheduled',
        capacity: 2,
        places_left: 2,
        is_full: false,
        is_overbooked: false,
        price: { amount_minor: 1500, currency: 'EUR' },
        is_bookable: true,
        not_bookable_reason: null,
        opens_at: null,
      },
    ],
  })
  expect((await asVisitor('GET', `${path}/${id}`)).body).toEqual((body.data as unknown[])[0])
})

test('the timetable comes in pages', async () => {
  const expected = [await put('12', '08'), await put('12', '10'), await put('12', '12')]
  const query = `${path}?from=2027-01-12&to=2027-01-12&limit=2`
  const { body: first } = await asVisitor('GET', query)
  const { body: second } = await asVisitor('GET', `${query}&cursor=${String(first.next_cursor)}`)

  const all = [...(first.data as { id: string }[]), ...(second.data as { id: string }[])]
  expect(all.map(({ id }) => id)).toEqual(expected)
  expect(second.next_cursor).toBeNull()
})

test('a change is previewed, made, and told to whoever is booked', async () => {
  const id = await put('13', '16')
  const booking = await book(id)
  const change = { start_time: '2027-01-13T18:00:00Z', capacity: 1 }
  const affected_sessions = [
    {
      session_id: id,
      before: { start_time: '2027-01-13T16:00:00Z', end_time: '2027-01-13T17:00:00Z', trainer_id: ids.maria },
      after: { start_time: '2027-01-13T18:00:00Z', end_time: '2027-01-13T19:00:00Z', trainer_id: ids.maria },
      people: [{ booking_id: booking, first_name: 'Ana', last_name: 'Ilieva' }],
      waiting: 0,
    },
  ]

  const preview = await asStaff('POST', `${path}/${id}/preview`, change)
  expect(preview).toMatchObject({
    status: 200,
    body: {
      date: { date: '2027-01-13', start_time: '2027-01-13T18:00:00Z', conflict: null },
      affected_sessions,
    },
  })
  expect((await asVisitor('GET', `${path}/${id}`)).body).toMatchObject({ version: 1 })
  const changed = await asStaff('PATCH', `${path}/${id}`, { ...change, version: 1 })
  expect(changed).toMatchObject({
    status: 200,
    body: {
      id,
      start_time: '2027-01-13T18:00:00Z',
      is_full: true,
      is_bookable: false,
      not_bookable_reason: 'full',
      affected_sessions,
    },
  })
  expect(await asStaff('PATCH', `${path}/${id}`, { capacity: 3, version: 1 })).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile', reason: 'changed_meanwhile' },
  })
})

test('what is in the way is named, and staff may put it there all the same', async () => {
  await put('14', '16')
  const other = { service_id: 'yoga', trainer_id: 'maria', start_time: '2027-01-14T16:30:00Z' }

  expect(await asStaff('POST', path, other)).toMatchObject({
    status: 409,
    body: {
      code: 'conflict',
      reason: 'busy',
      errors: [{ code: 'busy', message: 'Maria Petrova has something else then.' }],
    },
  })
  expect((await asStaff('POST', path, { ...other, override_reason: 'Both fit' })).status).toBe(201)
})

test('a substitute gives it', async () => {
  const id = await put('15', '16')
  await book(id)
  const { status, body } = await asStaff('POST', `${path}/${id}/substitute`, { trainer_id: 'ivan' })

  expect(status).toBe(200)
  expect(body).toMatchObject({
    trainer_id: ids.ivan,
    affected_sessions: [{ after: { trainer_id: ids.ivan } }],
  })
  expect(await asStaff('POST', `${path}/${id}/substitute`, { trainer_id: 'nobody' })).toMatchObject({
    status: 404,
  })
})

test('a cancelled session cannot be booked or changed, and its bookings are called off', async () => {
  const id = await put('18', '16')
  const booking = await book(id)
  const cancelled = await asStaff('POST', `${path}/${id}/cancel`, { reason: 'Boiler' })

  expect(cancelled).toMatchObject({
    status: 200,
    body: { status: 'cancelled', booked: 0, not_bookable_reason: 'cancelled' },
  })
  expect((await asStaff('POST', `${path}/${id}/cancel`, {})).status).toBe(200)
  expect(await asStaff('GET', `/bookings/${booking}`)).toMatchObject({
    body: { status: 'cancelled', cancel_kind: 'studio' },
  })
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'late@example.test' }
  expect(await asVisitor('POST', '/bookings', { session_id: id, client })).toMatchObject({
    status: 422,
    body: { reason: 'cancelled' },
  })
  expect(await asStaff('PATCH', `${path}/${id}`, { capacity: 3 })).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'cancelled' },
  })
})

test('the roster says who comes', async () => {
  const id = await put('19', '16')
  const booking = await book(id)
  const { status, body } = await asStaff('GET', `${path}/${id}/roster`)

  expect(status).toBe(200)
  expect(body).toMatchObject({
    session: { id, booked: 1 },
    people: [
      {
        booking_id: booking,
        party_id: null,
        attendee: { first_name: 'Ana', last_name: 'Ilieva' },
        contact: { email: `ana-${booked}@example.test` },
        status: 'confirmed',
        source: 'api',
      },
    ],
    waiting: [],
  })
})

test.each([
  [{ service_id: ids.training }, 'service_id'],
  [{ start_time: '2020-01-05T10:00:00Z' }, 'start_time'],
  [{ start_time: 'noon' }, 'start_time'],
  [{ trainer_id: undefined }, 'trainer_id'],
  [{ second_trainer_id: 'maria' }, 'second_trainer_id'],
  [{ capacity: -1 }, 'capacity'],
  [{ price_minor: -1 }, 'price_minor'],
  [{ resource_ids: ['res_none'] }, 'resource_ids'],
])('a session with %j is refused and names the field', async (change, field) => {
  const good = { service_id: 'yoga', trainer_id: 'maria', start_time: '2027-01-20T16:00:00Z' }
  const { status, body } = await asStaff('POST', path, { ...good, ...change })

  expect([status, body.code]).toEqual([422, 'invalid_input'])
  expect(body.errors).toMatchObject([{ path: field }])
})

test.each([
  '?from=2027-01-12',
  '?from=2027-01-12&to=2027-01-11',
  '?from=2027-01-01&to=2027-12-31',
  '?from=x&to=y',
])('a timetable of %s is refused', async (query) => {
  expect(await asVisitor('GET', path + query)).toMatchObject({ status: 422, body: { code: 'invalid_input' } })
})

test('what is not there is not found', async () => {
  const query = '?from=2027-01-12&to=2027-01-12&service_id=nothing'
  const asked = [
    await asVisitor('GET', `${path}/ses_none`),
    await asVisitor('GET', path + query),
    await asStaff('PATCH', `${path}/ses_none`, { capacity: 3 }),
    await asStaff('GET', `${path}/ses_none/roster`),
    await asStaff('POST', `${path}/ses_none/cancel`, {}),
  ]

  expect(asked.map(({ status, body }) => [status, body.code])).toEqual(asked.map(() => [404, 'not_found']))
})

test.each([
  ['POST', path, { service_id: 'yoga', trainer_id: 'maria', start_time: '2027-01-20T16:00:00Z' }],
  ['PATCH', `${path}/ses_none`, { capacity: 3 }],
  ['POST', `${path}/ses_none/preview`, { capacity: 3 }],
  ['GET', `${path}/ses_none/roster`, undefined],
  ['POST', `${path}/ses_none/cancel`, {}],
  ['POST', `${path}/ses_none/substitute`, { trainer_id: 'ivan' }],
])('%s %s is for staff of this studio', async (method, address, json) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, json)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
