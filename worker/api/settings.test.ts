import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

test('settings are read, changed as they were seen, and refused when they changed since', async () => {
  const { body } = await asStaff('GET', '/settings')
  expect(body).toMatchObject({ currency: 'EUR', default_locale: 'bg', quiet_from: '22:00' })
  const change = { studio_name: { en: 'Iron' }, quiet_from: '23:00', edition: body.edition }
  expect(await asStaff('PATCH', '/settings', change)).toMatchObject({
    status: 200,
    body: { studio_name: { en: 'Iron' }, quiet_from: '23:00', quiet_until: body.quiet_until },
  })
  expect(await asStaff('PATCH', '/settings', change)).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  })
  expect((await asVisitor('GET', '/studio?locale=en')).body).toMatchObject({ name: 'Iron' })
  expect((await asVisitor('GET', '/settings')).status).toBe(401)
})

test('what cannot be meant is said field by field, in the API’s words', async () => {
  expect(await asStaff('PATCH', '/settings', { contact_email: 'nobody' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'contact_email', code: 'not_an_email' }] },
  })
  expect(await asStaff('PATCH', '/settings', { currency: 'BGN' })).toMatchObject({
    status: 409,
    body: { reason: 'has_prices' },
  })
})

test('another zone for a place is tried before it is chosen', async () => {
  const path = `/locations/${ids.location}/preview`
  expect(await asStaff('POST', path, { time_zone: 'Europe/Lisbon' })).toMatchObject({
    status: 200,
    body: { from_time_zone: 'Europe/Sofia', bookings: { shown: 0, all: 0 }, weekly_rules: 10 },
  })
})
