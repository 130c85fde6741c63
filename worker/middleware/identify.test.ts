import { eq } from 'drizzle-orm'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { createStaffKey } from '../../tenants/access/create-staff-key.ts'
import { revokeStaffKey } from '../../tenants/access/revoke-staff-key.ts'
import { apiKeys, loginSessions, users } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { addPerson, openLogin } from '../../tests/support/add-person.ts'
import { captureLog } from '../testing/capture-log.ts'
import { IRON, LOTUS, makeSite } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'

const seen: Pick<TenantContext, 'actor' | 'login'>[] = []
const site = await makeSite({
  renderPortal: async (_request, { ctx, failure }) => {
    seen.push(ctx)
    return new Response(failure?.code ?? '', { status: failure?.status ?? 200 })
  },
})
const { ask, fleet } = site
afterAll(() => vi.useRealTimers())

const access = {
  db: openTenantDatabase('ten_iron-works', fleet.address('ten-iron-works')),
  now: fleet.clock.now,
}

async function getStudio(authorization: string | undefined, host = IRON) {
  const headers = authorization === undefined ? {} : { authorization }
  const answer = await ask({ path: '/api/v1/studio', host, headers })
  const timing = answer.headers.get('server-timing') ?? ''
  return {
    status: answer.status,
    roundTrips: Number(/desc="(\d+) round trips"/.exec(timing)?.[1]),
    challenge: answer.headers.get('www-authenticate'),
    body: await answer.json(),
  }
}

test('a staff key opens its own studio, and costs one round trip more', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })
  const without = await getStudio(undefined)
  // Its first use is noted, beside the answer.
  await getStudio(`Bearer ${key}`)

  for (const scheme of ['Bearer', 'bearer']) {
    expect(await getStudio(`${scheme} ${key}`)).toMatchObject({
      status: 200,
      roundTrips: without.roundTrips + 1,
    })
  }
})

test('the key of one studio is nothing at another', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })

  expect(await getStudio(`Bearer ${key}`, LOTUS)).toMatchObject({
    status: 401,
    body: { code: 'unauthorized' },
  })
})

test('a revoked key is refused, and revoking it again changes nothing', async () => {
  const { keyId, key } = await createStaffKey(access, { name: 'Till' })

  expect(await revokeStaffKey(access, { keyId })).toBe(true)
  expect(await revokeStaffKey(access, { keyId })).toBe(false)
  expect(await getStudio(`Bearer ${key}`)).toMatchObject({
    status: 401,
    challenge: 'Bearer',
    body: { code: 'unauthorized', detail: expect.any(String) },
  })
})

test.each([`thk_${'A'.repeat(32)}`, 'thk_', 'thk_short', `thk_${'A'.repeat(33)}`, `thk_${'%'.repeat(32)}`])(
  '%s is refused',
  async (key) => {
    expect(await getStudio(`Bearer ${key}`)).toMatchObject({ status: 401, body: { code: 'unauthorized' } })
  },
)

test.each(['Bearer local.abcdef', 'Basic dGhrXzox', 'Bearer', ''])(
  '%j is no staff key and is left to the route',
  async (authorization) => {
    expect(await getStudio(authorization)).toMatchObject({ status: 200 })
  },
)

test('a cookie makes nobody staff at the API', async () => {
  const { key } = await createStaffKey(access, { name: 'Till' })
  const answer = await ask({ path: '/api/v1/studio', headers: { cookie: `Authorization=Bearer ${key}` } })

  expect(answer.headers.get('server-timing')).toContain('1 round trips')
})

/** Who the site is told asks for a page, and what finding that out costs. */
async function visit(path: string, cookie?: string, host = IRON) {
  seen.length = 0
  const answer = await ask({ path, host, headers: cookie === undefined ? {} : { cookie } })
  const roundTrips = Number(/desc="(\d+) round trips"/.exec(answer.headers.get('server-timing') ?? '')?.[1])
  return { status: answer.status, actor: seen[0]?.actor, login: seen[0]?.login, roundTrips }
}

const nobody = { status: 200, actor: { kind: 'visitor' }, login: null }

describe('the session cookie', async () => {
  const iron = makeStudioContext(site, 'iron-works')
  const boss = await addPerson(iron, { name: 'boss', role: 'owner', isClient: true })
  const { secret } = await openLogin(iron, { ...boss, rank: 'staff' })
  const cookie = `__Host-session=${secret}`
  // Being seen is noted, beside the first answer.
  await visit('/', cookie)

  test.each(['/admin', '/admin/staff', '/admin/staff.data', '/admin.data', '/bg/admin', '/bg/admin/roles'])(
    'says at %s that staff ask, for one round trip',
    async (path) => {
      expect(await visit(path, cookie)).toMatchObject({
        actor: { kind: 'staff', id: boss.userId },
        login: { user: { id: boss.userId } },
        roundTrips: 1,
      })
    },
  )

  test.each(['/', '/book/assessment', '/account', '/_root.data', '/administer', '/bgx/admin', '/x/y/admin'])(
    'says at %s that a client asks',
    async (path) => {
      expect(await visit(path, cookie)).toMatchObject({
        actor: { kind: 'client', userId: boss.userId, clientId: 'cli_boss' },
        login: { user: { id: boss.userId } },
      })
    },
  )

  test('is not looked at for what is the same for everybody', async () => {
    for (const path of ['/theme/abc.css', '/favicon.svg', '/robots.txt', '/sitemap.xml', '/api/docs']) {
      expect((await visit(path, cookie)).roundTrips).toBe(0)
    }
  })

  test.each([
    undefined,
    '',
    'lang=bg',
    '__Host-session=',
    '__Host-session=%',
    `__Host-session=${'a'.repeat(8_000)}`,
    `${cookie}; ${cookie}`,
    `session=${secret}`,
    `${cookie}x`,
    `${cookie.slice(0, -1)}\u00ff`,
  ])('%j is nobody, and costs nothing', async (garbled) => {
    expect(await visit('/admin', garbled)).toEqual({ ...nobody, roundTrips: 0 })
  })

  test('of another studio, or none, is nobody’s', async () => {
    expect(await visit('/admin', cookie, LOTUS)).toMatchObject(nobody)
    expect(await visit('/admin', `__Host-session=${'a'.repeat(40)}`)).toMatchObject(nobody)
  })

  test('opens nothing at the API, as a cookie or as a bearer', async () => {
    expect((await ask({ path: '/api/v1/users/me', headers: { cookie } })).status).toBe(401)
    const authorization = `Bearer thu_${secret}`
    expect((await ask({ path: '/api/v1/users/me', headers: { authorization } })).status).toBe(401)
  })

  test('of who is disabled is nobody’s with the next request', async () => {
    const { userId } = await addPerson(iron, { name: 'brief' })
    const brief = `__Host-session=${(await openLogin(iron, { userId })).secret}`
    expect((await visit('/', brief)).actor?.kind).toBe('client')

    const { orm, write } = iron.db
    await write([orm.update(users).set({ status: 'disabled' }).where(eq(users.id, userId))])
    expect(await visit('/', brief)).toMatchObject(nobody)
  })
})

test('a studio whose database is down shows that to who has a cookie; others see no difference', async () => {
  const takeLog = captureLog()
  const fetchAsItIs = globalThis.fetch
  globalThis.fetch = () => Promise.reject(new TypeError('down'))
  try {
    expect(await visit('/', `__Host-session=${'a'.repeat(40)}`)).toMatchObject({ status: 503 })
    expect(await visit('/', '__Host-session=garbled')).toMatchObject(nobody)
  } finally {
    globalThis.fetch = fetchAsItIs
  }
  expect(takeLog()).toContain('request_failed')
})

describe('a person’s token', async () => {
  const iron = makeStudioContext(site, 'iron-works')
  const { userId } = await addPerson(iron, { name: 'token' })
  const { secret, sessionId } = await openLogin(iron, { userId, kind: 'token' })

  test('says at the API who asks', async () => {
    const answer = await ask({ path: '/api/v1/users/me', headers: { authorization: `Bearer ${secret}` } })
    expect([answer.status, await answer.json()]).toMatchObject([200, { id: userId, client_id: 'cli_token' }])
  })

  test('is no cookie', async () => {
    expect(await visit('/', `__Host-session=${secret}`)).toEqual({ ...nobody, roundTrips: 0 })
    expect(await visit('/', `__Host-session=${secret.slice(4)}`)).toMatchObject(nobody)
  })

  test('that is wrong, of another studio, or over is refused wherever it is sent', async () => {
    const stale = await openLogin(iron, { userId, kind: 'token' })
    await iron.db.write([
      iron.db.orm.update(loginSessions).set({ endsAt: 1 }).where(eq(loginSessions.id, stale.sessionId)),
    ])
    for (const [token, host] of [
      ['thu_', IRON],
      [`thu_${'a'.repeat(40)}`, IRON],
      [stale.secret, IRON],
      [secret, LOTUS],
      [sessionId, IRON],
    ] as const) {
      const wanted = token.startsWith('thu_') ? 401 : 200
      const answer = await getStudio(`Bearer ${token}`, host)
      expect(answer.status).toBe(wanted)
      if (wanted === 401)
        expect(answer).toMatchObject({ challenge: 'Bearer', body: { code: 'unauthorized' } })
    }
  })
})

test('neither a key nor a session is taken from an address', async () => {
  const { key } = await createStaffKey(access, { name: 'Shown' })
  const iron = makeStudioContext(site, 'iron-works')
  const { userId } = await addPerson(iron, { name: 'shown', role: 'owner' })
  const { secret } = await openLogin(iron, { userId, kind: 'token', rank: 'staff' })
  for (const name of ['token', 'access_token', 'api_key', 'authorization', '__Host-session']) {
    for (const path of [`/clients?${name}=${key}`, `/users/me?${name}=${secret}`]) {
      expect((await ask({ path: `/api/v1${path}` })).status).toBe(401)
    }
  }
})

test('when a key was last used is kept to the minute', async () => {
  const { keyId, key } = await createStaffKey(access, { name: 'Seen' })
  const readLastUse = async () => {
    const { orm, read } = access.db
    const [[row]] = await read([orm.select().from(apiKeys).where(eq(apiKeys.id, keyId))])
    return row?.lastUsedAt
  }
  expect(await readLastUse()).toBeNull()
  const start = Date.now()
  for (const [later, used] of [
    [0, start],
    [59_999, start],
    [60_000, start + 60_000],
  ] as const) {
    vi.setSystemTime(start + later)
    await getStudio(`Bearer ${key}`)
    expect(await readLastUse()).toBe(used)
  }
})
