import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { apiKeys, bookings, clients, staff, users } from '../../db/tenant/schema/index.ts'
import { toGrants, type Grants } from '../../tenants/access/grants.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { hashStaffKey, makeStaffKey } from '../../tenants/access/staff-key.ts'
import { makeId } from '../../tenants/ids.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { addYoga } from '../testing/add-yoga.ts'
import { IRON } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const site = await makeStaffSite()
const { asStaff, asVisitor, bookAssessment, db, fleet } = site
await addYoga(db, 5)
afterAll(() => vi.useRealTimers())

type Asked = { method?: string; token: string; json?: unknown }

async function ask(path: string, { method = 'GET', token, json }: Asked) {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text || '{}') as Record<string, unknown> }
}

/** The token of somebody who is staff as this trainer, or the client with this address. */
async function signIn(person: { trainerId: string } | { email: string }): Promise<string> {
  const id = makeId('usr')
  const { orm, write } = db
  const email = 'email' in person ? person.email : `${id}@example.test`
  await write([
    orm.insert(users).values({ id, email, name: 'Somebody', locale: 'en', createdAt: 0 }),
    'email' in person
      ? orm.update(clients).set({ userId: id }).where(eq(clients.email, email))
      : orm.insert(staff).values({ userId: id, role: 'trainer', trainerId: person.trainerId, createdAt: 0 }),
  ])
  const ctx = {
    tenant: { id: 'ten_iron-works', name: 'Iron Works' },
    db,
    login: null,
    visitor: { network: '203.0.113.7', userAgent: 'Test' },
    now: fleet.clock.now,
    requestId: 'req_test',
    origin: `https://${IRON}`,
    keys: fleet.deps.keys,
    announce: async () => {},
  }
  const session = { userId: id, kind: 'token', method: 'password', awaitsFactor: false } as const
  return (await createLoginSession(ctx, { ...session, rank: 'trainerId' in person ? 'staff' : 'client' }))
    .secret
}

async function makeKey(grants: Grants): Promise<string> {
  const key = makeStaffKey()
  const row = { id: makeId('key'), name: 'Some', keyHash: await hashStaffKey(key), grants, createdAt: 0 }
  await db.write([db.orm.insert(apiKeys).values(row)])
  return key
}

async function clientOf(bookingId: string): Promise<string> {
  const [[row]] = await db.read([db.orm.select().from(bookings).where(eq(bookings.id, bookingId))])
  return row?.clientId ?? ''
}
const idsOf = ({ body }: { body: Record<string, unknown> }) =>
  (body.data as { id: string }[]).map(({ id }) => id)

const own = await bookAssessment('2027-01-05T08:00:00Z', ids.maria)
const foreign = await bookAssessment('2027-01-05T09:00:00Z', ids.ivan)
const maria = await signIn({ trainerId: ids.maria })

describe('a trainer with a token of their own', () => {
  test('sees their bookings, with links, and no others', async () => {
    const listed = await ask('/bookings', { token: maria })
    expect(idsOf(listed)).toEqual([own])
    expect(listed.body.data).toMatchObject([{ manage_url: expect.stringContaining(own) }])
    expect((await ask(`/bookings/${own}`, { token: maria })).status).toBe(200)
    const refused = await ask(`/bookings/${foreign}`, { token: maria })
    const { request_id: _one, ...answer } = refused.body
    const { request_id: _other, ...unknown } = (await ask('/bookings/bkg_none', { token: maria })).body
    expect([refused.status, answer]).toEqual([404, unknown])
  })

  test('sees their clients, keeps notes of them, and takes back what they wrote', async () => {
    const clientId = await clientOf(own)
    expect(idsOf(await ask('/clients', { token: maria }))).toEqual([clientId])
    expect((await ask(`/clients/${await clientOf(foreign)}`, { token: maria })).status).toBe(404)
    const notes = `/clients/${clientId}/notes`
    const { body: client } = await ask(`/clients/${clientId}`, { token: maria })
    expect(Object.keys(client).toSorted()).toEqual(
      [
        'block_reason blocked_at bookings born_on client_group_id created_at edition email family fields',
        'first_name fitness_level goals id last_name last_starts_at last_visit_at locale next_starts_at',
        'no_shows owed phone preferences tag_ids tags time_zone',
      ].flatMap((line) => line.split(' ')),
    )

    const added = await ask(notes, {
      method: 'POST',
      token: maria,
      json: { text: 'Left knee', author: 'x', id: 'x' },
    })
    expect(added).toMatchObject({
      status: 201,
      body: { author: expect.stringMatching(/^staff:usr_/), trainer_id: ids.maria, text: 'Left knee' },
    })
    expect(await ask(notes, { token: maria })).toMatchObject({ status: 200, body: { data: [added.body] } })
    const mine = `${notes}/${String(added.body.id)}`
    const { body: theirs } = await asStaff('POST', notes, { text: 'Pays cash' })
    const refused = await ask(`${notes}/${String(theirs.id)}`, { method: 'DELETE', token: maria })
    expect(refused).toMatchObject({ status: 403, body: { code: 'forbidden' } })
    expect((await ask(mine, { method: 'DELETE', token: maria })).status).toBe(204)
    expect((await ask(mine, { method: 'DELETE', token: maria })).status).toBe(404)
    expect((await ask(`/clients/${await clientOf(foreign)}/notes`, { token: maria })).status).toBe(404)
    expect((await asVisitor('GET', notes)).status).toBe(401)
  })

  test('is told what is not for them', async () => {
    const group = { method: 'PATCH', json: { client_group_id: 'grp_dear' } }
    expect((await ask(`/clients/${await clientOf(own)}`, { ...group, token: maria })).status).toBe(403)
    const waive = { method: 'POST', json: { reason: 'x' }, token: maria }
    expect((await ask(`/bookings/${own}/charges/waive`, waive)).status).toBe(403)
    expect((await ask('/booking-limits', { token: maria })).status).toBe(403)
    const holidays = `/availability/holidays?location_id=${ids.location}&year=2027`
    expect((await ask(holidays, { token: maria })).status).toBe(403)
  })
})

test('a client opens with their token what is theirs, and is no staff', async () => {
  const [[row]] = await db.read([db.orm.select().from(bookings).where(eq(bookings.id, own))])
  const token = await signIn({ email: row?.contactEmail ?? '' })
  expect((await ask(`/bookings/${own}`, { token })).status).toBe(200)
  expect((await ask(`/bookings/${own}/history`, { token })).status).toBe(200)
  expect((await ask(`/bookings/${foreign}`, { token })).status).toBe(404)
  for (const path of ['/bookings', '/clients', `/clients/${row?.clientId}`, '/booking-limits']) {
    expect([path, (await ask(path, { token })).status]).toEqual([path, 403])
  }
  const override = { service_id: ids.assessment, trainer_id: ids.maria, start_time: '2027-01-05T08:00:00Z' }
  const client = { first_name: 'A', last_name: 'B', email: row?.contactEmail }
  const json = { ...override, client, override_reason: 'I insist' }
  expect((await ask('/bookings', { method: 'POST', token, json })).status).toBe(403)
  expect((await ask(`/bookings/${own}/cancel`, { method: 'POST', token, json: {} })).status).toBe(200)
})

test('who only looks is given no link that does more', async () => {
  const looking = await makeKey(toGrants({ bookings: 'any none', clients: 'any none' }))
  const { body } = await ask(`/bookings/${foreign}`, { token: looking })
  expect(body).toMatchObject({ id: foreign, manage_url: null })
  expect((await ask('/bookings', { token: looking })).body.data).toMatchObject([
    { manage_url: null },
    { manage_url: null },
  ])
  expect((await ask(`/bookings/${foreign}`, { method: 'DELETE', token: looking })).status).toBe(403)
  const notes = `/clients/${await clientOf(foreign)}/notes`
  expect((await ask(notes, { method: 'POST', token: looking, json: { text: 'x' } })).status).toBe(403)
  expect((await ask(notes, { token: looking })).status).toBe(200)
})

test('a key for everybody’s settings alone changes nothing it may only look at', async () => {
  const looking = await makeKey(toGrants({ settings: 'any none', services: 'any none', clients: 'any none' }))
  const { body: limit } = await asStaff('POST', '/booking-limits', {
    subject: 'client',
    period: 'day',
    max_bookings: 3,
  })
  const { body: group } = await asStaff('POST', '/client-groups', { name: 'Members' })
  const { body: hall } = await asStaff('POST', '/resources', {
    name: 'Hall',
    kind: 'room',
    pool: 'hall',
    location_id: ids.location,
  })
  const changes: [string, object][] = [
    [`/booking-limits/${String(limit.id)}`, { max_bookings: 9 }],
    [`/client-groups/${String(group.id)}`, { name: 'Others' }],
    [`/resources/${String(hall.id)}`, { name: 'Other' }],
    ['/booking-rules', { max_waitlist_entries: 9 }],
  ]
  for (const [path, json] of changes) {
    const before = (await asStaff('GET', path)).body
    expect([path, (await ask(path, { method: 'PATCH', token: looking, json })).status]).toEqual([path, 403])
    expect((await asStaff('GET', path)).body).toEqual(before)
  }
})

/** What no body may set, whatever it is about. */
const smuggled = {
  id: 'bkg_other',
  tenant_id: 'ten_lotus-yoga',
  tenantId: 'ten_lotus-yoga',
  user_id: 'usr_other',
  userId: 'usr_other',
  erased_at: 1,
  created_at: '2020-01-01T00:00:00Z',
  createdAt: 1,
  request_hash: 'x',
  host: 'evil.example.test',
  constructor: { prototype: { isStaff: true } },
}

describe('a change sets nothing but what it lists', () => {
  const cases: [string, () => Promise<string>, object, object?][] = [
    [
      'a client',
      async () => `/clients/${await clientOf(foreign)}`,
      { client_group_id: null },
      { bookings: 9, no_shows: 9, block_reason: 'x', merged_into_id: 'cli_x', user_id: 'usr_x' },
    ],
    [
      'a booking',
      async () => `/bookings/${foreign}`,
      { notes: 'x' },
      { status: 'cancelled', price_minor: 1, client_id: 'cli_x', trainer_id: ids.maria, source: 'portal' },
    ],
    [
      'booking rules',
      async () => '/booking-rules',
      { max_waitlist_entries: 7 },
      { currency: 'USD', default_locale: 'en' },
    ],
    ['a place', async () => `/locations/${ids.location}`, { position: 3 }, { status: 'archived' }],
    [
      'weekly hours',
      async () => `/availability/rul_${ids.maria}_1`,
      { end_time: '17:00' },
      { trainer_id: ids.ivan, kind: 'break' },
    ],
    [
      'a session',
      async () => {
        const session = { service_id: 'yoga', trainer_id: 'maria', start_time: '2027-01-07T15:00:00Z' }
        return `/sessions/${String((await asStaff('POST', '/sessions', session)).body.id)}`
      },
      { capacity: 4 },
      { status: 'cancelled', service_id: ids.training, series_id: 'cse_x', booked: 3 },
    ],
  ]
  test.each(cases)('of %s', async (_what, make, change, more = {}) => {
    const path = await make()
    const { body: before } = await asStaff('GET', path)
    const plain = await asStaff('PATCH', path, { ...smuggled, ...more, ...change })
    expect(plain.status).toBe(200)
    const { body: after } = await asStaff('GET', path)
    const allowed = new Set([...Object.keys(change), 'edition', 'version', 'places_left', 'end_time'])
    const rest = (body: object) => Object.entries(body).filter(([key]) => !allowed.has(key))
    expect(rest(after)).toEqual(rest(before))
    expect((after as { id?: string }).id).not.toBe('bkg_other')
  })
})
