import { afterAll, expect, test, vi } from 'vitest'
import { erasureOrders } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients, staff, users } from '../../db/tenant/schema/index.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import type { RoleKey } from '../../tenants/access/built-in-roles.ts'
import { minutes } from '../../tenants/durations.ts'
import { makeId } from '../../tenants/ids.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { IRON, LOTUS } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const site = await makeStaffSite()
afterAll(() => vi.useRealTimers())

type Person = { token: string; clientId: string; email: string }

/** Somebody who has signed in: a client, or staff in a role. */
async function makePerson(name: string, { host = IRON, role }: { host?: string; role?: RoleKey } = {}) {
  const id = host === LOTUS ? 'ten_lotus-yoga' : 'ten_iron-works'
  const db = openTenantDatabase(id, site.fleet.address(id.replaceAll('_', '-')))
  const [userId, clientId] = [makeId('usr'), makeId('cli')]
  const email = `${name.toLowerCase()}@known.example`
  const common = { email, locale: 'en' as const, createdAt: 0 }
  await db.write([
    db.orm.insert(users).values({ ...common, id: userId, name }),
    role
      ? db.orm.insert(staff).values({ userId, role, createdAt: 0 })
      : db.orm
          .insert(clients)
          .values({ ...common, id: clientId, userId, firstName: name, lastName: 'Known', phone: '+359881' }),
  ])
  const { secret: token } = await openSession(
    {
      tenant: { id, name: host },
      db,
      login: null,
      visitor: { network: '203.0.113.7', userAgent: 'Test' },
      now: site.fleet.clock.now,
      requestId: 'req_test',
      origin: `https://${host}`,
      keys: site.fleet.deps.keys,
      announce: async () => {},
    },
    { userId, method: 'link', kind: 'token' },
  )
  return { token, clientId, email } satisfies Person
}

async function post(path: string, token: string | null, json?: unknown) {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method: 'POST',
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  return { status: answer.status, headers: answer.headers, text, code: /"code":"(\w+)"/.exec(text)?.[1] }
}

test('gives people what is known of them, as a file that is kept nowhere', async () => {
  const { token, clientId, email } = await makePerson('Ana')
  const { status, headers, text } = await post('/users/me/export', token)
  expect(status).toBe(200)
  expect(headers.get('content-disposition')).toBe(`attachment; filename="${clientId}.json"`)
  expect(headers.get('cache-control')).toBe('private, no-store')
  expect(JSON.parse(text)).toMatchObject({
    client_id: clientId,
    records: { profile: [{ id: clientId, email, first_name: 'Ana' }], login: [{ email }] },
  })

  const csv = await post('/users/me/export?format=csv', token)
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(csv.text).toContain(`profile,${clientId},first_name,Ana\r\n`)
})

test('exports for owners, managers and keys, and for nobody else', async () => {
  const { clientId } = await makePerson('Bo')
  const path = `/clients/${clientId}/export`
  const key = await site.asStaff('POST', path)
  expect(key.status).toBe(200)
  for (const [role, code] of [
    ['owner', undefined],
    ['manager', undefined],
    ['trainer', 'forbidden'],
    ['front_desk', 'forbidden'],
  ] as const) {
    const { token } = await makePerson(`Bo-${role}`, { role })
    expect([role, (await post(path, token)).code]).toEqual([role, code])
  }
  const other = await makePerson('Bo-other')
  const stranger = await makePerson('Bo-stranger', { host: LOTUS, role: 'owner' })
  expect((await post(path, other.token)).code).toBe('forbidden')
  expect((await post(path, stranger.token)).code).toBe('unauthorized')
  expect((await post(path, null)).code).toBe('unauthorized')
  expect((await site.asStranger('POST', path)).status).toBe(401)
})

test('forgets for the person and for owners; a key, a manager and another studio cannot', async () => {
  const { clientId, email } = await makePerson('Cy')
  const path = `/clients/${clientId}/erase`
  expect((await site.asStaff('POST', path, {})).status).toBe(403)
  const manager = await makePerson('Cy-manager', { role: 'manager' })
  const stranger = await makePerson('Cy-stranger', { host: LOTUS, role: 'owner' })
  expect((await post(path, manager.token, {})).code).toBe('forbidden')
  expect((await post(path, stranger.token, {})).code).toBe('unauthorized')
  expect((await post(path, null, {})).code).toBe('unauthorized')
  const [before] = await site.db.read([site.db.orm.select().from(clients)])
  expect(JSON.stringify(before)).toContain(email)

  const owner = await makePerson('Cy-owner', { role: 'owner' })
  const { status, text } = await post(path, owner.token, {})
  expect([status, JSON.parse(text)]).toEqual([200, { client_id: clientId, kept_login: null }])
  const [after] = await site.db.read([site.db.orm.select().from(clients)])
  expect(JSON.stringify(after)).not.toContain(email)
  const { registry } = site.fleet.deps
  const [orders] = await registry.read([registry.orm.select().from(erasureOrders)])
  expect(orders).toMatchObject([{ tenantId: 'ten_iron-works', clientId }])
})

test('forgets whoever asks, bookings and all, and their token opens nothing any more', async () => {
  const { token, clientId, email } = await makePerson('Di')
  const [start_time = ''] = await site.listSlots('2027-01-06')
  const client = { first_name: 'Di', last_name: 'Known', email }
  const booking = { service_id: ids.assessment, trainer_id: ids.maria, start_time, client }
  expect((await site.asVisitor('POST', '/bookings', booking)).status).toBe(201)

  const refused = await post('/users/me/erase', token, {})
  expect([refused.status, refused.text.includes('upcoming_bookings')]).toEqual([409, true])
  const erased = await post('/users/me/erase', token, { cancel_upcoming: true })
  expect([erased.status, JSON.parse(erased.text)]).toEqual([200, { client_id: clientId, kept_login: null }])
  expect((await post('/users/me/export', token)).code).toBe('unauthorized')
  expect(await site.listSlots('2027-01-06')).toContain(start_time)
})

test('asks people once more who they are', async () => {
  const { token } = await makePerson('Ed')
  const owner = await makePerson('Ed-owner', { role: 'owner' })
  site.fleet.clock.advance(minutes(11))
  vi.setSystemTime(site.fleet.clock.now())
  const asked = [
    await post('/users/me/export', token),
    await post('/users/me/erase', token, {}),
    await post('/clients/cli_any/erase', owner.token, {}),
    await post('/clients/cli_any/export', owner.token),
  ]
  expect(asked.map(({ status, code }) => [status, code])).toEqual(
    asked.map(() => [403, 'reauthentication_required']),
  )
})
