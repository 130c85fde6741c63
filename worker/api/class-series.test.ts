import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { addYoga } from '../testing/add-yoga.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())
beforeAll(() => addYoga(db, 6))

const path = '/class-series'
type Json = Record<string, unknown>

/** Yoga with Maria on some weekday at 18:00, twice; each test has a weekday of its own. */
const yoga = (weekday: number, changes: Json = {}): Json => ({
  service_id: 'yoga',
  trainer_id: 'maria',
  weekdays: [weekday],
  start_time: '18:00',
  from_on: '2027-01-11',
  count: 2,
  ...changes,
})

async function make(wish: Json): Promise<{ id: string; sessionIds: string[] }> {
  const { status, body } = await asStaff('POST', path, wish)
  expect(status).toBe(201)
  return { id: String(body.id), sessionIds: body.session_ids as string[] }
}

async function book(session_id: string) {
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: `${session_id}@example.test` }
  const { status, body } = await asVisitor('POST', '/bookings', { session_id, client })
  expect(status).toBe(201)
  return String(body.id)
}

test('a series is previewed, made, found and listed', async () => {
  const wish = yoga(1)
  const dates = [
    {
      date: '2027-01-11',
      start_time: '2027-01-11T16:00:00Z',
      end_time: '2027-01-11T17:00:00Z',
      trainer_id: ids.maria,
      resource_ids: [],
      conflict: null,
    },
    {
      date: '2027-01-18',
      start_time: '2027-01-18T16:00:00Z',
      end_time: '2027-01-18T17:00:00Z',
      trainer_id: ids.maria,
      resource_ids: [],
      conflict: null,
    },
  ]

  expect(await asStaff('POST', `${path}/preview`, wish)).toMatchObject({ status: 200, body: { dates } })
  const { status, body } = await asStaff('POST', path, wish)

  expect(status).toBe(201)
  const { session_ids, dates: made, ...series } = body
  expect(made).toEqual(dates)
  expect(session_ids).toHaveLength(2)
  expect(series).toMatchObject({
    id: expect.stringMatching(/^cse_/),
    service_id: 'svc_yoga',
    weekdays: [1],
    every_n_weeks: 1,
    start_time: '18:00',
    duration_minutes: 60,
    from_on: '2027-01-11',
    until_on: null,
    count: 2,
    capacity: 6,
    status: 'active',
  })
  expect((await asStaff('GET', `${path}/${String(series['id'])}`)).body).toEqual(series)
  const { body: list } = await asStaff(
    'GET',
    `${path}?service_id=yoga&trainer_id=maria&status=active&limit=1`,
  )
  expect(list.data).toEqual([series])
  const { body: timetable } = await asVisitor(
    'GET',
    '/sessions?from=2027-01-11&to=2027-01-18&service_id=yoga',
  )
  expect((timetable.data as { id: string }[]).map(({ id }) => id)).toEqual(session_ids)
})

test('dates with something in the way are refused with each date, or left out', async () => {
  await make(yoga(2, { count: 1 }))

  expect(await asStaff('POST', path, yoga(2))).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'busy', errors: [{ path: 'dates.2027-01-12', code: 'busy' }] },
  })
  expect((await asStaff('POST', `${path}/preview`, yoga(2))).body).toMatchObject({
    dates: [{ conflict: { reason: 'busy', subject_id: ids.maria } }, { conflict: null }],
  })
  expect((await asStaff('POST', path, yoga(2, { on_conflict: 'skip' }))).body).toMatchObject({
    except_on: ['2027-01-12'],
    session_ids: [expect.any(String)],
  })
})

test('a change is previewed and made for all, the following and one, and says who is told', async () => {
  const { id, sessionIds } = await make(yoga(3, { count: 3 }))
  const [first = '', second = '', third = ''] = sessionIds
  const booking = await book(second)
  await asStaff('PATCH', `/sessions/${third}`, { capacity: 2 })
  const change = { scope: 'all', start_time: '19:30', capacity: 4 }

  const preview = await asStaff('POST', `${path}/${id}/preview`, change)
  const changed = await asStaff('PATCH', `${path}/${id}`, change)

  expect(changed).toMatchObject({
    status: 200,
    body: {
      series: { id, start_time: '19:30', capacity: 4 },
      dates: [{ date: '2027-01-13' }, { date: '2027-01-20' }, { date: '2027-01-27' }],
      affected_sessions: [{ session_id: second, people: [{ booking_id: booking }] }],
      kept_sessions: [{ session_id: third, fields: ['capacity'] }],
      dropped_session_ids: [],
    },
  })
  expect(preview.body).toEqual(changed.body)
  const one = await asStaff('PATCH', `${path}/${id}`, {
    scope: 'this',
    session_id: first,
    trainer_id: 'ivan',
  })
  expect(one).toMatchObject({
    status: 200,
    body: { series: { trainer_id: ids.maria }, dates: [{ trainer_id: ids.ivan }] },
  })
  const rest = await asStaff('PATCH', `${path}/${id}`, {
    scope: 'following',
    session_id: second,
    start_time: '20:00',
  })
  expect(rest).toMatchObject({
    status: 200,
    body: { series: { from_on: '2027-01-20', count: 2, start_time: '20:00' } },
  })
  expect((await asStaff('GET', `${path}/${id}`)).body).toMatchObject({
    until_on: '2027-01-19',
    start_time: '19:30',
  })
})

test('a series ends from a date on', async () => {
  const { id, sessionIds } = await make(yoga(4, { count: 3 }))
  await book(sessionIds[2] ?? '')
  const ended = await asStaff('DELETE', `${path}/${id}?from=2027-01-21&reason=Summer`)

  expect(ended).toMatchObject({
    status: 200,
    body: {
      series: { id, until_on: '2027-01-20' },
      affected_sessions: [{ session_id: sessionIds[2], after: null }],
      dropped_session_ids: sessionIds.slice(1),
    },
  })
  expect((await asVisitor('GET', `/sessions/${sessionIds[1] ?? ''}`)).status).toBe(404)
  expect((await asVisitor('GET', `/sessions/${sessionIds[2] ?? ''}`)).body).toMatchObject({
    status: 'cancelled',
  })
})

test.each([
  [{ service_id: ids.training }, 'service_id'],
  [{ weekdays: [8] }, 'weekdays.0'],
  [{ start_time: '25:00' }, 'start_time'],
  [{ start_time: 'six' }, 'start_time'],
  [{ from_on: '2027-02-30' }, 'from_on'],
  [{ until_on: '2027-01-01', count: null }, 'until_on'],
  [{ until_on: '2027-03-01' }, 'count'],
  [{ on_conflict: 'maybe' }, 'on_conflict'],
])('a series with %j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, yoga(5, change))

  expect([status, body.code]).toEqual([422, 'invalid_input'])
  expect(body.errors).toMatchObject([{ path: field }])
})

test('a change says of what', async () => {
  const { id } = await make(yoga(6))
  const following = await asStaff('PATCH', `${path}/${id}`, { scope: 'following', capacity: 3 })

  expect(following).toMatchObject({ status: 422, body: { errors: [{ path: 'session_id' }] } })
  expect(await asStaff('PATCH', `${path}/${id}`, { capacity: 3 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'scope' }] },
  })
})

test('what is not there is not found', async () => {
  const asked = [
    await asStaff('GET', `${path}/cse_none`),
    await asStaff('PATCH', `${path}/cse_none`, { scope: 'all', capacity: 3 }),
    await asStaff('DELETE', `${path}/cse_none`),
    await asStaff('POST', path, yoga(7, { trainer_id: 'nobody' })),
    await asStaff('GET', `${path}?service_id=nothing`),
  ]

  expect(asked.map(({ status, body }) => [status, body.code])).toEqual(asked.map(() => [404, 'not_found']))
})

test.each([
  ['GET', path, undefined],
  ['POST', path, yoga(7)],
  ['POST', `${path}/preview`, yoga(7)],
  ['GET', `${path}/cse_none`, undefined],
  ['PATCH', `${path}/cse_none`, { scope: 'all' }],
  ['POST', `${path}/cse_none/preview`, { scope: 'all' }],
  ['DELETE', `${path}/cse_none`, undefined],
])('%s %s is for staff of this studio', async (method, address, json) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, json)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
