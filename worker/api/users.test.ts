import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import * as schema from '../../db/tenant/schema/index.ts'
import { addPerson, openLogin, PASSWORD, readMailedLink } from '../../tests/support/add-person.ts'
import { makeSite, IRON, LOTUS } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const site = await makeSite()
const iron = makeStudioContext(site, 'iron-works')
afterAll(() => vi.useRealTimers())

let network = 0
/** Each from a network of its own, so that tests do not use up each other's tries. */
const newNetwork = () => `198.51.${(network += 1) >> 8}.${network & 255}`

type Asked = {
  json?: unknown
  token?: string
  host?: string
  from?: string
  headers?: Record<string, string>
}

async function api(method: string, path: string, asked: Asked = {}) {
  const { json, token, host = IRON, from = newNetwork(), headers } = asked
  const answer = await site.ask({
    path: `/api/v1/users${path}`,
    method,
    host,
    headers: {
      'cf-connecting-ip': from,
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  const body = JSON.parse(text || 'null') as Record<string, unknown>
  return { status: answer.status, body, headers: answer.headers }
}

const tokenOf = async (name: string) => {
  const { userId, email } = await addPerson(iron, { name })
  return { userId, email, token: (await openLogin(iron, { userId, kind: 'token' })).secret }
}

/** All that an answer says, but its number and how long it took. */
function plain({ status, body, headers }: Awaited<ReturnType<typeof api>>) {
  const { request_id: _id, ...rest } = body ?? {}
  const changing = ['x-request-id', 'server-timing', 'content-length', 'date']
  return { status, rest, headers: [...headers].filter(([name]) => !changing.includes(name)).toSorted() }
}

test('from registering to signing out', async () => {
  const person = { email: 'ana@example.test', first_name: 'Ana', last_name: 'Ilieva' }
  expect(await api('POST', '/register', { json: person })).toMatchObject({ status: 202, body: null })
  const link = await readMailedLink(iron, 'register', person.email)
  const { status, body } = await api('POST', '/verify-email', { json: { token: link, password: PASSWORD } })
  expect([status, body]).toMatchObject([200, { token_type: 'bearer', token: expect.stringMatching(/^thu_/) }])

  const { consents } = schema
  const [agreed] = await iron.db.read([
    iron.db.orm
      .select()
      .from(consents)
      .where(eq(consents.actor, `client:${String(body['user_id'])}`)),
  ])
  expect(agreed.map(({ kind }) => kind).toSorted()).toEqual(['privacy', 'terms'])

  const login = await api('POST', '/login', { json: { email: person.email, password: PASSWORD } })
  expect(login.status).toBe(200)
  expect(login.headers.get('set-cookie')).toBeNull()
  const token = String(login.body['token'])
  expect((await api('GET', '/me', { token })).body).toMatchObject({
    id: body['user_id'],
    email: person.email,
    name: 'Ana Ilieva',
    has_password: true,
    has_second_factor: false,
    client_id: expect.stringMatching(/^cli_/),
    staff: null,
  })
  expect((await api('POST', '/logout', { token })).status).toBe(204)
  expect((await api('GET', '/me', { token })).status).toBe(401)
  expect((await api('GET', '/me', { token: String(body['token']) })).status).toBe(200)
})

test('who registers decides nothing about what they may do', async () => {
  const more = {
    role: 'owner',
    tenant_id: 'ten_lotus-yoga',
    is_operator: true,
    email_verified: true,
    id: 'usr_x',
  }
  const person = {
    email: 'mallory@example.test',
    first_name: 'M',
    last_name: 'M',
    password: PASSWORD,
    ...more,
  }
  await api('POST', '/register', { json: person })
  const token = await readMailedLink(iron, 'register', person.email)
  const { status, body } = await api('POST', '/verify-email', { json: { token, ...more } })
  expect(status).toBe(200)

  const me = await api('GET', '/me', { token: String(body['token']) })
  expect(me.body).toMatchObject({ staff: null, has_password: false, id: expect.not.stringMatching('usr_x') })
  const [team] = await iron.db.read([iron.db.orm.select().from(schema.staff)])
  expect(team.some(({ userId }) => userId === body['user_id'])).toBe(false)
})

test.each([
  ['/login', { password: 'not it at all' }],
  ['/register', { first_name: 'E', last_name: 'I' }],
  ['/forgot-password', {}],
  ['/sign-in-link', {}],
])('%s answers the same whether there is such a person or not', async (path, more) => {
  await addPerson(iron, { name: `known${path.length}` })
  const [known, unknown] = [
    await api('POST', path, { json: { email: `known${path.length}@example.test`, ...more } }),
    await api('POST', path, { json: { email: 'nobody@example.test', ...more } }),
  ]

  expect(plain(known)).toEqual(plain(unknown))
})

test('every 401 says what to send instead', async () => {
  const answers = [
    await api('GET', '/me'),
    await api('GET', '/me', { token: 'thu_wrong' }),
    await api('POST', '/login', { json: { email: 'nobody@example.test', password: 'x'.repeat(200) } }),
  ]

  expect(answers.map(({ body }) => body['code'])).toEqual([
    'unauthorized',
    'unauthorized',
    'wrong_credentials',
  ])
  for (const { status, headers } of answers) {
    expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  }
})

test('a second factor is asked for with a token that opens nothing else', async () => {
  const { userId, email } = await addPerson(iron, { name: 'careful' })
  const app = { userId, secretSealed: 'sealed', createdAt: 0, confirmedAt: 1 }
  await iron.db.write([iron.db.orm.insert(schema.totpSecrets).values(app)])
  const { status, body, headers } = await api('POST', '/login', { json: { email, password: PASSWORD } })

  expect([status, headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
  expect(body).toMatchObject({
    code: 'second_factor_required',
    waiting_token: expect.stringMatching(/^thu_/),
    options: ['totp', 'recovery'],
  })
  expect((await api('GET', '/me', { token: String(body['waiting_token']) })).status).toBe(401)
})

test('too many tries are told when to come back, counted over a whole /64', async () => {
  const { email } = await addPerson(iron, { name: 'tried' })
  const json = { email, password: 'x'.repeat(200) }
  const statuses = []
  for (let host = 1; host <= 6; host++) {
    const { status, headers } = await api('POST', '/login', { json, from: `2001:db8:1:2:${host}::${host}` })
    statuses.push([status, headers.get('retry-after')])
  }
  expect(statuses.slice(0, 5)).toEqual(Array.from({ length: 5 }, () => [401, null]))
  expect(statuses[5]).toEqual([429, '900'])
  expect((await api('POST', '/login', { json, from: '2001:db8:1:3::1' })).status).toBe(401)
})

test('a mail’s link leads to the host that was asked, whatever else the request claims', async () => {
  const { email } = await addPerson(iron, { name: 'poisoned' })
  const headers = {
    'x-forwarded-host': 'evil.test',
    forwarded: 'host=evil.test',
    referer: 'https://evil.test/',
    'x-original-url': 'https://evil.test/',
  }
  expect((await api('POST', '/forgot-password', { json: { email }, headers })).status).toBe(202)
  const evil = { origin: 'https://evil.test' }
  expect((await api('POST', '/forgot-password', { json: { email }, headers: evil })).status).toBe(403)

  const { orm, read } = iron.db
  const [links] = await read([
    orm.select().from(schema.oneTimeTokens).where(eq(schema.oneTimeTokens.email, email)),
  ])
  expect(links.map(({ details }) => details)).toEqual([{ host: IRON }])
})

describe('a link', () => {
  test('that is spent, forged, for something else or another studio’s is 410, the same for all', async () => {
    const { email } = await addPerson(iron, { name: 'linked' })
    await api('POST', '/sign-in-link', { json: { email } })
    const link = await readMailedLink(iron, 'sign_in', email)
    const tokens = ['', 'x', link.slice(0, -1), link.toUpperCase(), `${link}x`]
    const answers = [
      ...(await Promise.all(tokens.map((token) => api('POST', '/sign-in-link/verify', { json: { token } })))),
      await api('POST', '/reset-password', { json: { token: link, password: PASSWORD } }),
      await api('POST', '/verify-email', { json: { token: link } }),
      await api('POST', '/sign-in-link/verify', { json: { token: link }, host: LOTUS }),
    ]
    for (const answer of answers) expect(plain(answer)).toEqual(plain(answers[0] ?? answer))
    expect(answers[0]).toMatchObject({ status: 410, body: { code: 'link_spent' } })

    const json = { token: link }
    expect((await api('POST', '/sign-in-link/verify', { json })).body).toMatchObject({ token_type: 'bearer' })
    expect((await api('POST', '/sign-in-link/verify', { json })).status).toBe(410)
  })

  test('changes an address, asked for by who is here', async () => {
    const { token, userId } = await tokenOf('moving')
    const json = { email: 'moved@example.test' }
    expect((await api('POST', '/change-email', { json, token })).status).toBe(202)
    const link = await readMailedLink(iron, 'change_email', json.email)
    expect((await api('POST', '/verify-email', { json: { token: link } })).status).toBe(401)
    expect((await api('POST', '/verify-email', { json: { token: link }, token })).status).toBe(204)

    const login = await api('POST', '/login', { json: { ...json, password: PASSWORD } })
    expect(login.body).toMatchObject({ user_id: userId })
  })

  test('resets a password', async () => {
    const { email } = await addPerson(iron, { name: 'forgetful' })
    await api('POST', '/forgot-password', { json: { email } })
    const token = await readMailedLink(iron, 'reset_password', email)
    const reset = (password: string) => api('POST', '/reset-password', { json: { token, password } })

    expect((await reset('short')).body).toMatchObject({
      code: 'invalid_input',
      errors: [{ path: 'password', code: 'too_short' }],
    })
    expect((await reset('nine calm purple otters')).status).toBe(204)
    expect((await reset('nine calm purple otters')).status).toBe(410)
  })
})

test('a person’s own name, password and devices', async () => {
  const { token, userId } = await tokenOf('dora')
  const { secret: other } = await openLogin(iron, { userId, kind: 'token' })
  const changed = await api('PATCH', '/me', {
    json: { name: 'Dora D.', locale: 'bg', email: 'x@x.test' },
    token,
  })
  expect(changed.body).toMatchObject({ name: 'Dora D.', locale: 'bg', email: 'dora@example.test' })

  const { body } = await api('GET', '/me/devices', { token })
  const devices = body['data'] as { id: string; is_current: boolean }[]
  expect(devices.map(({ is_current }) => is_current).toSorted()).toEqual([false, true])
  const otherId = devices.find(({ is_current }) => !is_current)?.id
  expect((await api('DELETE', `/me/devices/${otherId}`, { token })).status).toBe(204)
  expect((await api('DELETE', `/me/devices/${otherId}`, { token })).status).toBe(404)
  expect((await api('GET', '/me', { token: other })).status).toBe(401)
  expect((await api('DELETE', '/me/devices', { token })).status).toBe(204)

  const json = { current_password: PASSWORD, new_password: 'elena' }
  expect((await api('POST', '/change-password', { json, token })).body).toMatchObject({
    errors: [{ path: 'new_password', code: 'too_short' }],
  })
  const right = { ...json, new_password: 'nine calm purple otters' }
  expect((await api('POST', '/change-password', { json: right, token })).status).toBe(204)
  expect((await api('GET', '/me', { token })).status).toBe(200)
})

test('what needs a recent sign-in says so, and goes on after saying once more who one is', async () => {
  const { token } = await tokenOf('late')
  vi.setSystemTime(Date.now() + 11 * 60_000)
  const change = (by: string) =>
    api('POST', '/change-email', { json: { email: 'late2@example.test' }, token: by })

  expect((await change(token)).body).toMatchObject({ status: 403, code: 'reauthentication_required' })
  const again = (password: string) => api('POST', '/reauthenticate', { json: { password }, token })
  expect((await again('x'.repeat(200))).status).toBe(401)
  const renewed = await again(PASSWORD)
  expect(renewed).toMatchObject({ status: 200, body: { token_type: 'bearer' } })
  expect((await change(token)).status).toBe(401)
  expect((await change(String(renewed.body.token))).status).toBe(202)
})

test.each([
  ['GET', '/me'],
  ['PATCH', '/me'],
  ['POST', '/logout'],
  ['POST', '/change-password'],
  ['POST', '/change-email'],
  ['POST', '/reauthenticate'],
  ['GET', '/me/devices'],
  ['DELETE', '/me/devices'],
  ['DELETE', '/me/devices/x'],
])('%s %s is for nobody else: 401 before anything is looked at', async (method, path) => {
  const { token } = await tokenOf(`stranger-${method}${path.replaceAll('/', '-')}`.toLowerCase())
  const json = method === 'GET' || method === 'DELETE' ? {} : { json: { nonsense: true } }
  for (const asked of [{}, { token: 'thu_x' }, { token, host: LOTUS }]) {
    expect((await api(method, path, { ...json, ...asked })).status).toBe(401)
  }
})
