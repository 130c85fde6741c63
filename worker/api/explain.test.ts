import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = (query: Record<string, string>) =>
  `/availability/explain?${new URLSearchParams({ service_id: ids.training, ...query }).toString()}`
const ten = { trainer_id: 'maria', start_time: '2027-01-05T08:00:00Z' }

test('a time that can be booked', async () => {
  expect(await asStaff('GET', path(ten))).toMatchObject({
    status: 200,
    body: {
      ok: true,
      trainer_id: ids.maria,
      location_id: ids.location,
      reason: null,
      sentence: null,
      details: null,
      others: [],
    },
  })
})

test('a time that is taken: by what, whose, from when to when, and how it is with each trainer', async () => {
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
  const booking = {
    service_id: ids.training,
    trainer_id: ids.maria,
    start_time: '2027-01-06T08:00:00Z',
    client,
  }
  const { body: booked } = await asVisitor('POST', '/bookings', booking)

  const { status, body } = await asStaff('GET', path({ ...ten, start_time: '2027-01-06T10:30:00+02:00' }))

  expect(status).toBe(200)
  expect(body).toMatchObject({
    ok: false,
    trainer_id: null,
    reason: 'busy',
    sentence: 'Taken from 10:00 to 11:00.',
    details: {
      start_time: '2027-01-06T08:00:00Z',
      end_time: '2027-01-06T09:00:00Z',
      source_id: booked.id,
      what: 'Personal training, Ana Ilieva',
    },
    others: [],
  })
  const { body: anyone } = await asStaff('GET', path({ start_time: '2027-01-06T08:00:00Z' }))
  expect(anyone).toMatchObject({ ok: true, trainer_id: ids.ivan })
  const { body: theirs } = await asStaff(
    'GET',
    path({ start_time: '2027-01-06T08:00:00Z', client_email: 'ana@example.test' }),
  )
  expect(theirs).toMatchObject({ ok: false, reason: 'client_overlap', details: { source_id: booked.id } })
})

test('a time that opens later, and when', async () => {
  const { body } = await asStaff('GET', path({ ...ten, start_time: '2027-03-16T08:00:00Z' }))

  expect(body).toMatchObject({
    reason: 'too_far',
    sentence: 'Too far ahead: opens on Friday 15 January at 00:00.',
    details: { opens_at: '2027-01-14T22:00:00Z' },
  })
})

test('nobody free: each trainer is told of', async () => {
  const { body } = await asStaff('GET', path({ start_time: '2027-01-05T22:00:00Z' }))

  expect(body).toMatchObject({
    reason: 'outside_hours',
    others: [
      { trainer_id: ids.maria, location_id: ids.location, reason: 'outside_hours' },
      { trainer_id: ids.ivan, location_id: ids.location, reason: 'outside_hours' },
    ],
  })
})

test.each([
  [{ ...ten, start_time: '2027-01-05' }, 422, 'start_time'],
  [{ trainer_id: 'maria' }, 422, 'start_time'],
  [{ ...ten, duration_minutes: '61' }, 422, 'duration_minutes'],
  [{ ...ten, duration_minutes: 'long' }, 422, 'duration_minutes'],
  [{ ...ten, heads: '0' }, 422, 'heads'],
  [{ ...ten, heads: '2' }, 422, 'heads'],
])('%j is %i and names the field', async (query, status, field) => {
  const answer = await asStaff('GET', path(query as Record<string, string>))

  expect(answer).toMatchObject({ status, body: { code: 'invalid_input', errors: [{ path: field }] } })
})

test.each([
  [{ ...ten, service_id: 'svc_none' }],
  [{ ...ten, trainer_id: 'x' }],
  [{ ...ten, location_id: 'x' }],
])('%j is not found', async (query) => {
  expect(await asStaff('GET', path(query))).toMatchObject({ status: 404, body: { code: 'not_found' } })
})

test('it is for staff of this studio', async () => {
  for (const ask of [asVisitor, asStranger]) {
    expect(await ask('GET', path(ten))).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  }
})
