import { afterAll, expect, test, vi } from 'vitest'
import { classSeries, resources, sessions } from '../../db/tenant/schema/index.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { asStaff, asVisitor, asStranger, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

await db.write([
  db.orm.insert(resources).values({
    id: 'res_room',
    locationId: ids.location,
    kind: 'room',
    name: { en: 'Room' },
    pool: 'rooms',
    units: 2,
  }),
])

const eur = (amount_minor: number) => ({ amount_minor, currency: 'EUR' })
let made = 0
/** A new service of an hour; with `changes`, which may be wrong. */
const makeBody = (changes: object = {}) => ({
  slug: `massage-${++made}`,
  name: { en: 'Massage', bg: 'Масаж' },
  duration_minutes: 60,
  price: eur(5000),
  trainers: [{ trainer_id: 'maria' }],
  ...changes,
})

async function create(changes: object = {}) {
  const { status, body } = await asStaff('POST', '/services', makeBody(changes))
  expect(status).toBe(201)
  return { ...body, id: String(body.id), slug: String(body.slug) }
}

async function listSlots(service_id: string, date: string, query: Record<string, string> = {}) {
  const words = new URLSearchParams({ service_id, from: date, to: date, ...query })
  const { body } = await asVisitor('GET', `/availability/available-slots?${words.toString()}`)
  return body.available_slots as string[]
}

function book(service_id: string, start_time: string, trainer_id?: string) {
  const client = {
    first_name: 'Ana',
    last_name: 'Ilieva',
    email: `ana${start_time.slice(8, 13)}@example.test`,
  }
  return asVisitor('POST', '/bookings', {
    service_id,
    start_time,
    client,
    ...(trainer_id ? { trainer_id } : {}),
  })
}

/** Everything that can be decided, away from what it is when nothing is said. */
const everything = {
  kind: 'class',
  description: { en: 'Loosens.\nSlowly.' },
  duration_choices: [30, 90],
  interval_minutes: 20,
  offset_minutes: 5,
  grid: 'clock',
  buffer_before_minutes: 5,
  buffer_after_minutes: 15,
  gap_rule: 'sum',
  buffers_inside_hours: true,
  min_notice_minutes: 120,
  join_notice_minutes: 15,
  window_kind: 'release',
  window_days: 7,
  opens_at: '08:00',
  window_from_on: '2027-01-01',
  window_to_on: '2027-02-01',
  capacity: 12,
  online_capacity: 10,
  walk_in_capacity: 1,
  min_attendance: 3,
  decide_minutes: 240,
  max_party: 4,
  approval: 'new_clients',
  approval_hours: 12,
  waitlist_mode: 'offer',
  waitlist_max: 5,
  offer_minutes: 60,
  waitlist_close_minutes: 180,
  waitlist_leave_minutes: 240,
  check_in_minutes: 5,
  auto_no_show_minutes: 10,
  free_cancel_minutes: 240,
  color: '#0a7d4f',
  photo_id: null,
  position: 7,
  trainers: [
    { trainer_id: ids.maria, price: eur(7000), duration_minutes: 45 },
    { trainer_id: ids.ivan, price: null, duration_minutes: null },
  ],
  location_ids: [ids.location],
  uses: [{ pool: 'rooms', units: 2, per: 'head' }],
}

test('everything about a service is kept as it was sent', async () => {
  const body = makeBody(everything)
  const created = await asStaff('POST', '/services', body)

  expect(created.status).toBe(201)
  expect(created.body).toEqual({ ...body, id: expect.stringMatching(/^svc_/), status: 'active', edition: 1 })
  for (const name of [String(created.body.id), body.slug]) {
    expect((await asStaff('GET', `/service-details/${name}`)).body).toEqual(created.body)
  }
})

test('a service is on sale at once, with a trainer’s own price and duration', async () => {
  const { id } = await create({
    trainers: [{ trainer_id: 'maria' }, { trainer_id: 'ivan', price: eur(6500), duration_minutes: 90 }],
  })

  expect((await asVisitor('GET', `/services/${id}?locale=bg`)).body).toMatchObject({
    name: 'Масаж',
    price: eur(5000),
    trainer_ids: [ids.maria, ids.ivan],
  })
  expect((await listSlots(id, '2027-01-05', { trainer_id: 'maria' })).at(-1)).toBe('2027-01-05T15:00:00Z')
  expect((await listSlots(id, '2027-01-05', { trainer_id: 'ivan' })).at(-1)).toBe('2027-01-05T14:30:00Z')
  const { body } = await book(id, '2027-01-05T14:30:00Z', 'ivan')
  expect((await asStaff('GET', `/bookings/${String(body.id)}`)).body).toMatchObject({
    end_time: '2027-01-05T16:00:00Z',
    price: eur(6500),
  })
})

test('a change holds for what is booked from then on', async () => {
  const { id, ...before } = await create()
  const { body: booked } = await book(id, '2027-01-06T08:00:00Z')
  const changed = await asStaff('PATCH', `/services/${id}`, {
    duration_minutes: 30,
    price: eur(3000),
    trainers: [{ trainer_id: 'ivan' }],
    name: 'Разтриване',
  })

  expect(changed.status).toBe(200)
  expect(changed.body).toEqual({
    ...before,
    id,
    duration_minutes: 30,
    price: eur(3000),
    trainers: [{ trainer_id: ids.ivan, price: null, duration_minutes: null }],
    name: { bg: 'Разтриване' },
    edition: 2,
  })
  expect((await asStaff('GET', `/bookings/${String(booked.id)}`)).body).toMatchObject({
    end_time: '2027-01-06T09:00:00Z',
    price: eur(5000),
  })
  expect((await listSlots(id, '2027-01-06'))[0]).toBe('2027-01-06T07:00:00Z')
  expect((await book(id, '2027-01-07T08:00:00Z', 'maria')).status).not.toBe(201)
})

test('lists that are not given stay, empty ones take all away', async () => {
  const { id } = await create({ location_ids: [ids.location], uses: [{ pool: 'rooms' }] })
  const { body: same } = await asStaff('PATCH', `/services/${id}`, { position: 3 })
  expect(same).toMatchObject({
    position: 3,
    location_ids: [ids.location],
    uses: [{ pool: 'rooms', units: 1, per: 'session' }],
    trainers: [{ trainer_id: ids.maria }],
  })

  const none = { location_ids: [], uses: [], trainers: [] }
  expect((await asStaff('PATCH', `/services/${id}`, none)).body).toMatchObject(none)
})

test('an archived service cannot be booked any more, what is booked stays, and it comes back', async () => {
  const { id } = await create()
  const { body: booked } = await book(id, '2027-01-08T08:00:00Z')

  expect((await asStaff('DELETE', `/services/${id}`)).status).toBe(204)
  expect((await asStaff('DELETE', `/services/${id}`)).status).toBe(204)
  expect((await asVisitor('GET', `/services/${id}`)).status).toBe(404)
  expect((await book(id, '2027-01-08T11:00:00Z')).body).toMatchObject({ code: 'not_found' })
  expect((await asStaff('GET', `/service-details/${id}`)).body).toMatchObject({ status: 'archived' })
  expect((await asStaff('GET', `/bookings/${String(booked.id)}`)).body).toMatchObject({ status: 'confirmed' })

  const { body } = await asStaff('PATCH', `/services/${id}`, { status: 'active' })
  expect(body).toMatchObject({ status: 'active' })
  expect((await asVisitor('GET', `/services/${id}`)).status).toBe(200)
})

test('a class that is to come is not archived', async () => {
  const { id } = await create({ kind: 'class', capacity: 8 })
  const session = makeSessionRow({ id: 'ses_1', startsAt: Date.UTC(2027, 0, 9, 8), serviceId: id })
  await db.write([db.orm.insert(sessions).values(session)])
  const inUse = { status: 409, body: { code: 'conflict', reason: 'in_use' } }
  expect(await asStaff('DELETE', `/services/${id}`)).toMatchObject(inUse)

  await db.write([
    db.orm.update(sessions).set({ status: 'cancelled' }),
    db.orm.insert(classSeries).values({
      id: 'cse_1',
      serviceId: id,
      trainerId: ids.maria,
      locationId: ids.location,
      weekdays: [1],
      startMinute: 600,
      durationMinutes: 60,
      fromOn: '2027-01-11',
      capacity: 8,
      createdAt: 0,
    }),
  ])
  expect(await asStaff('DELETE', `/services/${id}`)).toMatchObject(inUse)

  await db.write([db.orm.update(classSeries).set({ status: 'ended' })])
  expect((await asStaff('DELETE', `/services/${id}`)).status).toBe(204)
})

test('a pool that is gone meanwhile does not keep other things from being changed', async () => {
  await db.write([
    db.orm.insert(resources).values({
      id: 'res_gone',
      locationId: ids.location,
      kind: 'room',
      name: { en: 'Shed' },
      pool: 'sheds',
    }),
  ])
  const { id } = await create({ uses: [{ pool: 'sheds' }] })
  expect((await asStaff('DELETE', '/resources/res_gone')).status).toBe(204)

  expect((await asStaff('PATCH', `/services/${id}`, { position: 9 })).body).toMatchObject({
    position: 9,
    uses: [{ pool: 'sheds' }],
  })
})

test('staff see all services in pages, archived ones last', async () => {
  const { id } = await create({ position: 0 })
  await asStaff('DELETE', `/services/${id}`)
  const first = (await asStaff('GET', '/service-details?limit=1')).body
  const rest = (await asStaff('GET', `/service-details?cursor=${String(first.next_cursor)}`)).body
  const all = [first.data, rest.data].flat() as { id: string; status: string }[]

  expect(all.map((one) => one.status).toSorted()).toEqual(all.map((one) => one.status))
  expect(all.at(-1)?.status).toBe('archived')
  expect(all.map((one) => one.id)).toEqual(expect.arrayContaining([ids.training, ids.assessment, id]))
})

test('a change is looked at together with what stays, and the kind stays', async () => {
  const { id } = await create()
  for (const [change, field] of [
    [{ offset_minutes: 45 }, 'offset_minutes'],
    [{ kind: 'class' }, 'kind'],
    [{ trainers: [{ trainer_id: 'nobody' }] }, 'trainers.0.trainer_id'],
  ] as const) {
    const { status, body } = await asStaff('PATCH', `/services/${id}`, change)
    expect([status, body.errors]).toMatchObject([422, [{ path: field }]])
  }
})

test('two services do not share an address', async () => {
  const first = await create()
  const { id } = await create()
  const taken = { status: 409, body: { code: 'conflict', reason: 'slug_taken', errors: [{ path: 'slug' }] } }

  expect(await asStaff('POST', '/services', makeBody({ slug: first.slug }))).toMatchObject(taken)
  expect(await asStaff('PATCH', `/services/${id}`, { slug: first.slug })).toMatchObject(taken)
})

test.each([
  ['GET', '/service-details/svc_none'],
  ['PATCH', '/services/svc_none'],
  ['DELETE', '/services/svc_none'],
  ['DELETE', '/services/%00'],
])('%s %s is not found', async (method, path) => {
  expect(await asStaff(method, path, method === 'PATCH' ? {} : undefined)).toMatchObject({
    status: 404,
    body: { code: 'not_found' },
  })
})

test.each([
  ['GET', '/service-details'],
  ['GET', `/service-details/${ids.training}`],
  ['POST', '/services'],
  ['PATCH', `/services/${ids.training}`],
  ['DELETE', `/services/${ids.training}`],
])('%s %s is for staff of this studio', async (method, path) => {
  for (const ask of [asVisitor, asStranger]) {
    const { status, body } = await ask(method, path, method === 'GET' ? undefined : {})
    expect([status, body.code]).toEqual([401, 'unauthorized'])
  }
})
