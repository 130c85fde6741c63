import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, bookAssessment } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/notification-rules'
const reminder = { kind: 'reminder', channel: 'email', lead_minutes: 4320 }

test('a reminder that a program adds, moves and takes away holds for what is booked already', async () => {
  const booking_id = await bookAssessment('2027-01-08T08:00:00Z', ids.ivan)
  const leads = async () => {
    const { body } = await asStaff('GET', `/notifications?booking_id=${booking_id}&kind=reminder`)
    const data = body['data'] as { lead_minutes: number }[]
    return data.map(({ lead_minutes }) => lead_minutes).toSorted((a, b) => b - a)
  }
  expect(await leads()).toEqual([1440, 60])
  const made = await asStaff('POST', path, reminder)
  expect(made).toMatchObject({ status: 201, body: { ...reminder, service_id: null, edition: 1 } })
  expect(await leads()).toEqual([4320, 1440, 60])

  const one = `${path}/${String(made.body['id'])}`
  const moved = await asStaff('PATCH', one, { lead_minutes: 2880, edition: 1 })
  expect(moved).toMatchObject({ status: 200, body: { lead_minutes: 2880, edition: 2 } })
  expect((await asStaff('PATCH', one, { lead_minutes: 90, edition: 1 })).status).toBe(409)
  expect(await leads()).toEqual([2880, 1440, 60])
  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect(await leads()).toEqual([1440, 60])
  expect((await asStaff('DELETE', one)).status).toBe(404)
})

test('a service may have its own', async () => {
  const { status, body } = await asStaff('PUT', `${path}/services/${ids.assessment}`, { has_own: true })
  expect(status).toBe(200)
  expect(body['services_with_own_reminders']).toEqual([ids.assessment])
  const own = { ...reminder, service_id: ids.assessment }
  expect((await asStaff('POST', path, own)).status).toBe(201)
  expect(await asStaff('POST', path, own)).toMatchObject({ status: 409, body: { reason: 'rule_exists' } })
  const { body: back } = await asStaff('PUT', `${path}/services/${ids.assessment}`, { has_own: false })
  expect(back['services_with_own_reminders']).toEqual([])
})

test('digest and “we miss you”', async () => {
  const settings = '/notification-settings'
  const { body } = await asStaff('GET', settings)
  expect(body).toMatchObject({ digest_at: '07:00', miss_you_days: null, edition: 1 })
  const changed = await asStaff('PATCH', settings, { digest_at: null, miss_you_days: 60, edition: 1 })
  expect(changed.body).toEqual({ digest_at: null, miss_you_days: 60, edition: 2 })
  expect((await asStaff('PATCH', settings, { miss_you_days: 90, edition: 1 })).status).toBe(409)
  expect(await asStaff('PATCH', settings, { miss_you_days: 1 })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'miss_you_days' }] },
  })
})

test('nonsense is refused, and nobody else asks', async () => {
  for (const wrong of [{ ...reminder, lead_minutes: 1 }, { kind: 'booking_moved', channel: 'email' }, {}]) {
    expect((await asStaff('POST', path, wrong)).status).toBe(422)
  }
  expect((await asVisitor('GET', path)).status).toBe(401)
})
