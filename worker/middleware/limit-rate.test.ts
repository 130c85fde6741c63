import { afterEach, expect, test, vi } from 'vitest'
import { captureLog } from '../testing/capture-log.ts'
import { IRON, LOTUS, makeSite, PLATFORM } from '../testing/make-site.ts'
import { networkOf } from '../request-origin.ts'

afterEach(() => vi.useRealTimers())

test('reading, asking for times and booking are counted apart, per studio and visitor', async () => {
  const { ask, fakes } = await makeSite()
  const headers = { 'cf-connecting-ip': '203.0.113.7', 'x-forwarded-for': '198.51.100.1' }
  await ask({ path: '/', headers })
  await ask({ path: '/api/v1/studio', host: LOTUS, headers })
  await ask({ path: '/api/v1/availability/available-slots', headers })
  await ask({ path: '/api/v1/bookings', method: 'POST', headers })
  await ask({ path: '/book', method: 'POST', headers: { ...headers, origin: `https://${IRON}` } })

  const iron = 'ten_iron-works:203.0.113.7'
  expect(fakes.limits.others.state.keys).toEqual([iron, 'ten_lotus-yoga:203.0.113.7'])
  expect(fakes.limits.slots.state.keys).toEqual([iron])
  expect(fakes.limits.bookings.state.keys).toEqual([iron, iron])
})

test('what staff enter by their key is not counted with bookings, except through a form', async () => {
  const { ask, fakes } = await makeSite()
  const headers = { authorization: 'Bearer thk_whoever', origin: `https://${IRON}` }
  await ask({ path: '/api/v1/services', method: 'POST', headers })
  await ask({ path: '/book', method: 'POST', headers })

  expect(fakes.limits.others.state.keys).toHaveLength(1)
  expect(fakes.limits.bookings.state.keys).toHaveLength(1)
})

test('too much is 429 with a time to come back, for programs and for people', async () => {
  const { ask, fakes, portal } = await makeSite()
  for (const { state } of Object.values(fakes.limits)) state.isAllowed = false

  const problem = await ask({ path: '/api/v1/availability/available-slots' })
  expect([problem.status, problem.headers.get('retry-after')]).toEqual([429, '60'])
  expect(await problem.json()).toMatchObject({ code: 'rate_limited' })
  const page = await ask({ path: '/book', method: 'POST', headers: { origin: `https://${IRON}` } })
  expect([page.status, page.headers.get('retry-after'), await page.text()]).toEqual([
    429,
    '60',
    'rate_limited',
  ])
  expect(portal.asked.map(({ method }) => method)).toEqual(['GET'])
})

test("a page's own post is answered as one, and nothing of it is carried out", async () => {
  const { ask, fakes, portal } = await makeSite()
  fakes.limits.bookings.state.isAllowed = false

  const headers = { origin: `https://${IRON}`, 'content-type': 'text/plain' }
  const answer = await ask({ path: '/book.data', method: 'POST', headers, body: 'firstName=Elena' })

  expect(answer.status).toBe(429)
  expect(portal.failures).toEqual(['rate_limited'])
  const [asked] = portal.asked
  expect([asked?.method, await asked?.text()]).toEqual(['POST', ''])
})

test('the platform, healthz and what a page needs to look right are not counted', async () => {
  const { ask, fakes } = await makeSite()
  await ask({ path: '/theme/0123abcd.css' })
  await ask({ path: '/favicon.svg' })
  await ask({ path: '/', host: PLATFORM })
  await ask({ path: '/healthz' })

  expect(fakes.limits.others.state.keys).toEqual([])
})

test('a limiter that fails lets people book', async () => {
  const takeLog = captureLog()
  const { ask, env } = await makeSite()
  env.RATE_LIMIT_OTHERS = {
    limit: async () => {
      throw new Error('down')
    },
  }

  expect((await ask({ path: '/' })).status).toBe(200)
  expect(takeLog()).toContain('rate_limit_failed')
})

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:db8:1:2::9', '2001:db8:1:2'],
  ['2001:db8::9:8:7:6', '2001:db8:0:0'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['', ''],
])('%s comes from %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
