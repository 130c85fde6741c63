import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/booking-rules'

function book(start_time: string, trainer_id: string) {
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }
  return asVisitor('POST', '/bookings', { service_id: ids.assessment, trainer_id, start_time, client })
}

test('rules are read and changed, one without the others', async () => {
  const before = (await asStaff('GET', path)).body
  expect(before).toEqual({
    week_starts_on: 1,
    quiet_from: '22:00',
    quiet_until: '08:00',
    allows_client_overlap: false,
    max_waitlist_entries: 10,
  })

  const change = { week_starts_on: 7, quiet_from: '23:00', max_waitlist_entries: 3 }
  expect(await asStaff('PATCH', path, change)).toMatchObject({ status: 200, body: { ...before, ...change } })
  expect((await asStaff('GET', path)).body).toEqual({ ...before, ...change })
})

test('a client has two bookings at one time once that is allowed', async () => {
  expect((await book('2027-01-05T08:00:00Z', ids.maria)).status).toBe(201)
  expect((await book('2027-01-05T08:00:00Z', ids.ivan)).body).toMatchObject({ reason: 'client_overlap' })

  await asStaff('PATCH', path, { allows_client_overlap: true })
  expect((await book('2027-01-05T08:00:00Z', ids.ivan)).status).toBe(201)
})

test('a week begins on the day that was said', async () => {
  await asStaff('PATCH', path, { week_starts_on: 3 })
  const limit = { subject: 'trainer', trainer_id: ids.ivan, period: 'week', max_bookings: 1 }
  expect((await asStaff('POST', '/booking-limits', limit)).status).toBe(201)

  // Monday and Tuesday are of the week before Wednesday's.
  expect((await book('2027-01-18T08:00:00Z', ids.ivan)).status).toBe(201)
  expect((await book('2027-01-19T08:00:00Z', ids.ivan)).status).not.toBe(201)
  expect((await book('2027-01-20T08:00:00Z', ids.ivan)).status).toBe(201)
})

test.each([
  [{ week_starts_on: 0 }, 'week_starts_on'],
  [{ week_starts_on: 8 }, 'week_starts_on'],
  [{ quiet_from: '24:00' }, 'quiet_from'],
  [{ quiet_until: '8' }, 'quiet_until'],
  [{ allows_client_overlap: 'yes' }, 'allows_client_overlap'],
  [{ max_waitlist_entries: -1 }, 'max_waitlist_entries'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('PATCH', path, change)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test.each(['GET', 'PATCH'])('%s is for staff of this studio', async (method) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, path, method === 'GET' ? undefined : {})
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
