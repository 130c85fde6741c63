import { afterEach, expect, test, vi } from 'vitest'
import { hostnames, tenants } from '../db/registry/schema/index.ts'
import { minutes } from '../tenants/durations.ts'
import { captureLog } from './testing/capture-log.ts'
import { IRON, LOTUS, makeSite, OLD, PLATFORM } from './testing/make-site.ts'

afterEach(() => vi.useRealTimers())

test('a studio is found by its own domain and by its name under the platform', async () => {
  const { ask } = await makeSite()

  expect(await (await ask({ path: '/' })).text()).toBe('the site of iron-works')
  expect(await (await ask({ path: '/', host: 'iron-works.trainerhub.test' })).text()).toBe(
    'the site of iron-works',
  )
  expect(await (await ask({ path: '/', host: LOTUS })).text()).toBe('the site of lotus-yoga')
})

test('nothing but the Host header chooses the studio', async () => {
  const { ask } = await makeSite()
  const headers = {
    'x-forwarded-host': LOTUS,
    forwarded: `host=${LOTUS}`,
    'x-original-host': LOTUS,
    'mf-original-url': `https://${LOTUS}/`,
    'x-tenant-id': 'ten_lotus-yoga',
    cookie: 'tenant=ten_lotus-yoga',
  }

  const page = await ask({ path: `/?host=${LOTUS}&tenant=ten_lotus-yoga`, headers })
  expect(await page.text()).toBe('the site of iron-works')
})

test('addresses that no database can look up are answered without one, site and API alike', async () => {
  const { ask, portal } = await makeSite()

  for (const prefix of ['', '/api/v1']) {
    expect((await ask({ path: `${prefix}/bookings/bkg_%00` })).status).toBe(404)
    expect((await ask({ path: `${prefix}/trainers?cursor=%00&cursor=1` })).status).toBe(422)
  }
  expect(portal.failures).toEqual(['not_found', 'invalid_input'])
})

test('the site never sees a forwarded host', async () => {
  const { ask, portal } = await makeSite()
  await ask({ path: '/', headers: { 'x-forwarded-host': LOTUS } })

  expect(portal.asked[0]?.headers.get('x-forwarded-host')).toBeNull()
})

test.each(['nope.trainerhub.test', '127.0.0.1', 'localhost', 'iron-works.trainerhub.test.'])(
  'at %s there is a neutral 404 that names no studio',
  async (host) => {
    const { ask } = await makeSite()
    const page = await ask({ path: '/', headers: { host } })

    expect(page.status).toBe(404)
    expect(page.headers.get('set-cookie')).toBeNull()
    expect(page.headers.get('cache-control')).toBe('private, no-store')
    expect(await page.text()).not.toMatch(/iron|lotus/i)
    const problem = await ask({ path: '/api/v1/studio', headers: { host } })
    expect(problem.headers.get('content-type')).toBe('application/problem+json')
    expect(await problem.json()).toMatchObject({ status: 404, code: 'not_found' })
  },
)

test('a closed studio answers 410 on its page and its API, and names nothing', async () => {
  const { ask } = await makeSite()

  for (const path of ['/', '/book/assessment', '/api/docs']) {
    const page = await ask({ path, host: OLD })
    expect(page.status).toBe(410)
    expect(await page.text()).not.toMatch(/old-gym|Iron Works/)
  }
  const problem = await ask({ path: '/api/v1/trainers', host: OLD })
  expect([problem.status, await problem.json()]).toMatchObject([410, { code: 'tenant_suspended' }])
})

test('the platform has a page of its own, and no studio', async () => {
  const { ask, portal } = await makeSite()

  for (const host of [PLATFORM, 'ops.trainerhub.test']) {
    expect(await (await ask({ path: '/', host })).text()).toContain('TrainerHub')
    expect((await ask({ path: '/api/v1/studio', host })).status).toBe(404)
    expect((await ask({ path: '/book', host })).status).toBe(404)
  }
  expect(portal.asked).toEqual([])
})

test('healthz answers on any host', async () => {
  const { ask } = await makeSite()

  for (const host of [IRON, OLD, PLATFORM, 'nope.test', '127.0.0.1']) {
    expect((await ask({ path: '/healthz', headers: { host } })).status).toBe(200)
  }
})

test('every answer has a number of its own and the headers that none may lack', async () => {
  const { ask } = await makeSite()
  const sent = { 'x-request-id': 'mine' }
  const answers = [
    await ask({ path: '/', headers: sent }),
    await ask({ path: '/api/v1/studio', headers: sent }),
    await ask({ path: '/api/v1/nope', headers: sent }),
    await ask({ path: '/', host: OLD, headers: sent }),
    await ask({ path: '/', host: 'nope.test', headers: sent }),
    await ask({ path: '/', method: 'DELETE', headers: sent }),
    await ask({ path: '/healthz', headers: sent }),
  ]

  for (const { headers } of answers) {
    expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000')
    expect(headers.get('set-cookie')).toBeNull()
    expect(headers.get('access-control-allow-origin')).toBeNull()
  }
  expect(new Set(answers.map(({ headers }) => headers.get('x-request-id'))).size).toBe(answers.length)
})

test('only a theme, whose address changes with it, may be kept', async () => {
  const { ask } = await makeSite({
    renderPortal: async (request) =>
      new Response('', {
        status: request.url.endsWith('gone.css') ? 404 : 200,
        headers: { 'cache-control': 'public, max-age=31536000, immutable' },
      }),
  })

  expect((await ask({ path: '/theme/abc.css' })).headers.get('cache-control')).toContain('immutable')
  for (const path of ['/theme/gone.css', '/theme/a/b.css', '/book/x.css', '/theme/abc.css/more']) {
    expect((await ask({ path })).headers.get('cache-control')).toBe('private, no-store')
  }
})

test('Server-Timing is shown in development, and in production when asked for', async () => {
  const { ask, env } = await makeSite()
  const timing = (await ask({ path: '/api/v1/studio' })).headers.get('server-timing')
  expect(timing).toMatch(/^resolve;dur=[\d.]+, db;dur=[\d.]+;desc="1 round trips", total;dur=[\d.]+$/)

  delete env.DEV_MAILBOX
  expect((await ask({ path: '/' })).headers.get('server-timing')).toBeNull()
  env.DEBUG_TIMING = '1'
  expect((await ask({ path: '/' })).headers.get('server-timing')).toContain('render;dur=')
})

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])('%s is not for pages', async (method) => {
  const { ask } = await makeSite()
  const answer = await ask({ path: '/', method })

  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe('GET, HEAD, POST')
})

test('a method cannot be smuggled in with a header', async () => {
  const { ask, portal } = await makeSite()
  const headers = { 'x-http-method-override': 'DELETE', origin: `https://${IRON}` }
  await ask({ path: '/', method: 'POST', headers })

  expect(portal.asked.map(({ method }) => method)).toEqual(['POST'])
})

test('HEAD is GET without a body', async () => {
  const { ask } = await makeSite()
  const answer = await ask({ path: '/', method: 'HEAD' })

  expect([answer.status, await answer.text()]).toEqual([200, ''])
})

test('more than 64 kB is refused, with a length or without', async () => {
  const { ask, app, env } = await makeSite()
  const origin = `https://${IRON}`
  const body = 'x'.repeat(64 * 1024 + 1)
  expect((await ask({ path: '/', method: 'POST', headers: { origin }, body })).status).toBe(413)

  const stream = new Blob([body]).stream()
  const chunked = new Request(`${origin}/`, {
    method: 'POST',
    headers: { origin },
    body: stream,
    duplex: 'half',
  } as RequestInit)
  const context = { waitUntil: () => {}, passThroughOnException: () => {}, props: {} }
  const answer = await app.fetch(chunked, env, context as unknown as ExecutionContext)
  expect(answer.status).toBe(413)
})

test('what is refused before the site is asked is shown in the studio’s look, and nothing is carried out', async () => {
  const { ask, portal } = await makeSite()
  const page = await ask({
    path: '/book',
    method: 'POST',
    body: 'a=b',
    headers: { origin: 'https://evil.test' },
  })

  expect([page.status, await page.text()]).toEqual([403, 'forbidden_origin'])
  expect(portal.asked.map(({ method }) => method)).toEqual(['GET'])
})

test('a site that breaks is a neutral 500 with a number, and the log has the reason', async () => {
  const takeLog = captureLog()
  const { ask } = await makeSite({
    renderPortal: async () => {
      throw new Error('secret detail')
    },
  })
  const page = await ask({ path: '/' })

  expect(page.status).toBe(500)
  const text = await page.text()
  expect(text).toContain(page.headers.get('x-request-id'))
  expect(text).not.toContain('secret')
  expect(takeLog()).toContain('request_failed')
})

test('a wrong database behind a studio is 503, an alert, and nobody’s data', async () => {
  const takeLog = captureLog()
  const { ask, fleet } = await makeSite()
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ databaseUrl: fleet.address('ten-lotus-yoga').url })])

  const problem = await ask({ path: '/api/v1/trainers' })
  expect(problem.status).toBe(503)
  expect(problem.headers.get('retry-after')).not.toBeNull()
  expect(await problem.json()).toMatchObject({ code: 'unavailable' })
  expect(takeLog()).toContain('wrong_database')
})

test('a token that was sealed for another studio opens nothing', async () => {
  const takeLog = captureLog()
  const { ask, fleet } = await makeSite()
  const { orm, read, write } = fleet.deps.registry
  const [rows] = await read([orm.select().from(tenants)])
  const other = rows.find(({ slug }) => slug === 'lotus-yoga')
  await write([
    orm.update(tenants).set({ databaseTokenEncrypted: other?.databaseTokenEncrypted ?? '', slug: undefined }),
  ])

  expect((await ask({ path: '/' })).status).toBe(503)
  expect(takeLog()).toContain('request_failed')
})

test('while the registry is down known studios go on and unknown hosts are 503', async () => {
  const takeLog = captureLog()
  const { ask, env } = await makeSite()
  await ask({ path: '/' })
  env.REGISTRY_URL = 'http://127.0.0.1:1/'
  vi.setSystemTime(Date.now() + minutes(4))

  expect(await (await ask({ path: '/' })).text()).toBe('the site of iron-works')
  const page = await ask({ path: '/', host: LOTUS })
  expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5'])
  expect((await ask({ path: '/', host: PLATFORM })).status).toBe(200)
  expect(takeLog()).toContain('request_failed')
})

test('a studio that is closed while it is known is closed within a minute', async () => {
  const { ask, fleet } = await makeSite()
  await ask({ path: '/' })
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ status: 'suspended' })])
  vi.setSystemTime(Date.now() + minutes(1))

  expect((await ask({ path: '/' })).status).toBe(410)
})

test('a host that was taken away is gone from the shared cache too', async () => {
  const { ask, fleet, fakes } = await makeSite()
  await ask({ path: '/' })
  expect([...fakes.hostnames.entries.keys()]).toEqual([`host/${IRON}`])
  const { orm, write } = fleet.deps.registry
  await write([orm.delete(hostnames)])
  vi.setSystemTime(Date.now() + minutes(1))

  expect((await ask({ path: '/' })).status).toBe(404)
  expect(fakes.hostnames.entries.size).toBe(0)
})

test('whoever comes by an alias is sent to the main name, with what was asked for', async () => {
  const { ask, fleet } = await makeSite()
  const { orm, write } = fleet.deps.registry
  const host = 'old.iron.test'
  const row = { host, kind: 'custom' as const, tenantId: 'ten_iron-works', createdAt: 0, redirects: true }
  await write([orm.insert(hostnames).values(row)])

  const read = await ask({ path: '/en/bookings/bkg_1?token=a%20b', host })
  expect([read.status, read.headers.get('location')]).toEqual([
    301,
    `https://${IRON}/en/bookings/bkg_1?token=a%20b`,
  ])
  const sent = await ask({ path: '/api/v1/bookings', host, method: 'POST', body: '{}' })
  expect([sent.status, sent.headers.get('location')]).toEqual([308, `https://${IRON}/api/v1/bookings`])
  expect(read.headers.get('cache-control')).toBe('private, no-store')
})
