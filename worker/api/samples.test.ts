import { expect, test } from 'vitest'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff } = await makeStaffSite()

test('programs add sample data once, and remove it in one call', async () => {
  const added = await asStaff('POST', '/studio/samples')
  expect(added).toMatchObject({ status: 200, body: { clients: 8, bookings: 14, sessions: 1 } })
  expect((await asStaff('POST', '/studio/samples')).body).toEqual(added.body)
  expect(await asStaff('DELETE', '/studio/samples')).toMatchObject({
    status: 200,
    body: { removed: added.body, kept: [] },
  })
})
