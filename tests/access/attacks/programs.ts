import { expect } from 'vitest'
import { days } from '../../../tenants/durations.ts'
import { ids } from '../../support/studio-rows.ts'
import { IRON, LOTUS } from '../../../worker/testing/make-site.ts'
import { booking } from '../things.ts'
import { api, page, type Attack } from './attack.ts'
import { plain } from './judge.ts'
import type { World } from './world.ts'

const slots = `/availability/available-slots?service_id=${ids.assessment}`

/** A key that a program of the owner's has. */
async function keyFor({ send }: World, grants: object): Promise<string> {
  const made = await send(
    api('POST /api-keys', { as: 'owner', json: { name: 'Scoped', grants, expires_in_days: 30 } }),
  )
  expect(made.status).toBe(201)
  return (JSON.parse(made.text) as { key: string }).key
}

const evil = [
  'https://evil.test',
  'null',
  `https://${IRON}.evil.test`,
  `https://${LOTUS}`,
  'http://localhost',
  '*',
]

/** Reliability.md 3.5: the API, and what it says of itself. */
export const programs: readonly Attack[] = [
  {
    id: 'API-01',
    title: 'no key, a wrong one, one in another place',
    play: async ({ refused, staffKey }) => {
      const key = await staffKey()
      const shot = (headers: Record<string, string>) => api('GET /bookings', { headers })
      const said = await refused(
        [
          shot({}),
          shot({ 'x-api-key': key }),
          shot({ cookie: `key=${key}` }),
          shot({ authorization: key }),
          shot({ authorization: `Basic ${btoa(`${key}:`)}` }),
          api(`GET /bookings?api_key=${key}`),
        ],
        '401 unauthorized',
      )
      expect(new Set(said.map(plain)).size).toBe(1)
      const wrong = [
        'thk_',
        `thk_${'a'.repeat(40)}`,
        `${key}x`,
        key.slice(0, -1),
        key.toUpperCase(),
        key.replace('thk', 'thu'),
      ]
      await refused(
        wrong.map((token) => api('GET /bookings', { token })),
        '401 unauthorized',
      )
    },
  },
  {
    id: 'API-03',
    title: 'a key that may look, and changes; a key for one area, and another',
    play: async (world) => {
      const token = await keyFor(world, { bookings: { view: 'any', change: 'none' } })
      const id = await world.make(booking)
      await world.refused([api(`GET /bookings/${id}`, { token })], 200)
      await world.refused(
        [
          api(`POST /bookings/${id}/cancel`, { token, json: {} }),
          api(`PATCH /bookings/${id}`, { token, json: { notes: 'x' } }),
          api(`POST /bookings/${id}/no-show`, { token }),
          api('GET /clients', { token }),
          api('GET /staff', { token }),
          api(`DELETE /services/${ids.training}`, { token }),
          api('POST /clients/cli_elena/export', { token }),
        ],
        '403 forbidden',
      )
    },
  },
  {
    id: 'API-05',
    title: 'other sites that want to read it: asked before, or with a session',
    play: async ({ refused, cookieOf, iron, people }) => {
      const cookie = await cookieOf('usr_owner', iron, 'staff')
      const token = people.tokens.owner ?? ''
      const ask = {
        'access-control-request-method': 'DELETE',
        'access-control-request-headers': 'authorization',
      }
      await refused(
        evil.flatMap((origin) => [
          api('OPTIONS /bookings', { headers: { origin, ...ask }, cookie }),
          page('OPTIONS /admin', { headers: { origin, ...ask }, cookie }),
        ]),
        [403, 405],
      )
      const said = await refused(
        evil.map((origin) => api('GET /users/me', { headers: { origin }, token })),
        200,
      )
      for (const { headers } of said) expect([...headers.keys()].join()).not.toContain('access-control')
    },
  },
  {
    id: 'API-07',
    title: 'other kinds of values than asked for',
    shots: [['1'], {}, 1, true, { $gt: '' }, [[]], { toString: 1 }].flatMap((odd) => [
      api('POST /users/login', { json: { email: odd, password: 'x' } }),
      api('POST /users/login', { json: { email: 'a@b.test', password: odd } }),
      api('POST /bookings', { json: { service_id: odd, start_time: '2027-02-05T09:00:00Z', client: odd } }),
      api('POST /users/register', { json: { email: odd, first_name: odd, last_name: odd } }),
      api('POST /api-keys', { as: 'owner', json: { name: odd, grants: odd } }),
      api('POST /clients', { as: 'owner', json: { first_name: odd, last_name: odd, email: odd } }),
      api('PATCH /staff/usr_manager', { as: 'owner', json: { role: odd } }),
    ]),
    expected: '422 invalid_input',
  },
  {
    id: 'API-08',
    title: 'answers in a type, a language or a shape that a script would run',
    play: async ({ refused }) => {
      const accepts = ['text/html', 'application/javascript', '*/*;q=0', 'x'.repeat(5_000), '../../x']
      const said = await refused(
        [
          ...accepts.map((accept) =>
            api('GET /studio', { headers: { accept, 'accept-language': '../../etc/passwd' } }),
          ),
          ...['callback=alert', 'jsonp=alert', 'format=html', '_format=xml'].map((query) =>
            api(`GET /studio?${query}`),
          ),
        ],
        200,
      )
      expect(new Set(said.map(plain)).size).toBe(1)
      await refused(
        ['/studio.html', '/studio.json', '/studio/', '/studio;x'].map((path) => api(`GET ${path}`)),
        404,
      )
    },
  },
  {
    id: 'API-09',
    title: 'too many requests are told when to come back, and are counted for one studio and network',
    play: async ({ site, refused, people }) => {
      const { limits } = site.fakes
      for (const { state } of Object.values(limits)) Object.assign(state, { isAllowed: false, keys: [] })
      await refused(
        [
          api('GET /studio'),
          api(`GET ${slots}`),
          api('POST /bookings', { json: {} }),
          page('GET /'),
          page('GET /admin'),
        ],
        '429 rate_limited',
      )
      await refused([api('GET /clients', { token: people.tokens.owner ?? '' })], 429)
      for (const { state } of Object.values(limits)) {
        for (const key of state.keys) expect(key).toMatch(/^ten_iron-works:198\.51\./)
        state.isAllowed = true
      }
    },
  },
  {
    id: 'API-10',
    title: 'somebody else’s bookings by a key of the other studio, and doors that were never meant',
    play: async ({ refused, make, staffKey, lotus }) => {
      const id = await make(booking)
      const token = await staffKey(lotus)
      await refused(
        ['GET', 'DELETE', 'PATCH'].map((method) => api(`${method} /bookings/${id}`, { token })),
        401,
      )
      await refused(
        [
          `/bookings/_${id}`,
          `/bookings/${id}/_delete`,
          `/_bookings/${id}`,
          `//bookings/${id}`,
          `/./bookings/${id}`,
          `/%62ookings/${id}`,
          `/BOOKINGS/${id}`,
          `/bookings/${id}/`,
          `/bookings/${id}%2f..%2f`,
          `/internal/bookings/${id}`,
          '/debug',
          '/.env',
          '/graphql',
        ].map((path) => api(`GET ${path}`)),
        404,
      )
      await refused(
        ['/api/v2/bookings', '/API/v1/bookings', '/api', '/api/v1', '/api/internal'].map((path) =>
          page(`GET ${path}`),
        ),
        [200, 404],
      )
    },
  },
  {
    id: 'API-11',
    title: 'ids that are malformed, very long or half an escape',
    shots: [
      '%ff',
      '%',
      '%zz',
      '%c0%ae',
      '..%2f..%2fx',
      "'",
      '1%20OR%201=1',
      'x'.repeat(6_000),
      '%F0%9F%92%A9',
      '{{7*7}}',
    ].flatMap((id) => [
      api(`GET /bookings/${id}`, { as: 'owner' }),
      api(`GET /clients/${id}`, { as: 'owner' }),
      api(`GET /trainers/${id}`),
      api(`DELETE /users/me/devices/${id}`, { as: 'client' }),
    ]),
    expected: ['404 not_found', '400 bad_request', '422 invalid_input'],
  },
  {
    id: 'API-12',
    title: 'HEAD, where GET is for staff',
    shots: ['/bookings', '/clients', '/staff', '/users/me'].map((path) => page(`HEAD /api/v1${path}`)),
    expected: 401,
  },
  {
    id: 'API-13',
    title: 'keys of requests that are none, and one key in two studios',
    play: async ({ refused, send, now }) => {
      const client = { first_name: 'A', last_name: 'B', email: 'key@example.test' }
      const start_time = new Date(now() + days(31)).toISOString().replace(/T.*/, 'T08:00:00Z')
      const json = { service_id: ids.assessment, start_time, client }
      await refused(
        ['', ' ', 'a b', 'x'.repeat(256), 'x'.repeat(10_000), 'a\tb'].map((key) =>
          api('POST /bookings', { json, headers: { 'idempotency-key': key } }),
        ),
        '422 invalid_input',
      )
      const shared = { json, headers: { 'idempotency-key': 'in-both' } }
      const said = [
        await send(api('POST /bookings', shared)),
        await send(api('POST /bookings', { ...shared, host: LOTUS })),
      ]
      expect(said.map(({ status }) => status)).toEqual([201, 201])
      expect(new Set(said.map(({ text }) => (JSON.parse(text) as { id: string }).id)).size).toBe(2)
    },
  },
  {
    id: 'API-14',
    title: 'parameters twice, as lists and as objects',
    shots: [
      'limit=1&limit=100',
      'limit[]=1',
      'limit[a]=1',
      'status=confirmed&status=x',
      'from=x&from=y',
      'limit=1;limit=2',
    ].map((query) => api(`GET /bookings?${query}`, { as: 'owner' })),
    expected: [200, '422 invalid_input'],
  },
  {
    id: 'API-15',
    title: 'all times of a year at once; and what is told of them is only that they are free',
    play: async ({ refused, make }) => {
      await make(booking)
      await refused([api(`GET ${slots}&from=2027-01-05&to=2028-01-05`)], '422 invalid_input')
      const [said] = await refused([api(`GET ${slots}&from=2027-01-05&to=2027-01-09`)], 200)
      expect(said?.text).not.toMatch(/cli_|bkg_|usr_|own@|First-/)
    },
  },
  {
    id: 'API-16',
    title: 'what it says of itself names no secret, no place and no other studio',
    shots: [api('GET /openapi.json'), page('GET /api/docs')],
    expected: 200,
    hides: /127\.0\.0\.1|libsql|password_hash|ten_lotus|book\.lotus|thu_[a-z2-7]{20}|sqlite_|\/work\//i,
  },
  {
    id: 'API-17',
    title: 'conditions and ranges',
    shots: [
      { 'if-none-match': '*' },
      { 'if-match': '"x"' },
      { 'if-modified-since': 'Tue, 01 Jan 2036 00:00:00 GMT' },
      { range: 'bytes=0-0' },
      { range: `bytes=${'0-0,'.repeat(1_000)}0-0` },
      { 'if-range': '"x"', range: 'bytes=0-1' },
      { expect: '100-continue' },
    ].map((headers) => api('GET /services', { headers: headers as Record<string, string> })),
    expected: 200,
    sameAnswer: true,
  },
]
