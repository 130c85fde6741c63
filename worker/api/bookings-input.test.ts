import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { makeBody } from '../testing/make-body.ts'
import { makeSite, type Site } from '../testing/make-site.ts'

let site: Site
beforeAll(async () => {
  site = await makeSite()
})
afterAll(() => vi.useRealTimers())

type Answer = { code?: string; reason?: string; errors?: { path: string }[] }

async function post(body: unknown) {
  const answer = await site.postJson('/api/v1/bookings', body)
  return { status: answer.status, body: (await answer.json()) as Answer }
}

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

  expect([status, body.reason, body.errors?.[0]?.path]).toEqual([422, 'invalid_input', 'start_time'])
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
    'client.first_name',
    'client.last_name',
    'client.email',
    'service_id',
    'start_time',
  ])
})

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
