import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients, messages, messageSettings, vendorEvents } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { holdMailDomain } from '../../tenants/fleet/mail-domains.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBody } from '../testing/make-body.ts'
import { IRON, makeSite, PLATFORM } from '../testing/make-site.ts'

afterEach(() => vi.useRealTimers())

const SECRET = `whsec_${Buffer.alloc(24, 7).toString('base64')}`
const tenantId = 'ten_iron-works'

/** Elena has booked at Iron Works, and her confirmation went out. */
async function makeSent() {
  const site = await makeSite({ isProduction: true })
  site.env.RESEND_WEBHOOK_SECRET = SECRET
  const db = openTenantDatabase(tenantId, site.fleet.address('ten-iron-works'))
  const answer = await site.postJson('/api/v1/bookings', makeBody({ start_time: '2027-01-12T09:00:00Z' }))
  expect(answer.status).toBe(201)
  await db.write([db.orm.update(messages).set({ state: 'sent', providerId: 'em_1' })])
  const [rows] = await db.read([db.orm.select().from(messages)])
  const message = rows.find(({ kind }) => kind === 'booking_confirmed')?.id ?? ''
  await db.write([db.orm.update(messages).set({ providerId: null })])

  let sent = 0
  const post = (
    body: string,
    { host = PLATFORM, id = '', headers = {} as Record<string, string>, method = 'POST' } = {},
  ) => {
    sent += 1
    const eventId = id || `evt_${sent}`
    const now = new Date()
    const signed = {
      'content-type': 'application/json',
      'svix-id': eventId,
      'svix-timestamp': String(Math.floor(now.getTime() / 1_000)),
      'svix-signature': new Webhook(SECRET).sign(eventId, now, body),
    }
    const init = method === 'GET' ? {} : { body }
    return site.ask({ path: '/webhooks/resend', host, method, headers: { ...signed, ...headers }, ...init })
  }
  const event = (type: string, data: object = {}) =>
    JSON.stringify({
      type,
      created_at: new Date().toISOString(),
      data: {
        email_id: 'em_1',
        to: ['elena@example.test'],
        tags: { kind: 'x', tenant: tenantId, message },
        ...data,
      },
    })
  return {
    ...site,
    db,
    post,
    event,
    message,
    read: async () => {
      const [all, people, heard] = await db.read([
        db.orm.select().from(messages),
        db.orm.select().from(clients),
        db.orm.select().from(vendorEvents),
      ])
      return { message: all.find(({ id }) => id === message), all, client: people[0], heard: heard.length }
    },
  }
}

test('a mail that came back is known to be, however often it is said, and so is its address', async () => {
  const { post, event, read } = await makeSent()
  const bounced = event('email.bounced', {
    bounce: { type: 'Permanent', subType: 'General', message: 'No such user.' },
  })
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(bounced, { id: 'evt_same' })))
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 10 }, () => 200))
  await post(event('email.delivered'))

  const { message, client, heard } = await read()
  expect(message).toMatchObject({
    delivery: 'bounced',
    deliveryReason: 'Permanent, General, No such user.',
    providerId: 'em_1',
  })
  expect(client).toMatchObject({ mailRefusal: 'bounced' })
  expect(heard).toBe(2)
})

test.each([
  ['email.bounced', { bounce: { type: 'Transient', message: 'Full.' } }, 'bounced', null],
  ['email.complained', {}, 'complained', 'complained'],
  [
    'email.suppressed',
    { suppressed: { type: 'OnAccountSuppressionList', message: 'x' } },
    'bounced',
    'bounced',
  ],
  ['email.failed', { failed: { reason: 'reached_daily_quota' } }, 'refused', null],
  ['email.delivery_delayed', {}, 'delayed', null],
  ['email.delivered', {}, 'delivered', null],
  ['email.sent', {}, null, null],
])('%s is written down', async (type, data, delivery, mailRefusal) => {
  const { post, event, read } = await makeSent()
  expect((await post(event(type, data))).status).toBe(200)
  expect(await read()).toMatchObject({ message: { delivery }, client: { mailRefusal } })
})

test('tags may come as a list, as their reference shows them', async () => {
  const { post, event, read, message } = await makeSent()
  const tags = [
    { name: 'tenant', value: tenantId },
    { name: 'message', value: message },
  ]
  await post(event('email.delivered', { tags }))
  expect(await read()).toMatchObject({ message: { delivery: 'delivered' } })
})

test('what concerns nobody here, or nothing we know, is taken and changes nothing', async () => {
  const { post, event, read } = await makeSent()
  const before = await read()
  const odd = [
    event('email.opened'),
    event('inbox.created'),
    event('__proto__'),
    event('email.bounced', { tags: { tenant: 'ten_nobody', message: 'msg_1' } }),
    event('email.bounced', { tags: { tenant: 'ten_lotus-yoga', message: before.message?.id } }),
    event('email.bounced', { tags: {} }),
    event('email.bounced', { tags: 'x' }),
    event('email.bounced', { email_id: 7 }),
    event('email.delivered').replace(/"created_at":"[^"]*"/, '"created_at":"soon"'),
    event('domain.updated', { name: 'nobody.test' }),
    event('domain.updated'),
  ]
  for (const body of odd) expect([body, (await post(body)).status]).toEqual([body, 200])
  expect(await read()).toEqual(before)
})

test('what is forged, old, elsewhere or no event is refused and changes nothing', async () => {
  const { post, event, read, env } = await makeSent()
  const before = await read()
  const bounced = event('email.bounced')
  const status = async (...args: Parameters<typeof post>) => (await post(...args)).status

  expect(await status(bounced, { headers: { 'svix-signature': '' } })).toBe(401)
  expect(await status(bounced, { headers: { 'svix-signature': `v1,${'A'.repeat(43)}=` } })).toBe(401)
  expect(await status(bounced, { headers: { 'svix-id': 'another' } })).toBe(401)
  expect(await status(bounced, { headers: { 'svix-timestamp': '1' } })).toBe(401)
  expect(await status(bounced, { host: IRON })).toBe(404)
  expect(await status(bounced, { method: 'GET' })).toBe(404)
  expect(await status(bounced, { method: 'PUT' })).toBe(405)
  expect(await status(bounced, { headers: { origin: 'https://evil.test' } })).toBe(403)
  expect(await status(bounced, { headers: { 'content-length': String(5_000_000) } })).toBe(413)
  for (const body of ['', '[]', 'null', '{"type":7}', 'x'.repeat(1_000), '['.repeat(50_000)]) {
    expect(await status(body)).toBe(400)
  }
  env.RESEND_WEBHOOK_SECRET = undefined
  expect(await status(bounced)).toBe(401)
  expect(await read()).toEqual(before)
})

test('a database that is away is a reason to say it again, and then it counts', async () => {
  const { post, event, read, env } = await makeSent()
  const url = env.REGISTRY_URL
  const takeLog = captureLog()
  env.REGISTRY_URL = 'http://127.0.0.1:9/'
  expect((await post(event('email.delivered'), { id: 'evt_again' })).status).toBe(503)
  expect(takeLog()).toContain('unavailable')
  env.REGISTRY_URL = url
  expect((await post(event('email.delivered'), { id: 'evt_again' })).status).toBe(200)
  expect(await read()).toMatchObject({ message: { delivery: 'delivered' }, heard: 1 })
})

test('news of a sender’s domain have it looked at soon', async () => {
  const { post, event, db, fleet, fakes } = await makeSent()
  const { registry } = fleet.deps
  await holdMailDomain(registry, { tenantId, domain: 'iron.test', now: Date.now() })
  const looked = {
    mailDomain: 'iron.test',
    mailDomainState: 'pending' as const,
    mailDomainCheckedAt: Date.now(),
  }
  await db.write([db.orm.update(messageSettings).set(looked)])
  vi.setSystemTime(Date.now() + hours(1))
  await post(event('domain.updated', { id: 'd1', name: 'Iron.test', status: 'verified', tags: undefined }))

  const [[row]] = await db.read([db.orm.select().from(messageSettings)])
  expect(row).toMatchObject({ mailDomainCheckedAt: null, mailDomainState: 'pending' })
  expect(fakes.messages.sent.at(-1)).toMatchObject({ tenantId, wakeupAt: Date.now() })
})
