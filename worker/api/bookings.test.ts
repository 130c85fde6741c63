import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { ids } from '../../tests/support/studio-rows.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBody } from '../testing/make-body.ts'
import { IRON, LOTUS, makeSite, type Site } from '../testing/make-site.ts'

let site: Site
beforeAll(async () => {
  site = await makeSite()
})
afterAll(() => vi.useRealTimers())

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
    session_id: null,
    client_id: expect.stringMatching(/^cli_/),
    start_time: '2027-01-05T09:00:00Z',
    end_time: '2027-01-05T10:00:00Z',
    status: 'confirmed',
    expires_at: null,
    confirmation_sent: true,
    manage_url: expect.stringMatching(new RegExp(`^https://${IRON}/bookings/${body.id}\\?token=.+`)),
    party: [{ id: body.id, attendee: null }],
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

  const word = 'idempotency_key_reused'
  expect([status, body['code'], body['reason']]).toEqual([409, word, word])
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
  const theirs = { ...sent, client: { ...sent.client, email: 'bo@example.test' } }
  const { status, body } = await post(theirs)

  expect([status, body['code']]).toEqual([409, 'slot_taken'])
  const alternatives = body['alternatives'] as { start_time: string; trainer_id: string }[]
  expect(alternatives.length).toBeGreaterThan(0)
  expect(alternatives.length).toBeLessThanOrEqual(5)
  expect((await post({ ...theirs, ...alternatives[0] })).status).toBe(201)
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

test.each([{ service_id: 'svc_unknown' }, { trainer_id: 'trn_unknown' }])(
  '%j is not found',
  async (changes) => {
    const { status, body } = await post(makeBody(changes))

    expect([status, body['code']]).toEqual([404, 'not_found'])
  },
)

test('the holder of the token sees the booking, by header or by parameter', async () => {
  const sent = makeBody({ notes: 'left knee' })
  const { body: booking } = await post(sent)
  const seen = await askAbout(booking)
  const token = encodeURIComponent(tokenOf(booking))
  const seenToo = await site.ask({ path: `/api/v1/bookings/${booking.id}?token=${token}` })

  expect(seen.status).toBe(200)
  const json = (await seen.json()) as Answer
  const { party: _party, ...created } = booking
  expect(json).toEqual({
    ...created,
    version: 1,
    time_zone: 'Europe/Sofia',
    location_id: ids.location,
    party_id: null,
    series_id: null,
    attendee: null,
    price: { amount_minor: 6000, currency: 'EUR' },
    policy: null,
    free_cancel_until: expect.stringMatching(/Z$/),
    reschedule_until: expect.stringMatching(/Z$/),
    reschedule_count: 0,
    client: { ...sent.client, phone: null },
    notes: 'left knee',
    source: 'api',
    created_at: '2027-01-04T06:00:00Z',
    checked_in_at: null,
    cancelled_at: null,
    cancel_kind: null,
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
