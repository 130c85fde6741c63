import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, listSlots } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/availability/week?trainer_id=maria'
const sunday = { kind: 'open', weekday: 7, start_time: '10:00', end_time: '14:00' }

test('a week is read, replaced as it was read, and offered', async () => {
  const seen = await asStaff('GET', path)
  expect(seen).toMatchObject({ status: 200, body: { trainer_id: ids.maria } })
  const digest = String(seen.body.digest)

  const replaced = await asStaff('PUT', path, { digest, rules: [sunday] })
  expect(replaced).toMatchObject({
    status: 200,
    body: { rules: [{ ...sunday, every_n_weeks: 1 }], affected_bookings: [], affected_sessions: [] },
  })
  expect((await listSlots('2027-01-10'))[0]).toBe('2027-01-10T08:00:00Z')
  expect((await asStaff('GET', path)).body.digest).toBe(replaced.body.digest)

  const late = await asStaff('PUT', path, { digest, rules: [] })
  expect(late).toMatchObject({ status: 409, body: { code: 'changed_meanwhile' } })
})

test('what is wrong with a rule is told by its place in the list', async () => {
  const rules = [sunday, { ...sunday, weekday: 9 }]
  const refused = await asStaff('PUT', path, { rules })

  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'rules.1.weekday' }] } })
  expect((await asVisitor('PUT', path, { rules: [] })).status).toBe(401)
})
