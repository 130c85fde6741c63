import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sql } from 'drizzle-orm'
import { hours } from '../../tenants/durations.ts'
import { toGrants } from '../../tenants/access/grants.ts'
import { makeId } from '../../tenants/ids.ts'
import { apiKeys, clientNotes, clients, roles, users } from '../../db/tenant/schema/index.ts'
import { findLeaks } from '../access/find-leaks.ts'
import { ask, askForm, type Answer } from '../support/ask.ts'
import { demoLogin } from '../support/demo-logins.ts'
import { ironPortal } from '../support/demo-portals.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

// The attacks of reliability.md, 3.1 to 3.5, that need real sockets and real pages; all others are in
// `tests/access/attacks`.

let system: TestSystem
let cookie: string
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
  const { location, cookies } = await signIn('/sign-in')
  expect(location).toBe('/admin')
  cookie = cookies
})
afterAll(() => system.close())

const { host } = ironPortal

async function signIn(path: string, headers: Record<string, string> = {}) {
  const form = demoLogin(system, ironPortal, 'owner')
  const answer = await askForm({ url: system.url, host, path, form, headers })
  const [own = ''] = (answer.headers['set-cookie'] ?? '').split(';')
  return { ...answer, location: answer.headers['location'] ?? '', cookies: own }
}

const get = (path: string, headers: Record<string, string> = {}) =>
  ask({ url: system.url, host, path, headers })

/** Whatever is written, letter by letter; all that comes back before the other side ends it, or in three seconds. */
function sendRaw(text: string): Promise<string> {
  const { hostname, port } = new URL(system.url)
  return new Promise((resolve) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), hostname, () => socket.write(Buffer.from(text, 'latin1')))
    const end = () => {
      socket.destroy()
      resolve(Buffer.concat(chunks).toString('utf8'))
    }
    socket.on('data', (chunk) => chunks.push(chunk))
    socket.on('close', end).on('error', end).setTimeout(1_500, end)
  })
}

/** Nothing of how it is made, of the studio's people or of who is signed in. */
function expectNothing(text: string): void {
  expect(findLeaks(text)).toEqual([])
  expect(text).not.toMatch(/Olga Owner|usr_owner|owner@ironworks/)
}

const answersIn = (text: string) => text.match(/^HTTP\/1\.1 \d+/gm) ?? []

describe('HOST-05: a host that is doubled, garbled or somewhere else', () => {
  test.each([
    ['twice', `GET /admin HTTP/1.1\r\nHost: ${host}\r\nHost: evil.test\r\n`],
    ['with userinfo', `GET /admin HTTP/1.1\r\nHost: a@${host}\r\n`],
    ['with a space', `GET /admin HTTP/1.1\r\nHost: evil.test ${host}\r\n`],
    ['with a slash', `GET /admin HTTP/1.1\r\nHost: ${host}/x\r\n`],
    ['in raw UTF-8', 'GET /admin HTTP/1.1\r\nHost: ïron.test\r\n'],
    ['in the target', `GET http://evil.test/admin HTTP/1.1\r\nHost: ${host}\r\n`],
    ['not at all', 'GET /admin HTTP/1.1\r\n'],
    ['folded', `GET /admin HTTP/1.1\r\nHost: evil.test\r\n ${host}\r\n`],
  ])('%s', async (_how, head) => {
    expectNothing(await sendRaw(`${head}Connection: close\r\n\r\n`))
  })
})

// CONNECT never comes this far: the runtime answers it by itself.
test.each(['TRACE', 'PROPFIND', 'DEBUG', 'get'])('HOST-21: %s gives nothing back', async (method) => {
  const text = await sendRaw(
    `${method} /admin HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nX-Mine: echo-me\r\nConnection: close\r\n\r\n`,
  )
  expectNothing(text)
  expect(text).not.toMatch(/^HTTP\/1\.1 2/)
  expect(text).not.toContain('echo-me')
})

describe('HOST-23: a request within a request', () => {
  const inner = `GET /admin HTTP/1.1\r\nHost: ${host}\r\nX: `
  const post = `POST /sign-in HTTP/1.1\r\nHost: ${host}\r\n`
  test.each([
    [
      'two lengths and chunks',
      `${post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    [
      'chunks by another name',
      `${post}Content-Length: 6\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n${inner}`,
    ],
    ['two lengths', `${post}Content-Length: 0\r\nContent-Length: ${inner.length}\r\n\r\n${inner}`],
    ['a length that is none', `${post}Content-Length: +5\r\n\r\nabcde${inner}`],
    ['bare line feeds', `GET / HTTP/1.1\nHost: ${host}\n\n${inner}`],
  ])('%s', async (_how, text) => {
    const next = `GET /healthz HTTP/1.1\r\nHost: ${host}\r\nCookie: ${cookie}\r\nConnection: close\r\n\r\n`
    const said = await sendRaw(text + next)
    // With the next one's cookie, the inner one would have shown the owner's pages.
    expectNothing(said)
    expect(answersIn(said).length).toBeLessThanOrEqual(2)
  })
})

test.each([
  ['twice', () => `${cookie}; ${cookie}`],
  ['of 8 kB', () => `${cookie}; x=${'a'.repeat(8_000)}; ${cookie}`],
  ['with control signs', () => `${cookie}\u0001`],
  ['with a high byte', () => `${cookie}\u00ff`],
  ['in quotes', () => cookie.replace('=', '="')],
])('AUTH-33: a cookie %s is nobody’s', async (_how, value) => {
  const text = await sendRaw(
    `GET /admin HTTP/1.1\r\nHost: ${host}\r\nCookie: ${value()}\r\nConnection: close\r\n\r\n`,
  )
  expectNothing(text)
  expect(text).not.toMatch(/^HTTP\/1\.1 (200|5)/)
})

test('HOST-19: names that caches keep are no way to somebody’s page', async () => {
  expect((await get('/admin', { cookie })).text).toContain('Olga Owner')
  const paths = [
    '/admin/staff/x.css',
    '/admin/x.css',
    '/account/x.js',
    '/admin%2fx.css',
    '/admin/..%2flogo.png',
    '/theme/..%2fadmin.css',
  ]
  for (const path of paths) {
    const { status, headers } = await get(path, { cookie })
    expect([path, status < 500, headers['cache-control']]).toEqual([path, true, 'private, no-store'])
  }
})

test('AUTH-01: the page says the same whether there is such a person or not', async () => {
  const plain = ({ status, text, headers }: Answer, email: string) => {
    const { 'set-cookie': set, location } = headers
    const ids = /[0-9a-f]{8}-[0-9a-f-]{27}|nonce="[^"]*"|"nonce":"[^"]*"/g
    return [status, set, location, text.replaceAll(email, '').replaceAll(ids, '')]
  }
  for (const path of ['/sign-in', '/forgot-password', '/sign-in/link']) {
    const said = await Promise.all(
      [demoLogin(system, ironPortal, 'manager').email, 'nobody@example.test'].map(async (email) => {
        const form = { email, password: 'x'.repeat(200) }
        return plain(await askForm({ url: system.url, host, path, form }), email)
      }),
    )
    expect(said[0]).toEqual(said[1])
  }
})

test('AUTH-07: signing in gives a new session, whatever cookie was brought', async () => {
  const chosen = `session=${'a'.repeat(40)}`
  const { cookies } = await signIn('/sign-in', { cookie: chosen })
  expect(cookies).toMatch(/^session=[a-z2-7]{40}$/)
  expect([chosen, cookie]).not.toContain(cookies)
  expect((await get('/admin', { cookie: chosen })).status).toBe(303)
})

// More of them: `safe-next.test.ts`.
test.each([
  '//evil.test',
  'https://evil.test',
  '/\\evil.test',
  '/%09/evil.test',
  '%2f%2fevil.test',
  `https://${ironPortal.host}.evil.test`,
  '/@evil.test',
  '/admin\r\nLocation: https://evil.test',
])('AUTH-27: after signing in, next=%j leads nowhere else', async (next) => {
  const { status, location } = await signIn(`/sign-in?next=${encodeURIComponent(next)}`)
  expect([status, new URL(location, `http://${host}`).origin]).toEqual([303, `http://${host}`])
  expect(location).toMatch(/^\/(?![/\\])/)
})

test('AUTH-28: looking at the way out signs nobody out, nor does another site', async () => {
  const { cookies } = await signIn('/sign-in')
  await get('/sign-out', { cookie: cookies })
  await ask({ url: system.url, host, path: '/sign-out', method: 'HEAD', headers: { cookie: cookies } })
  const evil = { cookie: cookies, origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }
  expect((await askForm({ url: system.url, host, path: '/sign-out', form: {}, headers: evil })).status).toBe(
    403,
  )
  expect((await get('/admin', { cookie: cookies })).status).toBe(200)
})

test('ADM-15: what clients and colleagues call things is shown as text, in every page of the admin', async () => {
  const xss = `"'><svg/onload=alert(1)></script><script>alert(2)</script>{{7*7}}<a href=javascript:alert(3)>`
  const db = await system.openTenant(ironPortal.tenantId)
  const { orm, write } = db
  const now = Date.now()
  const id = makeId('cli')
  const person = {
    email: 'xss@example.test',
    firstName: xss,
    lastName: xss,
    locale: 'en',
    createdAt: now,
  } as const
  await write([
    orm.insert(clients).values({ id, ...person }),
    orm
      .insert(clientNotes)
      .values({ id: makeId('nte'), clientId: id, author: 'staff:usr_owner', text: xss, createdAt: now }),
    orm
      .insert(roles)
      .values({ id: 'rol_xss', name: xss, grants: toGrants({}), createdAt: now, updatedAt: now }),
    orm.insert(apiKeys).values({
      id: makeId('key'),
      name: xss,
      keyHash: 'x',
      hint: 'thk_',
      createdAt: now,
      expiresAt: now + hours(99),
    }),
    orm
      .update(users)
      .set({ name: xss })
      .where(sql`id = 'usr_trainer'`),
  ])
  const paths = [
    '/admin/clients',
    `/admin/clients/${id}`,
    '/admin/roles',
    '/admin/roles/rol_xss',
    '/admin/keys',
    '/admin/staff',
    '/admin/staff/usr_trainer',
    '/admin/audit',
  ]
  const seen: string[] = []
  for (const path of paths) {
    const { status, text, headers } = await get(path, { cookie })
    expect([path, status]).toEqual([path, 200])
    expect([path, /<svg\/onload|<script>alert|<a href=javascript/.test(text)]).toEqual([path, false])
    expect(headers['content-security-policy']).toMatch(/script-src[^;]*'nonce-/)
    expect(headers['content-security-policy']).not.toMatch(/script-src[^;]*'unsafe-inline'/)
    if (text.includes('&lt;svg/onload')) seen.push(path)
  }
  expect(seen.length).toBeGreaterThan(4)
})
