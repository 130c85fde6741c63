import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const beach = {
  name: { en: 'Beach', bg: 'Плаж' },
  address: { en: '1 Sea Rd, Varna', bg: 'Морска 1, Варна' },
  time_zone: 'Europe/Sofia',
  latitude: 43.2,
  longitude: 27.9,
  holiday_region: 'BG',
  position: 1,
}

test('a place is added, seen by everybody, changed and removed', async () => {
  const created = await asStaff('POST', '/locations?locale=en', beach)
  const id = String(created.body.id)
  const shown = {
    id: expect.stringMatching(/^loc_/),
    name: 'Beach',
    address: '1 Sea Rd, Varna',
    time_zone: 'Europe/Sofia',
    latitude: 43.2,
    longitude: 27.9,
    holiday_region: 'BG',
  }
  expect(created).toMatchObject({ status: 201, body: shown })
  expect((await asVisitor('GET', '/locations?locale=en')).body).toMatchObject({
    data: [{ id: ids.location }, shown],
    next_cursor: null,
  })
  expect((await asVisitor('GET', `/locations/${id}?locale=bg`)).body).toMatchObject({ name: 'Плаж' })

  const changed = await asStaff('PATCH', `/locations/${id}?locale=en`, {
    address: '2 Sea Rd',
    latitude: null,
  })
  expect(changed).toMatchObject({ status: 200, body: { ...shown, address: '2 Sea Rd', latitude: null } })

  expect((await asStaff('DELETE', `/locations/${id}`)).status).toBe(204)
  expect(await asVisitor('GET', `/locations/${id}`)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})

test('places come in pages', async () => {
  const { body } = await asStaff('POST', '/locations', beach)
  const first = (await asVisitor('GET', '/locations?limit=1')).body
  const second = (await asVisitor('GET', `/locations?limit=1&cursor=${String(first.next_cursor)}`)).body

  const pages = [first.data, second.data] as { id: string }[][]
  expect(pages.flat().map(({ id }) => id)).toEqual([ids.location, body.id])
})

test('a place where somebody works stays', async () => {
  expect(await asStaff('DELETE', `/locations/${ids.location}`)).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'in_use' },
  })
})

test.each([
  [{ time_zone: 'Europe/Nowhere' }, 'time_zone'],
  [{ time_zone: '+02:00' }, 'time_zone'],
  [{ latitude: 91 }, 'latitude'],
  [{ holiday_region: 'Bulgaria' }, 'holiday_region'],
  [{ name: '' }, 'name'],
  [{ name: {} }, 'name'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', '/locations', { ...beach, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('a place that is not there is not found', async () => {
  expect((await asStaff('PATCH', '/locations/loc_none', { position: 2 })).status).toBe(404)
  expect((await asStaff('DELETE', '/locations/loc_none')).status).toBe(404)
})

test.each([
  ['POST', '/locations'],
  ['PATCH', `/locations/${ids.location}`],
  ['DELETE', `/locations/${ids.location}`],
])('%s %s is for staff of this studio', async (method, path) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, path, beach)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
