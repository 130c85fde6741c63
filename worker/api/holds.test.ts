import { afterAll, expect, test, vi } from 'vitest'
import { sessions } from '../../db/tenant/schema/index.ts'
import { minutes } from '../../tenants/durations.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { makeBody } from '../testing/make-body.ts'
import { makeSessionRow } from '../testing/make-session-row.ts'
import { IRON, LOTUS } from '../testing/make-site.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'

const { ask, postJson, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

const mine = 'the-secret-of-my-browser'
const theirs = 'the-secret-of-another-browser'

type Hold = { id: string; expires_at: string; status: string }
type Asked = { secret?: string | null; key?: string; json?: unknown; host?: string }

async function send(method: string, path: string, { secret = mine, key, json, host = IRON }: Asked = {}) {
  const answer = await ask({
    path: `/api/v1${path}`,
    method,
    host,
    headers: {
      ...(secret === null ? {} : { 'hold-secret': secret }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
      ...(json === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(json === undefined ? {} : { body: JSON.stringify(json) }),
  })
  const text = await answer.text()
  return { status: answer.status, body: JSON.parse(text || '{}') as Hold & Record<string, unknown> }
}

/** A time of its own. */
function makeTime() {
  const { client: _client, ...time } = makeBody()
  return time
}
/** One visitor keeps two at most, so each test has a browser of its own. */
let browsers = 0
function makeBrowser(): { secret: string } {
  browsers += 1
  return { secret: `the-secret-of-browser-${browsers}` }
}

test('a time is kept, seen, renewed and given back by whoever has the secret', async () => {
  const browser = makeBrowser()
  const time = makeTime()
  const { status, body: hold } = await send('POST', '/holds', { ...browser, json: time })
  expect(status).toBe(201)
  expect(hold).toEqual({
    id: expect.stringMatching(/^hld_/),
    session_id: null,
    quantity: 1,
    service_id: ids.training,
    trainer_id: ids.maria,
    location_id: ids.location,
    start_time: time.start_time.replace('.000Z', 'Z'),
    end_time: expect.stringMatching(/Z$/),
    status: 'active',
    expires_at: '2027-01-04T06:05:00Z',
    renewable_until: '2027-01-04T06:15:00Z',
  })
  const path = `/holds/${hold.id}`
  expect(await send('GET', path, browser)).toEqual({ status: 200, body: hold })

  vi.setSystemTime(Date.now() + minutes(2))
  expect((await send('PATCH', path, browser)).body).toMatchObject({ expires_at: '2027-01-04T06:07:00Z' })
  const others = { secret: theirs, json: time }
  expect(await send('POST', '/holds', others)).toMatchObject({
    status: 409,
    body: { code: 'slot_taken', reason: 'busy' },
  })
  expect((await send('DELETE', path, browser)).status).toBe(204)
  expect((await send('DELETE', path, browser)).status).toBe(204)
  expect(await send('PATCH', path, browser)).toMatchObject({
    status: 409,
    body: { code: 'conflict', reason: 'hold_released' },
  })
  expect((await send('POST', '/holds', others)).status).toBe(201)
})

test('a booking uses the hold up', async () => {
  const browser = makeBrowser()
  const sent = makeBody()
  const { client: _client, ...time } = sent
  const { body: hold } = await send('POST', '/holds', { ...browser, json: time })
  expect((await postJson('/api/v1/bookings', sent)).status).toBe(409)
  const booked = await postJson('/api/v1/bookings', { ...sent, hold: { id: hold.id, ...browser } })

  expect(booked.status).toBe(201)
  expect((await send('GET', `/holds/${hold.id}`, browser)).body.status).toBe('consumed')
  expect(await send('PATCH', `/holds/${hold.id}`, browser)).toMatchObject({
    status: 409,
    body: { reason: 'hold_consumed' },
  })
})

test('a place in a class is kept', async () => {
  const startsAt = Date.UTC(2027, 0, 20, 10)
  await db.write([db.orm.insert(sessions).values(makeSessionRow({ id: 'ses_one', startsAt, capacity: 1 }))])
  const json = { session_id: 'ses_one' }
  const { status, body: hold } = await send('POST', '/holds', { ...makeBrowser(), json })

  expect(status).toBe(201)
  expect(hold).toMatchObject({ session_id: 'ses_one', quantity: 1, start_time: '2027-01-20T10:00:00Z' })
  expect(await send('POST', '/holds', { ...makeBrowser(), json })).toMatchObject({
    status: 409,
    body: { code: 'session_full', reason: 'session_full' },
  })
})

test('the same key or wish is the same hold; a third place is refused', async () => {
  const browser = makeBrowser()
  const json = makeTime()
  const first = await send('POST', '/holds', { ...browser, key: 'tab-1', json })
  const again = await send('POST', '/holds', { ...browser, key: 'tab-1', json })
  const tab = await send('POST', '/holds', { ...browser, key: 'tab-2', json })
  expect([again, tab].map(({ body }) => body.id)).toEqual([first.body.id, first.body.id])
  expect(await send('POST', '/holds', { ...browser, key: 'tab-1', json: makeTime() })).toMatchObject({
    status: 409,
    body: { code: 'idempotency_key_reused' },
  })

  expect((await send('POST', '/holds', { ...browser, json: makeTime() })).status).toBe(201)
  expect(await send('POST', '/holds', { ...browser, json: makeTime() })).toMatchObject({
    status: 422,
    body: { code: 'not_allowed', reason: 'hold_limit' },
  })
})

test('an attempt given up by its key before it came keeps nothing', async () => {
  const browser = makeBrowser()
  const key = 'left/the page?'.replaceAll(' ', '-')
  expect((await send('DELETE', `/holds/${encodeURIComponent(key)}`, browser)).status).toBe(204)

  expect(await send('POST', '/holds', { ...browser, key, json: makeTime() })).toMatchObject({
    status: 409,
    body: { reason: 'hold_released' },
  })
})

test('what has ended is free, and is not kept on', async () => {
  const browser = makeBrowser()
  const json = makeTime()
  const { body: hold } = await send('POST', '/holds', { ...browser, json })
  vi.setSystemTime(Date.now() + minutes(5))

  expect((await send('GET', `/holds/${hold.id}`, browser)).body.status).toBe('expired')
  expect(await send('PATCH', `/holds/${hold.id}`, browser)).toMatchObject({
    status: 409,
    body: { reason: 'hold_expired' },
  })
  expect((await send('POST', '/holds', { ...makeBrowser(), json })).status).toBe(201)
})

test.each([
  [{}, 'service_id'],
  [{ service_id: ids.training }, 'trainer_id'],
  [{ service_id: ids.training, trainer_id: ids.maria }, 'start_time'],
  [{ session_id: 'ses_one', quantity: 0 }, 'quantity'],
  [{ ...makeTime(), start_time: 'tomorrow' }, 'start_time'],
])('%j is 422 and names the field', async (json, path) => {
  const { status, body } = await send('POST', '/holds', { json })

  expect([status, body['code'], (body['errors'] as { path: string }[])[0]?.path]).toEqual([
    422,
    'invalid_input',
    path,
  ])
})

test('what there is not cannot be kept, nor a time outside hours', async () => {
  for (const change of [{ service_id: 'svc_none' }, { trainer_id: 'nobody' }]) {
    expect((await send('POST', '/holds', { json: { ...makeTime(), ...change } })).status).toBe(404)
  }
  expect(
    await send('POST', '/holds', { json: { ...makeTime(), start_time: '2027-01-12T02:00:00Z' } }),
  ).toMatchObject({ status: 422, body: { code: 'slot_unavailable', reason: 'outside_hours' } })
})

test('without the secret, with another’s, or at another studio there is no such hold', async () => {
  const browser = makeBrowser()
  const { body: hold } = await send('POST', '/holds', { ...browser, json: makeTime() })
  const path = `/holds/${hold.id}`
  for (const method of ['GET', 'PATCH']) {
    for (const wrong of [{ secret: theirs }, { ...browser, host: LOTUS }]) {
      expect(await send(method, path, wrong)).toMatchObject({ status: 404, body: { code: 'not_found' } })
    }
  }
  for (const secret of [null, 'short']) {
    expect(await send('GET', path, { secret })).toMatchObject({
      status: 422,
      body: { code: 'invalid_input', errors: [{ path: 'hold-secret' }] },
    })
  }
  expect((await send('DELETE', path, { secret: theirs })).status).toBe(204)
  expect((await send('DELETE', path, { ...browser, host: LOTUS })).status).toBe(204)

  expect((await send('GET', path, browser)).body.status).toBe('active')
})
