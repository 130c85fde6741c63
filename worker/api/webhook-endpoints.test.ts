import { eq } from 'drizzle-orm'
import { afterAll, expect, test, vi } from 'vitest'
import { messageTallies } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { makeEndpoint, TEST_SECRET } from '../../tests/support/make-endpoint.ts'
import { startWebhookReceiver } from '../../tests/fakes/webhook-receiver.ts'
import { webhookEventTypes } from '../../tenants/webhooks/webhook-event-types.ts'
import { consumeWork } from '../queue/consume-work.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeBody } from '../testing/make-body.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'
import { listKept } from '../providers/dev-mailbox.ts'

const site = await makeStaffSite()
const { asStaff, asVisitor, postJson, env, fakes, fleet } = site
const receiver = await startWebhookReceiver()
afterAll(() => vi.useRealTimers())
afterAll(receiver.close)

const id = 'whk_1'
const path = `/webhook-endpoints/${id}`
const ctx = {
  db: openTenantDatabase('ten_iron-works', fleet.address('ten-iron-works')),
  keys: env.SECRET_KEYS,
  now: () => Date.now(),
  tenant: { id: 'ten_iron-works', slug: 'iron-works', name: '', status: 'active', primaryHost: '' },
} as Parameters<typeof makeEndpoint>[0]
await makeEndpoint(ctx, { id, url: receiver.url, description: 'Accounts' })

/** Whatever is to be done in the background is. */
async function work(): Promise<void> {
  while (fakes.work.sent.length > 0) {
    const { batch, outcomes } = makeBatch(fakes.work.sent.splice(0))
    await consumeWork(batch, { env, waitUntil: () => {} })
    expect(outcomes.every((outcome) => outcome === 'ack')).toBe(true)
  }
}

test('an endpoint is read without its secret', async () => {
  const { body } = await asStaff('GET', path)
  expect(body).toEqual({
    id,
    url: receiver.url,
    events: ['*'],
    description: 'Accounts',
    status: 'active',
    status_reason: null,
    failing_since: null,
    old_secret_until: null,
    created_at: expect.any(String),
    edition: 1,
  })
  expect(await asStaff('GET', '/webhook-endpoints')).toMatchObject({
    body: { data: [body], next_cursor: null },
  })
  expect((await asVisitor('GET', path)).status).toBe(401)
})

test('what a key does is told right after it: the client as the API gives them, and in the development mailbox', async () => {
  const made = await asStaff('POST', '/clients', { first_name: 'Ana', email: 'ana@example.test' })
  expect(fakes.work.sent).toMatchObject([{ work: { kind: 'webhooks' } }])
  await work()

  const [received] = receiver.received.splice(0)
  expect(received?.event).toMatchObject({
    type: 'client.created',
    data: { ...made.body, merged_into_id: null },
  })
  const [kept] = await listKept(fakes.mailbox.kv, ['webhook'])
  expect(kept).toMatchObject({ to: receiver.url, event: 'client.created', body: received?.body })
  expect(JSON.stringify(kept)).not.toContain(TEST_SECRET)
})

test('operators see how many of a studio’s webhooks went out', async () => {
  const { orm, read } = fleet.deps.registry
  const [tallies] = await read([
    orm.select().from(messageTallies).where(eq(messageTallies.vendor, 'webhook')),
  ])
  expect(tallies).toMatchObject([{ tenantId: 'ten_iron-works', sent: 1, failed: 0, retried: 0, skipped: 0 }])
})

test('deliveries are listed, and one is sent again', async () => {
  const { body } = await asStaff('GET', `${path}/deliveries?state=delivered&type=client.created&limit=1`)
  expect(body).toMatchObject({
    data: [
      {
        state: 'delivered',
        attempts: 1,
        replays: 0,
        response_status: 204,
        event: { type: 'client.created' },
      },
    ],
    next_cursor: null,
  })
  const [delivery] = body['data'] as { id: string; event: { id: string } }[]
  const replayed = await asStaff('POST', `${path}/replay`, { delivery_id: delivery?.id })
  expect(replayed).toMatchObject({ status: 202, body: { replayed: 1 } })
  await work()
  expect(receiver.received.splice(0).map(({ headers }) => headers['webhook-id'])).toEqual([
    delivery?.event.id,
  ])

  expect(await asStaff('POST', `${path}/replay`, { since: '2000-01-01T00:00:00Z' })).toMatchObject({
    body: { replayed: 0 },
  })
  expect(await asStaff('POST', `${path}/replay`, {})).toMatchObject({ status: 422 })
  expect(await asStaff('GET', `${path}/deliveries?cursor=x`)).toMatchObject({ status: 422 })
  expect(await asStaff('GET', '/webhook-endpoints/whk_none/deliveries')).toMatchObject({ status: 404 })
})

test('a visitor’s booking wakes the studio by its mail, and is told in its next visit', async () => {
  const booked = await postJson('/api/v1/bookings', makeBody())
  expect(booked.status).toBe(201)
  expect(fakes.work.sent).toEqual([])
  expect(fakes.messages.sent.length).toBeGreaterThan(0)
})

test('a test is sent at once', async () => {
  expect(await asStaff('POST', `${path}/test`)).toMatchObject({
    status: 202,
    body: { delivery_id: expect.stringMatching(/^whd_/) },
  })
  await work()
  expect(receiver.received.splice(0).map(({ event }) => event.type)).toContain('webhook.test')
  expect(await asStaff('POST', `${path}/test`)).toMatchObject({ status: 429 })
})

test('a key neither makes an endpoint nor sends what it hears of elsewhere', async () => {
  const wish = { url: 'https://hooks.example.com/', events: ['*'] }
  for (const answer of [
    await asStaff('POST', '/webhook-endpoints', wish),
    await asStaff('PATCH', path, { url: wish.url }),
    await asStaff('POST', `${path}/rotate-secret`),
    await asStaff('DELETE', path),
  ]) {
    expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } })
  }
  expect(await asStaff('PATCH', path, { status: 'paused', edition: 7 })).toMatchObject({ status: 409 })
  expect(await asStaff('PATCH', path, { status: 'paused' })).toMatchObject({ body: { status: 'paused' } })
})

test('what is sent is in the API’s description, for programs and for people', async () => {
  const { body } = await asVisitor('GET', '/openapi.json')
  expect(Object.keys(body['webhooks'] ?? {}).toSorted()).toEqual(webhookEventTypes.toSorted())
  const page = await (await site.ask({ path: '/api/docs' })).text()
  expect(page).toContain('<code>booking.moved</code>')
})
