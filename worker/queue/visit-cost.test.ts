import { sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { orderErasure } from '../../tenants/fleet/order-erasure.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeBody } from '../testing/make-body.ts'
import { makeSite } from '../testing/make-site.ts'
import { consumeWakeups } from './consume-wakeups.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const tenantId = 'ten_iron-works'

async function makeStudio() {
  const site = await makeSite()
  const visit = async () => {
    let calls = 0
    let sent = 0
    const real = fetch
    vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => {
      calls += 1
      return real(...args)
    })
    const mail = {
      send: async () => {
        sent += 1
        return { ok: true as const, providerId: `mail-${sent}` }
      },
    }
    const { batch } = makeBatch([{ tenantId, wakeupAt: 0 }])
    await consumeWakeups(batch, { env: site.env, ports: { mail }, waitUntil: () => {} })
    vi.unstubAllGlobals()
    return { calls, sent }
  }
  return { ...site, visit, db: openTenantDatabase(tenantId, site.fleet.address('ten-iron-works')) }
}

test('a visit at which nothing is due is four round trips, whoever was forgotten there and whatever is ahead', async () => {
  const { postJson, visit, fleet } = await makeStudio()
  // The first one, and then one every few hours, also writes down how large the studio is.
  await visit()
  expect(await visit()).toEqual({ calls: 4, sent: 0 })

  expect((await postJson('/api/v1/bookings', makeBody())).status).toBe(201)
  await visit()
  await orderErasure(fleet.deps.registry, { tenantId, clientId: 'cli_gone', now: 0 })
  expect(await visit()).toEqual({ calls: 4, sent: 0 })
})

test('what a visit asks of databases depends neither on how many messages are due nor on how many there are', async () => {
  const { postJson, visit, db } = await makeStudio()
  await visit()
  const idle = await visit()
  expect((await postJson('/api/v1/bookings', makeBody())).status).toBe(201)
  const one = await visit()
  await db.write([
    db.orm.run(sql`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 1000)
      INSERT INTO messages (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at, copy)
      SELECT 'msg_' || n, booking_id, booking_version, kind, channel, recipient, locale, planned_at, n
      FROM messages, numbers WHERE kind = 'booking_confirmed'`),
  ])
  const many = await visit()

  expect([idle.sent, one.sent, many.sent]).toEqual([0, 1, 25])
  // Two more: for taking them, and for writing down what became of them.
  expect([one.calls, many.calls]).toEqual([idle.calls + 2, idle.calls + 2])
})
