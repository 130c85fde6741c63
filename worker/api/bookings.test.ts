import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { captureLog } from '../testing/capture-log.ts'
import { IRON, LOTUS, makeSite, type Site } from '../testing/make-site.ts'

let site: Site
beforeAll(async () => {
  site = await makeSite()
})
afterAll(() => vi.useRealTimers())

let made = 0
/** A booking at a time of its own, so that tests do not meet: six a day, Tuesdays to Fridays from 12 January. */
function makeBody(changes: Record<string, unknown> = {}) {
  const day = Math.floor(made / 6)
  const startsAt = Date.UTC(2027, 0, 12 + Math.floor(day / 4) * 7 + (day % 4), 7, 90 * (made % 6))
  made += 1
  return {
    service_id: ids.training,
    trainer_id: ids.maria,
    start_time: new Date(startsAt).toISOString(),
    client: { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' },
    ...changes,
  }
}

async function post(body: unknown, headers: Record<string, string> = {}) {
  const answer = await site.postJson('/api/v1/bookings', body, headers)
  return { status: answer.status, headers: answer.headers, body: (await answer.json()) as Answer }
}
type Answer = Record<string, unknown> & { id: string; manage_url: string; errors?: { path: string }[] }

function askAbout(
  booking: Answer,
  { method = 'GET', suffix = '', host = IRON, token = tokenOf(booking) } = {},
) {
  return site.ask({
    path: `/api/v1/bookings/${booking.id}${suffix}`,
    host,
    method,
    headers: { authorization: `Bearer ${token}` },
  })
}
const tokenOf = (booking: Answer) => new URL(booking.manage_url).searchParams.get('token') ?? ''

test('a booking is confirmed with all that its caller needs', async () => {
  const sent = makeBody({ start_time: '2027-01-05T11:00:00+02:00' })
  const { status, body, headers } = await post(sent)

  expect(status).toBe(201)
  expect(body).toEqual({
    id: expect.stringMatching(/^bkg_/),
    trainer_id: ids.maria,
    service_id: ids.training,
    client_id: expect.stringMatching(/^cli_/),
    start_time: '2027-01-05T09:00:00Z',
    end_time: '2027-01-05T10:00:00Z',
    status: 'confirmed',
    confirmation_sent: true,
    manage_url: expect.stringMatching(new RegExp(`^https://${IRON}/bookings/${body.id}\\?token=.+`)),
  })
  expect(headers.get('cache-control')).toBe('private, no-store')
})

test('a booking goes through the line of its studio and trainer, and is announced', async () => {
  const before = site.fakes.messages.sent.length
  await post(makeBody())

  expect(site.fakes.calendars.state.names.at(-1)).toBe(`ten_iron-works:${ids.maria}`)
  expect(site.fakes.messages.sent.slice(before)).toEqual([
    { tenantId: 'ten_iron-works', wakeupAt: Date.now() },
  ])
})

test('without a trainer someone who is free is chosen', async () => {
  const { trainer_id: _any, ...sent } = makeBody()
  const { status, body } = await post(sent)

  expect(status).toBe(201)
  expect([ids.maria, ids.ivan]).toContain(body['trainer_id'])
})

test('the same key and body ten times at once are one booking and ten equal answers', async () => {
  const sent = makeBody()
  const key = { 'idempotency-key': 'ten-at-once' }
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(sent, key)))

  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 201))
  expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
})

test('a key that belongs to another request is 409', async () => {
  const key = { 'idempotency-key': 'used' }
  await post(makeBody(), key)
  const { status, body } = await post(makeBody(), key)

  expect([status, body['code']]).toEqual([409, 'idempotency_key_reused'])
})

test('two studios may use the same key', async () => {
  const sent = makeBody()
  const headers = { 'idempotency-key': 'shared', 'content-type': 'application/json' }
  const here = await post(sent, headers)
  const there = await site.ask({
    path: '/api/v1/bookings',
    host: LOTUS,
    method: 'POST',
    headers,
    body: JSON.stringify(sent),
  })

  expect(there.status).toBe(201)
  expect(await there.json()).not.toMatchObject({ id: here.body.id })
})

test.each(['', 'with space', 'ключ', 'x'.repeat(256)])('the key %.12j is 422', async (key) => {
  const header = { 'idempotency-key': Buffer.from(key, 'utf8').toString('latin1') }
  const { status, body } = await post(makeBody(), header)

  expect([status, body.errors?.[0]?.path]).toEqual([422, 'idempotency-key'])
})

test('a time that is taken is 409 with other times, each of which can be booked', async () => {
  const sent = makeBody()
  await post(sent)
  const { status, body } = await post({ ...sent, client: { ...sent.client, email: 'bo@example.test' } })

  expect([status, body['code']]).toEqual([409, 'slot_taken'])
  const alternatives = body['alternatives'] as { start_time: string; trainer_id: string }[]
  expect(alternatives.length).toBeGreaterThan(0)
  expect(alternatives.length).toBeLessThanOrEqual(5)
  expect((await post({ ...sent, ...alternatives[0] })).status).toBe(201)
})

test.each([
  ['2027-01-05T02:00:00Z', 'outside_hours'],
  ['2027-01-03T09:00:00Z', expect.any(String)],
  ['2028-01-05T09:00:00Z', expect.any(String)],
])('%s cannot be booked: %s', async (start_time, reason) => {
  const { status, body } = await post(makeBody({ start_time }))

  expect(status).toBe(422)
  expect(body).toMatchObject({ code: 'slot_unavailable', reason })
})

test.each([
  ['2027-02-30T09:00:00Z'],
  ['2027-13-01T09:00:00Z'],
  ['2027-01-05T23:59:60Z'],
  ['2027-01-05T09:00:00'],
  ['2027-01-05'],
  ['+275760-09-13T00:00:00Z'],
  ['1798880400000'],
  [1_798_880_400_000],
  [-1],
  [null],
  [{}],
  [['2027-01-05T09:00:00Z']],
  [undefined],
])('start_time %j is 422', async (start_time) => {
  const { status, body } = await post(makeBody({ start_time }))

  expect([status, body.errors?.[0]?.path]).toEqual([422, 'start_time'])
})

const client = { first_name: 'Ana', last_name: 'Ilieva', email: 'ana@example.test' }

test.each([
  [{ ...client, email: 'a@x.test,b@y.test' }, 'client.email'],
  [{ ...client, email: '<a@x.test>' }, 'client.email'],
  [{ ...client, email: 'Ana <a@x.test>' }, 'client.email'],
  [{ ...client, email: `${'a'.repeat(310)}@x.test` }, 'client.email'],
  [{ ...client, email: 'a@x.test\r\nBcc: b@y.test' }, 'client.email'],
  [{ ...client, email: ['a@x.test'] }, 'client.email'],
  [{ ...client, first_name: '' }, 'client.first_name'],
  [{ ...client, first_name: 'x'.repeat(10_000) }, 'client.first_name'],
  [{ ...client, first_name: 'a\u0000b' }, 'client.first_name'],
  [{ ...client, first_name: 'a\ud800b' }, 'client.first_name'],
  [{ ...client, first_name: `a${'\u0301'.repeat(20)}` }, 'client.first_name'],
  [{ ...client, first_name: 'a\u202eb' }, 'client.first_name'],
  [{ ...client, first_name: { toString: 'x' } }, 'client.first_name'],
  [{ ...client, last_name: true }, 'client.last_name'],
  [{ ...client, phone: 'call me' }, 'client.phone'],
  [{ ...client, locale: 'xx' }, 'client.locale'],
  [{ ...client, time_zone: '../../etc/passwd' }, 'client.time_zone'],
  [{ ...client, time_zone: 'Europe/Berlin\u0000' }, 'client.time_zone'],
  [{ ...client, time_zone: 'GMT+25' }, 'client.time_zone'],
  [{ ...client, time_zone: 'x'.repeat(10_000) }, 'client.time_zone'],
  ['ana@example.test', 'client'],
  [null, 'client'],
])('the client %.60j is 422 at %s', async (who, path) => {
  const { status, body } = await post(makeBody({ client: who }))

  expect([status, body['code'], body.errors?.[0]?.path]).toEqual([422, 'invalid_input', path])
})

test.each([
  [{ service_id: ['svc'] }, 'service_id'],
  [{ service_id: 1 }, 'service_id'],
  [{ trainer_id: {} }, 'trainer_id'],
  [{ notes: 'x'.repeat(1_001) }, 'notes'],
])('%.30j is 422 at %s', async (changes, path) => {
  const { status, body } = await post(makeBody(changes))

  expect([status, body.errors?.[0]?.path]).toEqual([422, path])
})

test('every field that is wrong is named at once', async () => {
  const { body } = await post({ client: {} })

  expect(body.errors?.map(({ path }) => path)).toEqual([
    'service_id',
    'start_time',
    'client.first_name',
    'client.last_name',
    'client.email',
  ])
})

test.each([{ service_id: 'svc_unknown' }, { trainer_id: 'trn_unknown' }])(
  '%j is not found',
  async (changes) => {
    const { status, body } = await post(makeBody(changes))

    expect([status, body['code']]).toEqual([404, 'not_found'])
  },
)

test('fields that nobody asked for change nothing', async () => {
  const sent = JSON.stringify(makeBody())
  const polluted = `{"__proto__":{"isAdmin":true},"id":"bkg_mine","status":"cancelled","price_minor":0,${sent.slice(1)}`
  const answer = await site.ask({
    path: '/api/v1/bookings',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: polluted,
  })

  expect(answer.status).toBe(201)
  expect(await answer.json()).toMatchObject({
    status: 'confirmed',
    id: expect.not.stringMatching('bkg_mine'),
  })
  expect(({} as Record<string, unknown>)['isAdmin']).toBeUndefined()
})

test.each([
  ['{"service_id":', 'application/json', 400],
  ['', 'application/json', 400],
  ['service_id=1', 'application/x-www-form-urlencoded', 415],
  ['{}', 'text/plain', 415],
  ['{}', 'application/json; x', 415],
  ['{}', '', 415],
  [`${'['.repeat(30_000)}${']'.repeat(30_000)}`, 'application/json', 422],
  ['null', 'application/json', 422],
  ['"x"', 'application/json; charset=utf-8', 422],
  ['x'.repeat(70_000), 'application/json', 413],
])('the body %.20j as %j is %i', async (body, type, status) => {
  const answer = await site.ask({
    path: '/api/v1/bookings',
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })

  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
})

test('the holder of the token sees the booking, by header or by parameter', async () => {
  const { body: booking } = await post(makeBody({ notes: 'left knee' }))
  const seen = await askAbout(booking)
  const token = encodeURIComponent(tokenOf(booking))
  const seenToo = await site.ask({ path: `/api/v1/bookings/${booking.id}?token=${token}` })

  expect(seen.status).toBe(200)
  const json = (await seen.json()) as Answer
  expect(json).toEqual({
    ...booking,
    time_zone: 'Europe/Sofia',
    location_id: ids.location,
    price: { amount_minor: 6000, currency: 'EUR' },
    free_cancel_until: expect.stringMatching(/Z$/),
    client: { ...client, phone: null },
    notes: 'left knee',
    created_at: '2027-01-04T06:00:00Z',
    cancelled_at: null,
  })
  expect(await seenToo.json()).toEqual(json)
})

test('a wrong token, another booking’s, none, and an unknown booking get the same answer', async () => {
  const { body: booking } = await post(makeBody())
  const { body: other } = await post(makeBody())
  const answers = [
    await askAbout(booking, { token: 'wrong' }),
    await askAbout(booking, { token: tokenOf(other) }),
    await askAbout(booking, { token: tokenOf(booking).slice(0, -1) }),
    await site.ask({ path: `/api/v1/bookings/${booking.id}` }),
    await askAbout({ ...booking, id: 'bkg_unknown' }),
    // The same id at another studio.
    await askAbout(booking, { host: LOTUS }),
  ]

  const bodies = await Promise.all(answers.map((one) => one.json()))
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404))
  const [first, ...others] = bodies.map((body) => ({ ...(body as Answer), request_id: '' }))
  for (const body of others) expect(body).toEqual(first)
})

test('a booking can be cancelled, again and again, and its time is free', async () => {
  const sent = makeBody()
  const { body: booking } = await post(sent)
  const cancelled = await askAbout(booking, { method: 'POST', suffix: '/cancel' })
  const again = await askAbout(booking, { method: 'POST', suffix: '/cancel' })

  expect(cancelled.status).toBe(200)
  expect(await cancelled.json()).toMatchObject({ status: 'cancelled', cancelled_at: '2027-01-04T06:00:00Z' })
  expect(again.status).toBe(200)
  expect((await post(sent)).status).toBe(201)
})

test('a reason may be given, and must be text', async () => {
  const { body: booking } = await post(makeBody())
  const headers = { authorization: `Bearer ${tokenOf(booking)}` }
  const path = `/api/v1/bookings/${booking.id}/cancel`
  const wrong = await site.postJson(path, { reason: 1 }, headers)
  expect([wrong.status, (await wrong.json()) as Answer]).toMatchObject([
    422,
    { errors: [{ path: 'reason' }] },
  ])

  expect((await site.postJson(path, { reason: 'ill' }, headers)).status).toBe(200)
})

test('nobody else can cancel', async () => {
  const { body: booking } = await post(makeBody())

  expect((await askAbout(booking, { method: 'POST', suffix: '/cancel', token: 'wrong' })).status).toBe(404)
  expect(await (await askAbout(booking)).json()).toMatchObject({ status: 'confirmed' })
})

test('when the line breaks off the outcome is unknown, and the same key settles it', async () => {
  const takeLog = captureLog()
  const { state } = site.fakes.calendars
  const sent = makeBody()
  const key = { 'idempotency-key': 'broken-off' }
  state.failWith = new Error('Network connection lost.')
  const lost = await post(sent, key)
  expect([lost.status, lost.body['code']]).toEqual([503, 'outcome_unknown'])
  expect(lost.headers.get('retry-after')).toBe('5')
  expect(takeLog()).toContain('calendar_failed')

  state.failWith = undefined
  expect((await post(sent, key)).status).toBe(201)
})

test('an overloaded line has booked nothing', async () => {
  const takeLog = captureLog()
  const { state } = site.fakes.calendars
  state.failWith = Object.assign(new Error('Durable Object is overloaded.'), { overloaded: true })
  const { status, body } = await post(makeBody())
  state.failWith = undefined

  expect([status, body['code']]).toEqual([503, 'unavailable'])
  expect(takeLog()).toContain('calendar_failed')
})
