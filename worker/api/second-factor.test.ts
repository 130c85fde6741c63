import { afterAll, expect, test, vi } from 'vitest'
import { seconds } from '../../tenants/durations.ts'
import { openSession } from '../../tenants/access/open-session.ts'
import type { AccessContext } from '../../tenants/access/access-context.ts'
import { users } from '../../db/tenant/schema/index.ts'
import { readTotp } from '../../tests/support/read-totp.ts'
import { makePasskey } from '../../tests/support/software-authenticator.ts'
import { IRON, LOTUS } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const site = await makeStaffSite()
const { db, fleet, ask } = site
afterAll(() => vi.useRealTimers())

const context: AccessContext = {
  tenant: { id: 'ten_iron-works', name: 'iron-works' },
  db,
  login: null,
  visitor: { network: '', userAgent: '' },
  now: Date.now,
  requestId: 'req_test',
  origin: `https://${IRON}`,
  keys: fleet.deps.keys,
  announce: async () => {},
}

let made = 0

/** Somebody of Iron Works' with a token, by a link as it were. */
async function makePerson() {
  made += 1
  const id = `usr_${made}`
  const email = `elena${made}@example.test`
  await db.write([db.orm.insert(users).values({ id, email, name: 'Elena', locale: 'en', createdAt: 0 })])
  return { id, ...(await firstFactor(id)) }
}

async function firstFactor(userId: string) {
  const { secret: token, state } = await openSession(context, { userId, method: 'link', kind: 'token' })
  return { token, state }
}

type Sent = { token?: string | undefined; host?: string; json?: unknown }

async function send(method: string, path: string, { token, host = IRON, json }: Sent = {}) {
  const answer = await ask({
    path: `/api/v1/users${path}`,
    host,
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  // Whatever the test says it is.
  return { status: answer.status, body: JSON.parse(text || '{}') as Record<string, unknown> }
}

const codeAt = (secret: unknown, steps: number) => readTotp(String(secret), Date.now() + seconds(30 * steps))

test('an app is set up, asked for, and taken away again', async () => {
  const { id, token } = await makePerson()
  const begun = await send('POST', '/2fa/begin', { token })
  expect(begun).toMatchObject({ status: 200, body: { uri: expect.stringContaining('issuer=iron-works') } })
  const { secret } = begun.body
  const confirmed = await send('POST', '/2fa/confirm', { token, json: { code: codeAt(secret, -1) } })
  expect(confirmed).toMatchObject({ status: 200, body: { recovery_codes: { length: 10 } } })
  expect(await send('GET', '/2fa', { token })).toEqual({
    status: 200,
    body: { totp_since: '2027-01-04T06:00:00Z', recovery_codes_left: 10, passkeys: 0 },
  })

  const { token: waiting_token, state } = await firstFactor(id)
  expect(state).toBe('second_factor')
  expect(await send('GET', '/2fa', { token: waiting_token })).toMatchObject({ status: 401 })
  const wrong = await send('POST', '/2fa/verify', { json: { waiting_token, code: '000000' } })
  expect(wrong).toMatchObject({
    status: 401,
    body: { code: 'wrong_credentials', errors: [{ path: 'code' }] },
  })
  const elsewhere = { host: LOTUS, json: { waiting_token, code: codeAt(secret, 0) } }
  expect(await send('POST', '/2fa/verify', elsewhere)).toMatchObject({ status: 401 })
  const right = await send('POST', '/2fa/verify', { json: { waiting_token, code: codeAt(secret, 0) } })
  expect(right).toMatchObject({ status: 200, body: { user_id: id, token_type: 'bearer' } })
  const opened = String(right.body['token'])
  expect(opened).not.toBe(waiting_token)

  const again = { token: opened, json: { code: codeAt(secret, 1) } }
  const renewed = await send('POST', '/2fa/reauthenticate', again)
  expect(renewed.status).toBe(200)
  const fresh = String(renewed.body['token'])
  expect(await send('GET', '/2fa', { token: opened })).toMatchObject({ status: 401 })
  expect(await send('POST', '/2fa/recovery-codes', { token: fresh })).toMatchObject({ status: 200 })
  expect(await send('POST', '/2fa/remove', { token: fresh })).toMatchObject({ status: 204 })
  expect(await send('GET', '/2fa', { token })).toMatchObject({ status: 401 })
})

test('the sixth wrong code is one too many, and says when to come back', async () => {
  const { id, token } = await makePerson()
  const { body } = await send('POST', '/2fa/begin', { token })
  await send('POST', '/2fa/confirm', { token, json: { code: codeAt(body['secret'], 0) } })
  const { token: waiting_token } = await firstFactor(id)
  const json = { waiting_token, code: '000000' }
  const statuses = []
  for (let tries = 0; tries < 6; tries++) statuses.push((await send('POST', '/2fa/verify', { json })).status)

  expect(statuses).toEqual([401, 401, 401, 401, 401, 429])
})

test('a passkey is added, signs in, and is one’s own', async () => {
  const { id, token } = await makePerson()
  const { token: stranger } = await makePerson()
  const passkey = await makePasskey(`https://${IRON}`)
  const { body: asked } = await send('POST', '/passkeys/begin', { token })
  const { challenge_id, options } = asked
  const response = await passkey.create(options as Parameters<typeof passkey.create>[0])
  const json = { challenge_id, response, name: 'Telephone' }
  expect(await send('POST', '/passkeys', { token: stranger, json })).toMatchObject({ status: 401 })
  expect(await send('POST', '/passkeys', { token, json })).toEqual({ status: 201, body: { id: passkey.id } })

  const signIn = async (host: string) => {
    const { body } = await send('POST', '/passkeys/sign-in/begin', { host })
    const answer = await passkey.get(body['options'] as Parameters<typeof passkey.get>[0])
    return send('POST', '/passkeys/sign-in', {
      host,
      json: { challenge_id: body['challenge_id'], response: answer },
    })
  }
  expect(await signIn(LOTUS)).toMatchObject({ status: 401, body: { code: 'wrong_credentials' } })
  expect(await signIn('iron-works.trainerhub.test')).toMatchObject({ status: 401 })
  expect(await signIn(IRON)).toMatchObject({ status: 200, body: { user_id: id } })

  const one = `/passkeys/${passkey.id}`
  expect(await send('PATCH', one, { token: stranger, json: { name: 'Mine' } })).toMatchObject({ status: 404 })
  expect(await send('DELETE', one, { token: stranger })).toMatchObject({ status: 404 })
  expect(await send('PATCH', one, { token, json: { name: 'Old telephone' } })).toMatchObject({ status: 204 })
  expect(await send('GET', '/passkeys', { token })).toMatchObject({
    body: {
      data: [{ name: 'Old telephone', host: IRON, is_for_here: true, created_at: '2027-01-04T06:00:00Z' }],
    },
  })
  expect(await send('DELETE', one, { token })).toMatchObject({ status: 204 })
  expect(await signIn(IRON)).toMatchObject({ status: 401 })
})

test.each([
  ['GET', '/2fa'],
  ['POST', '/2fa/begin'],
  ['POST', '/2fa/confirm'],
  ['POST', '/2fa/reauthenticate'],
  ['POST', '/2fa/recovery-codes'],
  ['POST', '/2fa/remove'],
  ['GET', '/passkeys'],
  ['POST', '/passkeys/begin'],
  ['POST', '/passkeys'],
  ['PATCH', '/passkeys/AAAA'],
  ['DELETE', '/passkeys/AAAA'],
  ['POST', '/passkeys/reauthenticate/begin'],
  ['POST', '/passkeys/reauthenticate'],
])('%s %s is for people who have signed in here, whatever is sent', async (method, path) => {
  const { token } = await makePerson()
  const json = method === 'GET' || method === 'DELETE' ? undefined : {}

  expect(await send(method, path, { json })).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  expect(await send(method, path, { json, token, host: LOTUS })).toMatchObject({ status: 401 })
  expect((await site.asStaff(method, `/users${path}`, json)).status).toBe(401)
})
