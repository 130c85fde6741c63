import { afterEach, expect, test, vi } from 'vitest'
import { wakeups } from '../db/registry/schema/index.ts'
import { seconds } from '../tenants/durations.ts'
import { findTenant } from '../tenants/fleet/find-tenant.ts'
import { makeTenantContext } from './context.ts'
import { captureLog } from './testing/capture-log.ts'
import { makeSite } from './testing/make-site.ts'

afterEach(() => vi.useRealTimers())

async function makeContext() {
  const { env, fakes, fleet } = await makeSite()
  const { registry } = fleet.deps
  const record = await findTenant(registry, 'ten_iron-works')
  if (!record) throw new Error('no studio')
  const background: Promise<unknown>[] = []
  const ctx = await makeTenantContext({
    env,
    record,
    actor: { kind: 'visitor' },
    requestId: 'req_1',
    origin: 'https://book.iron-works.test',
    waitUntil: (work) => void background.push(work),
  })
  const dueAt = async () => {
    await Promise.all(background.splice(0))
    const [rows] = await registry.read([registry.orm.select().from(wakeups)])
    return rows[0]?.dueAt
  }
  return { ctx, env, sent: fakes.messages.sent, background, dueAt }
}

test('what is due at once goes to the queue and is noted, without making anyone wait', async () => {
  const { ctx, sent, background, dueAt } = await makeContext()
  const now = Date.now()
  await ctx.announce(now)

  expect(background).toHaveLength(2)
  expect(sent).toEqual([{ tenantId: 'ten_iron-works', wakeupAt: now }])
  expect(await dueAt()).toBe(now)
})

test('what is due later is only noted', async () => {
  const { ctx, sent, dueAt } = await makeContext()
  await ctx.announce(Date.now() + seconds(90))

  expect(sent).toEqual([])
  expect(await dueAt()).toBe(Date.now() + seconds(90))
})

test('a rush of announcements is noted once a second', async () => {
  const { ctx, sent, background } = await makeContext()
  for (let count = 0; count < 100; count++) await ctx.announce(Date.now())
  expect([sent.length, background.length]).toEqual([100, 101])

  vi.setSystemTime(Date.now() + seconds(1))
  await ctx.announce(Date.now())
  expect([sent.length, background.length]).toEqual([101, 103])
})

test('an announcement that cannot be made harms nobody and is logged', async () => {
  const takeLog = captureLog()
  const { ctx, env, background } = await makeContext()
  env.REGISTRY_URL = 'http://127.0.0.1:9/'
  env.MESSAGES_QUEUE.send = () => Promise.reject(new Error('down'))
  await ctx.announce(Date.now())
  await Promise.all(background)

  expect(takeLog().match(/announce_failed/g)).toHaveLength(2)
})
