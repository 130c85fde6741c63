import { eq } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { auditLog, staff, users } from '../../db/tenant/schema/index.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
import { addPerson, openLogin, readMailedLink } from '../../tests/support/add-person.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { IRON, LOTUS, makeSite } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const site = await makeSite()
const iron = makeStudioContext(site, 'iron-works')
const lotus = makeStudioContext(site, 'lotus-yoga')
afterAll(() => vi.useRealTimers())

type Ask = { json?: unknown; token?: string | undefined; host?: string }

async function api(method: string, path: string, { json, token, host = IRON }: Ask = {}) {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    method,
    host,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const body = JSON.parse((await answer.text()) || 'null') as Record<string, unknown>
  return { status: answer.status, body, headers: answer.headers }
}

const roles = { olga: 'owner', martin: 'manager', tina: 'trainer', dora: 'front_desk', ana: undefined }
type Name = keyof typeof roles

for (const [name, role] of Object.entries(roles)) await addPerson(iron, role ? { name, role } : { name })
await addPerson(lotus, { name: 'lea', role: 'owner' })
const owner = await addPerson(iron, { name: 'second', role: 'owner' })

/** A person's token; each is new, so that nobody has to prove again who they are. */
const tokenOf = async (name: Name | 'lea') => {
  const ctx = name === 'lea' ? lotus : iron
  return (await openLogin(ctx, { userId: `usr_${name}`, kind: 'token', rank: 'staff' })).secret
}
const tokens: Record<string, string> = {}
beforeEach(async () => {
  for (const name of [...(Object.keys(roles) as Name[]), 'lea' as const]) tokens[name] = await tokenOf(name)
})

test('the team is read and changed over the API', async () => {
  const token = tokens.olga
  const list = await api('GET', '/staff?limit=2', { token })
  const next = await api('GET', `/staff?limit=2&cursor=${String(list.body.next_cursor)}`, { token })
  const changed = await api('PATCH', '/staff/usr_tina', { token, json: { trainer_id: 'maria' } })

  expect([list.status, next.status]).toEqual([200, 200])
  expect(
    new Set([list, next].flatMap(({ body }) => (body.data as { id: string }[]).map(({ id }) => id))).size,
  ).toBe(4)
  expect(changed).toMatchObject({
    status: 200,
    body: {
      id: 'usr_tina',
      role: 'trainer',
      role_name: '',
      trainer_id: ids.maria,
      is_active: true,
      grants: { bookings: { view: 'own', change: 'own' }, staff: { view: 'none', change: 'none' } },
    },
  })
  expect((await api('GET', '/staff/usr_tina', { token })).body).toEqual(changed.body)
  expect((await api('POST', `/staff/${owner.userId}/remove`, { token, json: {} })).body).toEqual({
    reassigned: null,
  })
  expect(await api('PATCH', '/staff/usr_olga', { token, json: { role: 'manager' } })).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'last_owner' },
  })
})

test('a role is shaped, given and done away with', async () => {
  const token = tokens.olga
  const grants = { calendar: { view: 'any' }, bookings: { view: 'any', change: 'any' } }
  const made = await api('POST', '/roles', { token, json: { name: 'Assistant', grants } })
  const path = `/roles/${String(made.body.id)}`

  expect(made).toMatchObject({
    status: 201,
    body: { is_built_in: false, members: 0, grants: { calendar: { view: 'any', change: 'none' } } },
  })
  await api('PATCH', '/staff/usr_dora', { token, json: { role: made.body.id } })
  expect(await api('DELETE', path, { token })).toMatchObject({ status: 409, body: { reason: 'in_use' } })
  expect(await api('PATCH', path, { token, json: { name: 'Helper' } })).toMatchObject({
    status: 200,
    body: { name: 'Helper', members: 1, grants: { bookings: { change: 'any' } } },
  })
  await api('PATCH', '/staff/usr_dora', { token, json: { role: 'front_desk' } })
  expect((await api('DELETE', path, { token })).status).toBe(204)
  const { body } = await api('GET', '/roles', { token })
  expect((body.data as { id: string }[]).map(({ id }) => id)).toEqual([
    'owner',
    'manager',
    'trainer',
    'front_desk',
  ])
})

test('somebody is invited, and joins by the mail’s link', async () => {
  const token = tokens.olga
  const json = { email: 'nina@example.test', name: 'Nina', role: 'front_desk' }
  const invited = await api('POST', '/invitations', { token, json })
  const path = `/invitations/${String(invited.body.id)}`

  expect(invited).toMatchObject({
    status: 201,
    body: { state: 'open', email: 'nina@example.test', role_name: '' },
  })
  expect((await api('POST', `${path}/resend`, { token })).status).toBe(200)
  const link = await readMailedLink(iron, 'join', 'nina@example.test')
  expect(await api('POST', '/invitations/read', { json: { token: link } })).toMatchObject({
    status: 200,
    body: { email: 'nina@example.test', role: 'front_desk', has_account: false },
  })
  const joined = await api('POST', '/invitations/accept', {
    json: { token: link, password: 'a horse of my own' },
  })
  expect(joined).toMatchObject({ status: 200, body: { token: expect.stringMatching(/^thu_/) } })
  expect((await api('GET', '/clients', { token: String(joined.body.token) })).status).toBe(200)
  for (const where of ['read', 'accept']) {
    expect(await api('POST', `/invitations/${where}`, { json: { token: link } })).toMatchObject({
      status: 410,
      body: { code: 'link_spent' },
    })
  }
  expect((await api('DELETE', path, { token })).status).toBe(404)
  const { body } = await api('GET', '/invitations', { token })
  expect(body.data).toMatchObject([{ state: 'accepted', name: 'Nina' }])
})

test('a key is shown once, does what it may, and says why it may not more', async () => {
  const token = tokens.olga
  const json = { name: 'Screen', grants: { clients: { view: 'any' } }, expires_in_days: 30 }
  const made = await api('POST', '/api-keys', { token, json })
  const key = String(made.body.key)

  expect(made).toMatchObject({
    status: 201,
    body: {
      hint: `${key.slice(0, 8)}…`,
      created_by: 'staff:usr_olga',
      created_by_name: 'olga',
      last_used_at: null,
    },
  })
  expect((await api('GET', '/clients', { token: key })).status).toBe(200)
  const client = { first_name: 'X', last_name: 'Y', email: 'xy@example.test' }
  expect(await api('POST', '/clients', { token: key, json: client })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', reason: 'clients_change' },
  })
  expect(await api('GET', '/audit-log', { token: key })).toMatchObject({
    status: 403,
    body: { code: 'forbidden', reason: 'staff_view' },
  })
  const list = await api('GET', '/api-keys', { token })
  expect(list.body.data).toMatchObject([{ id: made.body.id, last_used_at: expect.any(String) }])
  expect(JSON.stringify(list.body)).not.toContain(key.slice(9))
  expect((await api('DELETE', `/api-keys/${String(made.body.id)}`, { token })).status).toBe(204)
  expect(await api('GET', '/clients', { token: key })).toMatchObject({
    status: 401,
    body: { code: 'unauthorized' },
  })
  expect((await api('GET', '/clients', { token: key })).headers.get('www-authenticate')).toBe('Bearer')
})

test('a trainer is taken off the site, and what they were to give is given away', async () => {
  const token = tokens.olga
  const path = `/trainers/${ids.maria}`
  const to = { to_trainer_id: ids.ivan }

  expect(await api('POST', `${path}/reassign/preview`, { token, json: to })).toMatchObject({
    status: 200,
    body: { moved: [], left: [] },
  })
  expect((await api('GET', path)).status).toBe(200)
  expect((await api('POST', `${path}/reassign`, { token, json: to })).status).toBe(200)
  expect((await api('GET', path)).status).toBe(404)
  expect((await api('PATCH', path, { token, json: { is_bookable: true } })).status).toBe(200)
  expect((await api('GET', path)).status).toBe(200)
})

test('the log is read in pages and by what is asked for', async () => {
  const token = tokens.olga
  const entry = (n: number) => ({
    id: `aud_${n}`,
    at: n * 1_000,
    actor: 'staff:usr_dora',
    action: 'client.view',
    subjectId: 'cli_x',
  })
  await iron.db.write([iron.db.orm.insert(auditLog).values([1, 2, 3].map(entry))])
  const query = '/audit-log?subject_id=cli_x&action=client.view&actor=usr_dora'
  const first = await api('GET', `${query}&limit=2`, { token })
  const rest = await api('GET', `${query}&limit=2&cursor=${String(first.body.next_cursor)}`, { token })

  expect(first.body.data).toMatchObject([
    { id: 'aud_3', at: '1970-01-01T00:00:03Z', actor_name: 'dora', subject_id: 'cli_x', before: null },
    { id: 'aud_2' },
  ])
  expect(rest.body).toMatchObject({ data: [{ id: 'aud_1' }], next_cursor: null })
  const bounded = await api('GET', `${query}&from=1970-01-01T00:00:02Z&to=1970-01-01T00:00:03Z`, { token })
  expect(bounded.body.data).toMatchObject([{ id: 'aud_2' }])
  for (const bad of [
    'limit=1000000000',
    'limit=-1',
    'cursor=x',
    'cursor=eA',
    'from=yesterday',
    'actor=%27',
  ]) {
    expect(await api('GET', `/audit-log?${bad}`, { token })).toMatchObject({
      status: 422,
      body: { code: 'invalid_input' },
    })
  }
})

const writes = [
  ['PATCH', '/staff/usr_ana', { role: 'owner' }],
  ['POST', '/staff/usr_olga/remove', {}],
  ['POST', '/roles', { name: 'X', grants: {} }],
  ['PATCH', '/roles/rol_x', { name: 'X' }],
  ['DELETE', '/roles/rol_x', undefined],
  ['POST', '/invitations', { email: 'x@example.test', name: 'X', role: 'owner' }],
  ['POST', '/invitations/inv_x/resend', undefined],
  ['DELETE', '/invitations/inv_x', undefined],
  ['POST', '/api-keys', { name: 'X', grants: {} }],
  ['DELETE', '/api-keys/key_x', undefined],
] as const
const reads = ['/staff', '/staff/usr_olga', '/roles', '/invitations', '/api-keys', '/audit-log'].map(
  (path) => ['GET', path, undefined] as const,
)

test.each([...writes, ...reads])('%s %s is for who may see to the team', async (method, path, json) => {
  const before = await iron.db.read([iron.db.orm.select().from(staff)])

  expect((await api(method, path, { json })).status).toBe(401)
  expect((await api(method, path, { json, token: tokens.lea })).status).toBe(401)
  for (const name of ['tina', 'dora', 'ana']) {
    expect(await api(method, path, { json, token: tokens[name] })).toMatchObject({
      status: 403,
      body: { code: 'forbidden', reason: expect.stringMatching(/^(staff_|not_staff)/) },
    })
  }
  expect(await iron.db.read([iron.db.orm.select().from(staff)])).toEqual(before)
})

test.each(writes)(
  '%s %s is nothing for a key, nor for who signed in long ago',
  async (method, path, json) => {
    const { key } = await createStaffKey(iron, { name: 'Till' })
    expect(await api(method, path, { json, token: key })).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    })
    const start = site.fleet.clock.now()
    vi.setSystemTime(start + 11 * 60_000)
    const late = await api(method, path, { json, token: tokens.olga })
    vi.setSystemTime(start)
    expect(late).toMatchObject({ status: 403, body: { code: 'reauthentication_required' } })
  },
)

test('what is sent besides is not taken', async () => {
  const token = tokens.olga
  const json = {
    role: 'front_desk',
    user_id: 'usr_olga',
    status: 'removed',
    grants: {},
    created_at: 0,
    email: 'x@y.z',
  }
  await api('PATCH', '/staff/usr_dora', { token, json })
  const [[person], [member]] = await iron.db.read([
    iron.db.orm.select().from(users).where(eq(users.id, 'usr_dora')),
    iron.db.orm.select().from(staff).where(eq(staff.userId, 'usr_dora')),
  ])

  expect(person).toMatchObject({ email: 'dora@example.test' })
  expect(member).toMatchObject({ role: 'front_desk', status: 'active' })
  expect((await api('GET', '/staff', { token: await tokenOf('lea'), host: LOTUS })).body.data).toHaveLength(1)
})
