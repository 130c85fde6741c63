import { afterAll, beforeAll, expect, test } from 'vitest'
import { ask, askApi, type Answer } from '../support/ask.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

let system: TestSystem
beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
})
afterAll(() => system.close())

const A = 'book.ironworks.test'
const B = 'book.lotus-yoga.test'

/** Words that stand in Iron Works' database and in no other. */
const canariesOfA = ['Iron Works', 'Айрън', 'trn_maria', 'svc_personal_training', 'loc_sofia', 'Europe/Sofia']

const paths = [
  '/',
  '/book',
  '/book/personal-training',
  '/book/personal-training/maria',
  '/book/private-yoga/any',
  '/en/',
  '/sitemap.xml',
  '/manifest.webmanifest',
  '/nowhere',
  '/api/v1/studio',
  '/api/v1/trainers',
  '/api/v1/trainers/trn_maria',
  '/api/v1/services',
  '/api/v1/services/svc_personal_training',
  '/api/v1/availability/available-slots?service_id=svc_personal_training&from=2027-01-04&to=2027-01-05',
  '/api/v1/availability/available-slots?service_id=svc_private_yoga&trainer_id=trn_maria&from=2027-01-04&to=2027-01-05',
  '/api/v1/openapi.json',
]

const disguises: Record<string, string>[] = [
  {},
  { 'x-forwarded-host': A },
  { forwarded: `host=${A}` },
  { 'x-host': A, 'x-original-host': A, 'x-tenant-id': 'ten_ironworks' },
  { 'mf-original-url': `http://${A}/` },
  { origin: `http://${A}`, referer: `http://${A}/` },
  { cookie: 'tenant=ten_ironworks; host=book.ironworks.test' },
]

function expectNothingOfA({ text, headers }: Answer, asked: string) {
  // What was asked for may be repeated in a link or a sentence; everything else may not be there.
  const own = asked.split(/[/?&=]/)
  const said = text + JSON.stringify(headers)
  expect(canariesOfA.filter((canary) => !own.includes(canary) && said.includes(canary))).toEqual([])
}

test.each(paths)("nothing of one studio is on another's host, whatever the headers say: %s", async (path) => {
  for (const headers of disguises) {
    const answer = await ask({ url: system.url, host: B, path, headers })

    expectNothingOfA(answer, path)
    expect(answer.status).toBeLessThan(500)
  }
})

test.each([`/?host=${A}`, '/?tenant=ten_ironworks', `//${A}/`, `/http://${A}/`, '/%2e%2e/'])(
  'no address chooses another studio: %s',
  async (path) => {
    expectNothingOfA(await ask({ url: system.url, host: B, path }), path)
  },
)

test("one studio's booking and manage link are unknown on another's host", async () => {
  const slots = (
    await askApi({
      url: system.url,
      host: A,
      path: `/availability/available-slots?service_id=assessment&from=${day(2)}&to=${day(9)}`,
    })
  ).json() as { available_slots: string[] }
  const json = {
    service_id: 'assessment',
    start_time: slots.available_slots[0],
    client: { first_name: 'Canary', last_name: 'Kanarchev', email: 'canary@example.test' },
  }
  const made = await askApi({ url: system.url, host: A, path: '/bookings', method: 'POST', json })
  expect(made.status).toBe(201)
  const { id, manage_url } = made.json() as { id: string; manage_url: string }
  const token = new URL(manage_url).searchParams.get('token') ?? ''

  const mine = await askApi({ url: system.url, host: A, path: `/bookings/${id}?token=${token}` })
  const theirs = await askApi({ url: system.url, host: B, path: `/bookings/${id}?token=${token}` })
  const page = await ask({ url: system.url, host: B, path: `/bookings/${id}?token=${token}` })
  const cancel = {
    url: system.url,
    host: B,
    path: `/bookings/${id}/cancel?token=${token}`,
    method: 'POST',
    json: {},
  }

  expect(mine.status).toBe(200)
  expect(theirs.status).toBe(404)
  expect(theirs.text).not.toContain('Canary')
  expect(page.status).toBe(404)
  expect(page.text).not.toContain('Kanarchev')
  expect((await askApi(cancel)).status).toBe(404)
  expect(
    (await askApi({ ...cancel, host: A, method: 'GET', path: `/bookings/${id}?token=${token}` })).json(),
  ).toMatchObject({
    status: 'confirmed',
  })
})

test("another studio's trainer or service cannot be booked", async () => {
  const client = { first_name: 'Elena', last_name: 'Ivanova', email: 'elena@example.test' }
  for (const json of [
    { service_id: 'svc_personal_training', start_time: '2027-01-05T09:00:00Z', client },
    { service_id: 'svc_private_yoga', trainer_id: 'trn_maria', start_time: '2027-01-05T09:00:00Z', client },
  ]) {
    const answer = await askApi({ url: system.url, host: B, path: '/bookings', method: 'POST', json })
    expect(answer.status).toBe(404)
  }
})

test.each([
  ['nope.localhost', 404],
  ['127.0.0.1', 404],
  ['book.ironworks.test.evil.test', 404],
  ['oldgym.localhost', 410],
  // A trailing dot, another case and a port are the same name to a browser.
  ['BOOK.IRONWORKS.TEST', 200],
])('the host %s is answered with %d, without a cookie or a cache', async (host, status) => {
  const answer = await ask({ url: system.url, host, path: '/' })

  expect(answer.status).toBe(status)
  expect(answer.headers['cache-control']).toBe('private, no-store')
  if (status !== 200) expect(answer.headers).not.toHaveProperty('set-cookie')
  if (status !== 200) expectNothingOfA(answer, '')
})

test.each([
  ['no origin at all', {}],
  ["a sibling studio's page", { origin: 'http://lotus.localhost', 'sec-fetch-site': 'same-site' }],
  ['another site', { origin: 'https://evil.test', 'sec-fetch-site': 'cross-site' }],
  ['an opaque origin', { origin: 'null' }],
  [
    'this host as the forwarded one',
    { origin: 'http://lotus.localhost', 'x-forwarded-host': 'lotus.localhost' },
  ],
])('a form sent from %s changes nothing', async (_who, headers) => {
  for (const path of [
    '/book/assessment/any/20270105T0900Z',
    '/book/assessment/any/20270105T0900Z.data',
    '/_data?x=1',
  ]) {
    const answer = await ask({
      url: system.url,
      host: A,
      path,
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
      body: 'firstName=Elena',
    })
    expect(answer.status).toBe(403)
  }
})

test('every dynamic answer is numbered and kept out of caches', async () => {
  for (const path of ['/', '/api/v1/studio', '/nowhere', '/api/v1/nowhere']) {
    const { headers } = await ask({ url: system.url, host: A, path })
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers['cache-control']).toBe('private, no-store')
    expect(headers['server-timing']).toContain('round trips')
  }
})

/** The local date so many days from now. */
function day(ahead: number): string {
  return new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10)
}
