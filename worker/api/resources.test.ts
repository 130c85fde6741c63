import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const path = '/resources'
const room = { location_id: ids.location, name: { en: 'Room B', bg: 'Зала Б' }, pool: 'rooms' }

async function create(changes: object = {}) {
  const { status, body } = await asStaff('POST', path, { ...room, ...changes })
  expect(status).toBe(201)
  return { ...body, id: String(body.id) }
}

/** A service that both trainers give and that takes a unit of the pool. */
async function createUse(pool: string, slug = pool) {
  const { status, body } = await asStaff('POST', '/services', {
    slug,
    name: 'Reformer',
    duration_minutes: 60,
    price: { amount_minor: 0, currency: 'EUR' },
    trainers: [{ trainer_id: 'maria' }, { trainer_id: 'ivan' }],
    uses: [{ pool }],
  })
  expect(status).toBe(201)
  return String(body.id)
}

let booked = 0
function book(service_id: string, trainer_id: string, start_time: string) {
  const client = { first_name: 'Ana', last_name: 'Ilieva', email: `ana${++booked}@example.test` }
  return asVisitor('POST', '/bookings', { service_id, trainer_id, start_time, client })
}

test('a resource is added, read, changed, taken out of use and taken back', async () => {
  const created = await create()
  expect(created).toEqual({
    ...room,
    id: expect.stringMatching(/^res_/),
    kind: 'room',
    units: 1,
    buffer_before_minutes: 0,
    buffer_after_minutes: 0,
    gap_rule: 'max',
    position: 0,
    status: 'active',
    edition: 1,
  })
  const one = `${path}/${created.id}`
  expect((await asStaff('GET', one)).body).toEqual(created)

  const change = { kind: 'equipment', units: 3, buffer_after_minutes: 10, gap_rule: 'sum', name: 'Уред' }
  const changed = await asStaff('PATCH', one, change)
  expect(changed).toMatchObject({
    status: 200,
    body: { ...created, ...change, name: { bg: 'Уред' }, edition: 2 },
  })

  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await asStaff('GET', one)).body).toMatchObject({ status: 'archived' })
  expect((await asStaff('DELETE', one)).status).toBe(204)
  expect((await asStaff('PATCH', one, { status: 'active' })).body).toMatchObject({ status: 'active' })
})

test('resources are listed in order and in pages, those out of use last', async () => {
  const gone = await create({ position: 1, pool: 'listed' })
  const second = await create({ position: 3, pool: 'listed' })
  const first = await create({ position: 2, pool: 'listed' })
  await asStaff('DELETE', `${path}/${gone.id}`)

  const page = (await asStaff('GET', `${path}?limit=1`)).body
  const rest = (await asStaff('GET', `${path}?cursor=${String(page.next_cursor)}`)).body
  const all = [page.data, rest.data].flat() as { id: string; pool: string }[]
  expect(all.filter(({ pool }) => pool === 'listed').map(({ id }) => id)).toEqual([
    first.id,
    second.id,
    gone.id,
  ])
})

test('a room out of use is promised to nobody, and who has it keeps it', async () => {
  const { id } = await create({ pool: 'shed' })
  const service = await createUse('shed')
  const { body: kept } = await book(service, 'maria', '2027-01-12T08:00:00Z')
  expect((await asStaff('DELETE', `${path}/${id}`)).status).toBe(204)

  expect((await book(service, 'maria', '2027-01-12T11:00:00Z')).status).not.toBe(201)
  expect((await asStaff('GET', `/bookings/${String(kept.id)}`)).body).toMatchObject({ status: 'confirmed' })

  await asStaff('PATCH', `${path}/${id}`, { status: 'active' })
  expect((await book(service, 'maria', '2027-01-12T11:00:00Z')).status).toBe(201)
})

test('units that are promised together stay, others may go', async () => {
  const { id } = await create({ pool: 'mats', units: 3 })
  const service = await createUse('mats')
  for (const trainer of ['maria', 'ivan']) {
    expect((await book(service, trainer, '2027-01-13T08:00:00Z')).status).toBe(201)
  }
  await book(service, 'maria', '2027-01-13T11:00:00Z')

  expect(await asStaff('PATCH', `${path}/${id}`, { units: 1 })).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'units_taken' },
  })
  expect((await asStaff('PATCH', `${path}/${id}`, { units: 2 })).status).toBe(200)
})

test('units are free to go once their bookings are cancelled', async () => {
  const { id } = await create({ pool: 'balls', units: 2 })
  const service = await createUse('balls')
  await book(service, 'maria', '2027-01-14T08:00:00Z')
  const { body } = await book(service, 'ivan', '2027-01-14T08:30:00Z')
  expect((await asStaff('PATCH', `${path}/${id}`, { units: 1 })).status).toBe(409)

  const cancelled = await asStaff('POST', `/bookings/${String(body.id)}/cancel`, {})
  expect(cancelled.status).toBe(200)
  expect((await asStaff('PATCH', `${path}/${id}`, { units: 1 })).status).toBe(200)
})

test('a resource does not move', async () => {
  const { id } = await create()
  const { body: place } = await asStaff('POST', '/locations', {
    name: 'Beach',
    address: 'Varna',
    time_zone: 'Europe/Sofia',
  })

  expect(await asStaff('PATCH', `${path}/${id}`, { location_id: place.id })).toMatchObject({
    status: 422,
    body: { code: 'invalid_input', errors: [{ path: 'location_id', code: 'fixed' }] },
  })
})

test.each([
  [{ location_id: 'loc_nowhere' }, 'location_id'],
  [{ kind: 'pool' }, 'kind'],
  [{ name: '' }, 'name'],
  [{ name: 'A\u0000' }, 'name'],
  [{ pool: '' }, 'pool'],
  [{ pool: 'a\u0000' }, 'pool'],
  [{ pool: 'x'.repeat(65) }, 'pool'],
  [{ units: 0 }, 'units'],
  [{ units: 1.5 }, 'units'],
  [{ units: 1_001 }, 'units'],
  [{ buffer_before_minutes: 241 }, 'buffer_before_minutes'],
  [{ gap_rule: 'both' }, 'gap_rule'],
])('%j is refused and names the field', async (change, field) => {
  const { status, body } = await asStaff('POST', path, { ...room, ...(change as object) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test.each([
  ['GET', `${path}/res_none`],
  ['PATCH', `${path}/res_none`],
  ['DELETE', `${path}/res_none`],
])('%s %s is not found', async (method, address) => {
  expect(await asStaff(method, address, method === 'PATCH' ? {} : undefined)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})

test.each([
  ['GET', path],
  ['POST', path],
  ['GET', `${path}/res_none`],
  ['PATCH', `${path}/res_none`],
  ['DELETE', `${path}/res_none`],
])('%s %s is for staff of this studio', async (method, address) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, address, method === 'GET' ? undefined : room)
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
