import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const nora = { slug: 'nora', name: { en: 'Nora', bg: 'Нора' }, location_id: ids.location }

test('a trainer is added, seen by everybody, changed, archived and brought back', async () => {
  const made = await asStaff('POST', '/trainers', { ...nora, service_ids: ['assessment'] })
  const shown = { ...nora, status: 'active', is_bookable: true, edition: 1, service_ids: [ids.assessment] }
  expect(made).toMatchObject({ status: 201, body: shown })
  expect((await asVisitor('GET', '/trainers/nora?locale=en')).body).toMatchObject({ name: 'Nora' })

  const change = { bio: { en: 'Calm.' }, edition: 1 }
  expect(await asStaff('PATCH', '/trainers/nora', change)).toMatchObject({
    status: 200,
    body: { edition: 2 },
  })
  expect(await asStaff('PATCH', '/trainers/nora', change)).toMatchObject({
    status: 409,
    body: { code: 'changed_meanwhile' },
  })

  expect((await asStaff('DELETE', '/trainers/nora')).status).toBe(204)
  expect((await asVisitor('GET', '/trainers/nora')).status).toBe(404)
  expect((await asStaff('GET', '/trainer-details/nora')).body).toMatchObject({ status: 'archived' })
  await asStaff('PATCH', '/trainers/nora', { status: 'active', is_bookable: true })
  expect((await asVisitor('GET', '/trainers/nora')).status).toBe(200)
})

test('trainers are put in order', async () => {
  expect((await asStaff('POST', '/trainers/order', { trainer_ids: [ids.ivan, ids.maria] })).status).toBe(204)
  const { data } = (await asStaff('GET', '/trainer-details?limit=2')).body
  expect(data).toMatchObject([{ id: ids.ivan }, { id: ids.maria }])
})

test('who may not knows nothing', async () => {
  expect((await asVisitor('POST', '/trainers', nora)).status).toBe(401)
  expect((await asStranger('GET', '/trainer-details')).status).toBe(401)
  expect(await asStaff('POST', '/trainers', { ...nora, slug: 'maria' })).toMatchObject({
    status: 409,
    body: { reason: 'slug_taken', errors: [{ path: 'slug' }] },
  })
})
