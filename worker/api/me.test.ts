import { afterAll, expect, test, vi } from 'vitest'
import { clients, users } from '../../db/tenant/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import { makeId } from '../../tenants/ids.ts'
import { makePushServer } from '../../tests/fakes/push-server.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { IRON, LOTUS } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const site = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const slugOf = (host: string) => (host === LOTUS ? 'lotus-yoga' : 'iron-works')

/** A token of somebody who has proven this address; a client too, unless told otherwise. */
async function signIn(email: string, { host = IRON, isClient = true } = {}): Promise<string> {
  const id = `ten_${slugOf(host)}`
  const db = openTenantDatabase(id, site.fleet.address(id.replaceAll('_', '-')))
  const userId = makeId('usr')
  const { orm, write } = db
  await write([
    orm.insert(users).values({ id: userId, email, name: 'Elena Ivanova', locale: 'en', createdAt: 0 }),
    ...(isClient
      ? [
          orm
            .insert(clients)
            .values({
              id: makeId('cli'),
              email,
              firstName: 'Elena',
              lastName: 'Ivanova',
              locale: 'en',
              userId,
              createdAt: 0,
            })
            .onConflictDoUpdate({ target: clients.email, set: { userId } }),
        ]
      : []),
  ])
  const { secret } = await openSession(
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
  return secret
}

async function asPerson(token: string, [method, path]: readonly [string, string], json?: unknown) {
  const answer = await site.ask({
    path: `/api/v1/users/me${path}`,
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

const email = 'ana20270105080000@example.test'

test('a guest’s booking is theirs once they have proven the address, and nobody else’s', async () => {
  const id = await site.bookAssessment('2027-01-05T08:00:00Z', ids.maria)
  const ana = await signIn(email)
  const { status, body } = await asPerson(ana, ['GET', '/bookings'])
  expect(status).toBe(200)
  expect(body).toMatchObject({
    data: [{ id, heads: 1, dates: 1, can_move: true, total: { amount_minor: 0 } }],
    next_cursor: null,
  })
  expect((await asPerson(ana, ['GET', '/bookings?when=past'])).body).toEqual({ data: [], next_cursor: null })
  expect((await asPerson(ana, ['GET', '/waitlist'])).body).toEqual({ data: [] })

  const boris = await signIn('boris@example.test')
  expect((await asPerson(boris, ['GET', '/bookings'])).body).toMatchObject({ data: [] })
})

test('a list is read in pages, and a cursor of something else is refused', async () => {
  const booker = 'pages@example.test'
  for (const hour of ['09', '10']) {
    const client = { first_name: 'Ana', last_name: 'Ilieva', email: booker }
    const start_time = `2027-01-06T${hour}:00:00Z`
    const booking = { service_id: ids.assessment, trainer_id: ids.maria, start_time, client }
    expect((await site.asVisitor('POST', '/bookings', booking)).status).toBe(201)
  }
  const token = await signIn(booker)
  const one = await asPerson(token, ['GET', '/bookings?limit=1'])
  const two = await asPerson(token, ['GET', `/bookings?limit=1&cursor=${String(one.body['next_cursor'])}`])
  expect([one, two].map(({ body }) => body['data'])).toMatchObject([
    [{ start_time: '2027-01-06T09:00:00Z' }],
    [{ start_time: '2027-01-06T10:00:00Z' }],
  ])
  expect(two.body['next_cursor']).toBeNull()
  expect((await asPerson(token, ['GET', '/bookings?cursor=nonsense'])).status).toBe(422)
})

test('somebody keeps their profile', async () => {
  const token = await signIn('profile@example.test')
  const change = { phone: '+359 88 123 4567', time_zone: 'Asia/Tokyo', locale: 'bg' }
  const changed = {
    email: 'profile@example.test',
    first_name: 'Elena',
    last_name: 'Ivanova',
    ...change,
    phone: '+359881234567',
  }
  expect(await asPerson(token, ['PATCH', '/profile'], change)).toEqual({ status: 200, body: changed })
  expect((await asPerson(token, ['GET', '/profile'])).body).toEqual(changed)
  expect(await asPerson(token, ['PATCH', '/profile'], { phone: 'x' })).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'phone' }] },
  })
})

test('somebody keeps their family', async () => {
  const token = await signIn('family@example.test')
  const mila = { first_name: 'Mila', last_name: 'Ivanova' }
  const added = await asPerson(token, ['POST', '/dependents'], mila)
  expect(added).toMatchObject({ status: 201, body: mila })
  const one = `/dependents/${String(added.body['id'])}`
  const renamed = { ...mila, first_name: 'Milena' }
  expect(await asPerson(token, ['PATCH', one], renamed)).toMatchObject({ status: 200, body: renamed })
  expect((await asPerson(token, ['GET', '/dependents'])).body).toMatchObject({ data: [renamed] })

  const stranger = await signIn('stranger@example.test')
  expect((await asPerson(stranger, ['DELETE', one])).status).toBe(404)
  expect((await asPerson(stranger, ['PATCH', one], mila)).status).toBe(404)
  expect((await asPerson(token, ['DELETE', one])).status).toBe(204)
  expect((await asPerson(token, ['GET', '/dependents'])).body).toEqual({ data: [] })
})

test('somebody says what they want to be told', async () => {
  const token = await signIn('told@example.test', { isClient: false })
  expect((await asPerson(token, ['GET', '/notifications'])).body).toMatchObject({
    reminder: true,
    waitlist: true,
    news: false,
    news_consent: { version: '1' },
  })
  const wanted = { reminder: false, news: true }
  expect((await asPerson(token, ['PUT', '/notifications'], wanted)).body).toMatchObject({
    ...wanted,
    waitlist: true,
  })
})

test('somebody lets the studio write to their devices', async () => {
  const token = await signIn('devices@example.test', { isClient: false })
  const { endpoint, ...keys } = makePushServer().subscribe('key')
  const added = await asPerson(token, ['POST', '/push-subscriptions'], { endpoint, keys, device: 'Phone' })
  expect(added).toMatchObject({ status: 201, body: { device: 'Phone', last_sent_at: null } })
  const one = `/push-subscriptions/${String(added.body['id'])}`
  expect((await asPerson(token, ['PATCH', one], { device: 'Old phone' })).body).toEqual({
    ...added.body,
    device: 'Old phone',
  })
  const listed = await asPerson(token, ['GET', '/push-subscriptions'])
  expect(listed.body).toMatchObject({ data: [{ device: 'Old phone' }] })
  expect(JSON.stringify(listed.body)).not.toContain(endpoint)

  const stranger = await signIn('other-devices@example.test')
  expect((await asPerson(stranger, ['DELETE', one])).status).toBe(404)
  expect((await asPerson(stranger, ['PATCH', one], { device: 'Mine' })).status).toBe(404)
  expect((await asPerson(token, ['DELETE', one])).status).toBe(204)
  expect((await asPerson(token, ['GET', '/push-subscriptions'])).body).toMatchObject({ data: [] })

  const inside = { endpoint: 'https://169.254.169.254/x', keys, device: 'Phone' }
  expect(await asPerson(token, ['POST', '/push-subscriptions'], inside)).toMatchObject({
    status: 422,
    body: { errors: [{ path: 'endpoint' }] },
  })
  expect(await asPerson(token, ['PUT', '/notifications/push'], { changes: false })).toEqual({
    status: 200,
    body: { reminder: true, changes: false, waitlist: true },
  })
})

const routes = [
  ['GET', '/bookings'],
  ['GET', '/waitlist'],
  ['GET', '/profile'],
  ['PATCH', '/profile'],
  ['GET', '/dependents'],
  ['POST', '/dependents'],
  ['PATCH', '/dependents/dep_none'],
  ['DELETE', '/dependents/dep_none'],
  ['GET', '/notifications'],
  ['PUT', '/notifications'],
  ['GET', '/notifications/push'],
  ['PUT', '/notifications/push'],
  ['GET', '/push-subscriptions'],
  ['POST', '/push-subscriptions'],
  ['PATCH', '/push-subscriptions/psh_none'],
  ['DELETE', '/push-subscriptions/psh_none'],
] as const

test.each(routes)('%s %s is for who has signed in here', async (method, path) => {
  const json = method === 'GET' || method === 'DELETE' ? undefined : { nonsense: true }
  const elsewhere = await signIn(`${method}${path}@example.test`.toLowerCase().replaceAll('/', ''), {
    host: LOTUS,
  })
  const unauthorized = { status: 401, body: { code: 'unauthorized' } }
  expect(await asPerson(elsewhere, [method, path], json)).toMatchObject(unauthorized)
  expect(await site.asVisitor(method, `/users/me${path}`, json)).toMatchObject(unauthorized)
  expect(await site.asStaff(method, `/users/me${path}`, json)).toMatchObject(unauthorized)
})
