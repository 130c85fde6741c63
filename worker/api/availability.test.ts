import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSite } from '../testing/make-site.ts'

const { ask, postJson } = await makeSite()
afterAll(() => vi.useRealTimers())

async function getSlots(query: Record<string, string>) {
  const answer = await ask({
    path: `/api/v1/availability/available-slots?${new URLSearchParams(query).toString()}`,
  })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Slots }
}
type Slots = {
  available_slots: string[]
  slots?: { start_time: string }[]
  total: number
  code?: string
  errors?: { path: string }[]
}

const tuesday = { from: '2027-01-05', to: '2027-01-05' }

test('times of one trainer are listed in UTC, with the zone that the days are of', async () => {
  const { status, body } = await getSlots({ service_id: ids.training, trainer_id: ids.maria, ...tuesday })

  expect(status).toBe(200)
  expect(body).toEqual({
    trainer_id: ids.maria,
    service_id: ids.training,
    time_zone: 'Europe/Sofia',
    available_slots: expect.any(Array),
    total: body.available_slots.length,
  })
  expect(body.available_slots[0]).toBe('2027-01-05T07:00:00Z')
  expect(body.available_slots.at(-1)).toBe('2027-01-05T15:00:00Z')
})

test('without a trainer, times at which anyone is free are listed', async () => {
  const { body } = await getSlots({ service_id: 'assessment', ...tuesday })

  expect(body).toMatchObject({ trainer_id: null, service_id: ids.assessment })
  expect(body.total).toBeGreaterThan(0)
})

test('a time that is listed can be booked as it is written', async () => {
  const { body } = await getSlots({
    service_id: ids.assessment,
    trainer_id: 'ivan',
    from: '2027-01-06',
    to: '2027-01-06',
  })
  const booked = await postJson('/api/v1/bookings', {
    service_id: ids.assessment,
    trainer_id: 'ivan',
    start_time: body.available_slots[3],
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
  })

  expect(booked.status).toBe(201)
  expect(await booked.json()).toMatchObject({ start_time: body.available_slots[3], trainer_id: ids.ivan })
})

test('it takes two round trips to the database at most', async () => {
  const { headers } = await getSlots({ service_id: ids.training, ...tuesday })

  expect(
    Number(/desc="(\d+) round trips"/.exec(headers.get('server-timing') ?? '')?.[1]),
  ).toBeLessThanOrEqual(2)
})

test.each([
  [{ from: '2027-02-30', to: '2027-03-01' }, 'from'],
  [{ from: '2027-13-01', to: '2027-01-05' }, 'from'],
  [{ from: '2027-01-05', to: '+275760-09-13' }, 'to'],
  [{ from: '1767600000000', to: '2027-01-05' }, 'from'],
  [{ from: '2027-01-05T00:00:00Z', to: '2027-01-05' }, 'from'],
  [{ from: '', to: '2027-01-05' }, 'from'],
  [{ from: '2027-01-05' }, 'to'],
  [{ from: '2027-01-05', to: '2027-01-04' }, 'to'],
  [{ from: '2027-01-05', to: '2027-03-08' }, 'to'],
])('%j is 422 and names the field', async (dates, field) => {
  const { status, body } = await getSlots({ service_id: ids.training, ...(dates as Record<string, string>) })

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: field }] })
})

test('62 days can be asked for at once', async () => {
  const { status } = await getSlots({ service_id: ids.training, from: '2027-01-05', to: '2027-03-07' })

  expect(status).toBe(200)
})

test.each([
  [{ service_id: 'svc_unknown' }],
  [{ service_id: ids.training, trainer_id: 'trn_unknown' }],
  [{ service_id: '__proto__' }],
])('%j is not found', async (query) => {
  const { status, body } = await getSlots({ ...(query as Record<string, string>), ...tuesday })

  expect([status, body.code]).toEqual([404, 'not_found'])
})

test('in detail, each time is told with its place and with whoever is free then', async () => {
  const { body } = await getSlots({ service_id: ids.training, ...tuesday, detailed: 'true' })

  expect(body.slots?.[0]).toEqual({
    start_time: '2027-01-05T07:00:00Z',
    end_time: '2027-01-05T08:00:00Z',
    location_id: ids.location,
    trainer_ids: expect.arrayContaining([ids.maria, ids.ivan]),
  })
  expect(body.slots?.map(({ start_time }) => start_time)).toEqual(body.available_slots)
  expect((await getSlots({ service_id: ids.training, ...tuesday })).body.slots).toBeUndefined()
})

test('the place can be chosen', async () => {
  const here = await getSlots({ service_id: ids.training, ...tuesday, location_id: ids.location })
  const nowhere = await getSlots({ service_id: ids.training, ...tuesday, location_id: 'loc_none' })

  expect(here.body.total).toBeGreaterThan(0)
  expect([nowhere.status, nowhere.body.code]).toEqual([404, 'not_found'])
})

test.each([
  [{ duration_minutes: '45' }, 'duration_minutes'],
  [{ duration_minutes: 'x' }, 'duration_minutes'],
  [{ heads: '2' }, 'heads'],
  [{ heads: '0' }, 'heads'],
  [{ detailed: 'perhaps' }, 'detailed'],
])('%j is 422 and names the field', async (query, field) => {
  const { status, body } = await getSlots({
    service_id: ids.training,
    ...tuesday,
    ...(query as Record<string, string>),
  })

  expect([status, body.code, body.errors?.[0]?.path]).toEqual([422, 'invalid_input', field])
})

test('a missing service is 422', async () => {
  const { status, body } = await getSlots(tuesday)

  expect([status, body.errors?.[0]?.path]).toEqual([422, 'service_id'])
})
