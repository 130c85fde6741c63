import { expect, test } from 'vitest'
import webPush from 'web-push'
import { makePushServer, type PushServer } from '../../tests/fakes/push-server.ts'
import type { PushNotice } from '../../tenants/messages/push-port.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { makeWebPush } from './web-push.ts'

const vapid = { subject: 'mailto:operator@example.test', ...webPush.generateVAPIDKeys() }

const notice: PushNotice = {
  title: 'Айрън Уъркс',
  body: 'Утре в 18:00: Пилатес',
  url: 'https://book.ironworks.test/bookings/bkg_1?token=abc',
  tag: 'bkg_1',
}

function send(server: PushServer, changes: { body?: string; expiresAt?: number; endpoint?: string } = {}) {
  const { body = notice.body, expiresAt = Date.now() + hours(1), endpoint } = changes
  const device = server.subscribe(vapid.publicKey)
  const port = makeWebPush({ ...vapid, fetch: server.fetch, timeoutMs: 50 })
  return port.send({ ...device, endpoint: endpoint ?? device.endpoint }, { ...notice, body }, expiresAt)
}

test('a device can read what was encrypted for it, and its push service believes whose it is', async () => {
  const server = makePushServer()
  expect(await send(server)).toEqual({ ok: true })

  const [delivered] = server.ledger
  expect(JSON.parse(delivered?.text ?? '')).toEqual(notice)
  expect(delivered).toMatchObject({ urgency: 'high', topic: expect.stringMatching(/^[\w-]{32}$/) })
  expect(delivered?.ttl).toBeGreaterThan(3_590)
  expect(delivered?.ttl).toBeLessThanOrEqual(3_600)
})

test('what the vendors’ own package sends is accepted by the same stand-in, and a stranger’s key is not', async () => {
  const server = makePushServer()
  const { endpoint, p256dh, auth } = server.subscribe(vapid.publicKey)
  const options = { TTL: 60, topic: 'a', urgency: 'high' }
  for (const [keys, status] of [
    [vapid, 201],
    [{ subject: vapid.subject, ...webPush.generateVAPIDKeys() }, 403],
  ] as const) {
    const vapidDetails = { subject: keys.subject, publicKey: keys.publicKey, privateKey: keys.privateKey }
    const details = webPush.generateRequestDetails({ endpoint, keys: { p256dh, auth } }, 'hello', {
      ...options,
      vapidDetails,
    })
    const headers = Object.entries(details.headers).map(([name, value]): [string, string] => [
      name,
      String(value),
    ])
    const body = new Uint8Array(details.body)
    expect((await server.fetch(endpoint, { method: details.method, headers, body })).status).toBe(status)
  }
  expect(server.ledger.map(({ text }) => text)).toEqual(['hello'])
})

test('of the same thing the newest waits for the device; of another, both', async () => {
  const server = makePushServer()
  await send(server)
  await send(server, { body: 'Другаде' })
  const port = makeWebPush({ ...vapid, fetch: server.fetch })
  await port.send(server.subscribe(vapid.publicKey), { ...notice, tag: 'bkg_2' }, Date.now() + minutes(5))
  const [first, second, third] = server.ledger.map(({ topic }) => topic)
  expect(second).toBe(first)
  expect(third).not.toBe(first)
})

test.for([
  [201, { ok: true }],
  [404, { ok: false, kind: 'gone', reason: 'status 404' }],
  [410, { ok: false, kind: 'gone', reason: 'status 410' }],
  [429, { ok: false, kind: 'retry', reason: 'status 429', retryAfterMs: 7_000 }],
  [503, { ok: false, kind: 'retry', reason: 'status 503', retryAfterMs: 7_000 }],
  [403, { ok: false, kind: 'retry', reason: 'status 403', retryAfterMs: 7_000 }],
  // Elsewhere nobody is asked; and what may have been accepted is not sent again.
  [302, { ok: false, kind: 'rejected', reason: 'status 302' }],
  [400, { ok: false, kind: 'rejected', reason: 'status 400' }],
  [413, { ok: false, kind: 'rejected', reason: 'status 413' }],
  [500, { ok: false, kind: 'rejected', reason: 'status 500' }],
] as const)('a push service that answers %d means one thing', async ([status, result]) => {
  const server = makePushServer()
  server.plan(new Response(null, { status, headers: { 'retry-after': '7' } }))
  expect(await send(server)).toEqual(result)
  expect(server.asked).toHaveLength(1)
})

test('a time-out before or after it was accepted is not tried again', async () => {
  const server = makePushServer()
  server.plan('hang', 'accept and hang')
  expect(await send(server)).toMatchObject({ ok: false, kind: 'rejected' })
  expect(await send(server)).toMatchObject({ ok: false, kind: 'rejected' })
  expect(server.ledger).toHaveLength(1)
})

test('what would be shown too late, or not over https, is not sent at all', async () => {
  const server = makePushServer()
  expect(await send(server, { expiresAt: Date.now() })).toEqual({
    ok: false,
    kind: 'rejected',
    reason: 'too_late',
  })
  expect(await send(server, { endpoint: 'http://127.0.0.1:9/x' })).toMatchObject({
    ok: false,
    kind: 'rejected',
  })
  expect(server.asked).toEqual([])
})

test('a text of any length is cut to what one record takes', async () => {
  const server = makePushServer()
  expect(await send(server, { body: 'Ж'.repeat(5_000) })).toEqual({ ok: true })
  expect(JSON.parse(server.ledger[0]?.text ?? '').body).toBe('Ж'.repeat(400))
})
