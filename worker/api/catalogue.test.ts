import { afterAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { LOTUS, makeSite } from '../testing/make-site.ts'

const { ask } = await makeSite()
afterAll(() => vi.useRealTimers())

async function get(path: string, headers: Record<string, string> = {}) {
  const answer = await ask({ path: `/api/v1${path}`, headers })
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as never }
}

test('the studio says who and where it is', async () => {
  expect((await get('/studio?locale=en')).body).toEqual({
    name: 'Iron Works',
    tagline: 'Strength for everyone',
    about: 'A small gym.',
    policy: 'Free to cancel until 24 hours before the start.',
    locale: 'en',
    locales: ['bg', 'en'],
    currency: 'EUR',
    contact: { email: 'hello@ironworks.example.test', phone: '+359881234567' },
    locations: [
      {
        id: ids.location,
        name: 'Main hall',
        address: '12 Shipka St, Sofia',
        time_zone: 'Europe/Sofia',
        latitude: null,
        longitude: null,
      },
    ],
  })
})

test.each([
  ['/studio', {}, 'bg'],
  ['/studio?locale=en', {}, 'en'],
  ['/studio', { 'accept-language': 'en-GB,en;q=0.9,bg;q=0.5' }, 'en'],
  ['/studio', { 'accept-language': 'de, fr;q=0.9' }, 'bg'],
  ['/studio', { 'accept-language': 'en;q=0, bg' }, 'bg'],
  ['/studio?locale=bg', { 'accept-language': 'en' }, 'bg'],
])('%s with %j speaks %s', async (path, headers, locale) => {
  const { body, headers: answered } = await get(path, headers as Record<string, string>)

  expect(body).toMatchObject({ locale })
  expect(answered.get('content-language')).toBe(locale)
  expect(answered.get('vary')).toContain('Accept-Language')
})

test('trainers and services are listed in the studio’s order', async () => {
  expect((await get('/trainers?locale=en')).body).toEqual({
    data: [
      {
        id: ids.maria,
        slug: 'maria',
        name: 'Maria Petrova',
        speciality: 'Strength',
        bio: 'Ten years under the bar.',
        location_id: ids.location,
        service_ids: [ids.training, ids.assessment],
      },
      expect.objectContaining({ id: ids.ivan }),
    ],
    next_cursor: null,
  })
  expect((await get('/services?locale=en')).body).toMatchObject({
    data: [
      {
        id: ids.training,
        slug: 'personal-training',
        name: 'Personal training',
        duration_minutes: 60,
        price: { amount_minor: 6000, currency: 'EUR' },
        free_cancel_minutes: 1440,
        trainer_ids: [ids.maria, ids.ivan],
      },
      { id: ids.assessment, price: { amount_minor: 0, currency: 'EUR' } },
    ],
    next_cursor: null,
  })
})

test('a list comes in pages', async () => {
  const first = (await get('/trainers?limit=1')).body as { data: { id: string }[]; next_cursor: string }
  const second = (await get(`/trainers?limit=1&cursor=${first.next_cursor}`)).body as typeof first

  expect([...first.data, ...second.data].map(({ id }) => id)).toEqual([ids.maria, ids.ivan])
  expect(second.next_cursor).toBeNull()
})

test.each([
  ['/trainers?limit=0', 'limit'],
  ['/trainers?limit=101', 'limit'],
  ['/trainers?limit=1e309', 'limit'],
  ['/services?limit=many', 'limit'],
  ['/trainers?cursor=nonsense', 'cursor'],
  ['/trainers?cursor=%00%ff', 'cursor'],
  ['/trainers?limit=1&limit=2', 'limit'],
  ['/studio?locale=xx', 'locale'],
])('%s is 422 and names the parameter', async (path, parameter) => {
  const { status, body } = await get(path)

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'invalid_input', errors: [{ path: parameter }] })
})

test('one trainer and one service are found by id and by slug', async () => {
  for (const name of [ids.ivan, 'ivan']) {
    expect((await get(`/trainers/${name}?locale=en`)).body).toMatchObject({
      id: ids.ivan,
      name: 'Ivan Kolev',
    })
  }
  for (const name of [ids.assessment, 'assessment']) {
    expect((await get(`/services/${name}`)).body).toMatchObject({ id: ids.assessment })
  }
})

test.each([
  '/trainers/nobody',
  '/services/nothing',
  '/trainers/%ff',
  `/services/${'x'.repeat(3_000)}`,
  '/nope',
  '/',
])('%.20s is not found', async (path) => {
  const { status, headers, body } = await get(path)

  expect(status).toBe(404)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(body).toEqual({
    type: '/api/docs#not_found',
    title: 'Not found',
    status: 404,
    code: 'not_found',
    detail: expect.any(String),
    request_id: headers.get('x-request-id'),
  })
})

test('what a database cannot keep gets no further than the door', async () => {
  const send = async (method: string, path: string, body?: string) => {
    const headers = { 'content-type': 'application/json' }
    const answer = await ask({ path: `/api/v1${path}`, method, headers, ...(body ? { body } : {}) })
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  const problem = (path: string) => ({ status: 422, body: { code: 'invalid_input', errors: [{ path }] } })

  expect((await send('GET', '/bookings/bkg_%00')).status).toBe(404)
  expect(await send('GET', '/trainers?cursor=a%00')).toMatchObject(problem('cursor'))
  expect(await send('POST', '/bookings', '{"client":{"email":"a\\u0000@b.c"}}')).toMatchObject(
    problem('client.email'),
  )
  expect(await send('POST', '/bookings', '{"guests":[{"first_name":"\\uD800"}]}')).toMatchObject(
    problem('guests.0.first_name'),
  )
  // A pair is whole, and a backslash before a `u` is none.
  expect(await send('POST', '/bookings', '{"notes":"\\uD83D\\uDE00 \\\\u0000"}')).toMatchObject({
    status: 422,
    body: { errors: expect.not.arrayContaining([expect.objectContaining({ path: 'notes' })]) },
  })
  expect(await send('POST', '/bookings', '{"notes":"\\u0000')).toMatchObject({ status: 400 })
})

test('parameters that are not known are ignored, also those that would reach into objects', async () => {
  const { status } = await get('/studio?locale=en&__proto__[admin]=1&constructor[prototype][x]=1&a[]=1')

  expect(status).toBe(200)
  expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
})

test.each([
  ['/studio', 'POST', 'GET, HEAD'],
  ['/trainers/maria', 'PUT', 'GET, HEAD, PATCH, DELETE'],
  ['/bookings', 'PUT', 'POST, GET, HEAD'],
  ['/bookings/bkg_1/confirm', 'GET', 'POST'],
  ['/openapi.json', 'OPTIONS', 'GET, HEAD'],
])('%s does not answer %s', async (path, method, allow) => {
  const answer = await ask({ path: `/api/v1${path}`, method })

  expect(answer.status).toBe(405)
  expect(answer.headers.get('allow')).toBe(allow)
  expect(await answer.json()).toMatchObject({ code: 'method_not_allowed' })
})

test.each(['https://evil.test', 'null', `https://${LOTUS}`])(
  'pages of %s may not read answers',
  async (origin) => {
    const answer = await ask({ path: '/api/v1/studio', headers: { origin } })

    expect(answer.status).toBe(200)
    expect(answer.headers.get('access-control-allow-origin')).toBeNull()
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull()
  },
)
