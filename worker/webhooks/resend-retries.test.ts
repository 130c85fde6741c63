import { afterEach, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients, messages, vendorEvents } from '../../db/tenant/schema/index.ts'
import { makeResendWebhooks } from '../../tests/fakes/resend-webhooks.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBody } from '../testing/make-body.ts'
import { makeSite, PLATFORM } from '../testing/make-site.ts'

afterEach(() => vi.useRealTimers())

const secrets = [7, 8].map((fill) => `whsec_${Buffer.alloc(24, fill).toString('base64')}`)
const tenantId = 'ten_iron-works'

test('what Resend says while the databases are away is heard once, in whatever order it comes then', async () => {
  const site = await makeSite({ isProduction: true })
  // The older of two while one is replaced.
  site.env.RESEND_WEBHOOK_SECRET = secrets[1]
  const db = openTenantDatabase(tenantId, site.fleet.address('ten-iron-works'))
  await site.postJson('/api/v1/bookings', makeBody({ start_time: '2027-01-12T09:00:00Z' }))
  await db.write([db.orm.update(messages).set({ state: 'sent' })])
  const [rows] = await db.read([db.orm.select().from(messages)])
  const tags = { tenant: tenantId, message: rows.find(({ kind }) => kind === 'booking_confirmed')?.id ?? '' }

  const takeLog = captureLog()
  const vendor = makeResendWebhooks({
    secrets,
    now: Date.now,
    post: async (body, headers) =>
      (await site.ask({ path: '/webhooks/resend', host: PLATFORM, method: 'POST', body, headers })).status,
  })
  const url = site.env.REGISTRY_URL
  site.env.REGISTRY_URL = 'http://127.0.0.1:9/'
  const data = { email_id: 'em_1', to: ['elena@example.test'], tags }
  vendor.say('email.sent', data)
  vendor.say('email.delivered', data, Date.now() + 1)
  vendor.say('email.complained', data, Date.now() + 2)
  for (let passed = 0; passed < hours(1); passed += minutes(5)) {
    await vendor.deliver()
    vi.setSystemTime(Date.now() + minutes(5))
  }
  expect(vendor.waiting()).toBe(3)
  expect(takeLog()).toContain('unavailable')

  site.env.REGISTRY_URL = url
  vi.setSystemTime(Date.now() + hours(2))
  await vendor.deliver({ isReversed: true, times: 3 })
  expect([vendor.waiting(), vendor.givenUp]).toEqual([0, []])

  const [after, people, heard] = await db.read([
    db.orm.select().from(messages),
    db.orm.select().from(clients),
    db.orm.select().from(vendorEvents),
  ])
  expect(after.find(({ id }) => id === tags.message)).toMatchObject({
    delivery: 'complained',
    providerId: 'em_1',
  })
  expect(people).toMatchObject([{ mailRefusal: 'complained' }])
  expect(heard.map(({ id }) => id).toSorted()).toEqual([
    'resend:msg_fake1',
    'resend:msg_fake2',
    'resend:msg_fake3',
  ])
})
