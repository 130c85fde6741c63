import { afterEach, expect, test, vi } from 'vitest'
import { sql } from 'drizzle-orm'
import { deadLetters, messageTallies, smsNumberCounts, wakeups } from '../../db/registry/schema/index.ts'
import { days, hours, minutes } from '../../tenants/durations.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeSite } from '../testing/make-site.ts'
import { runCron } from './run-cron.ts'

afterEach(() => vi.useRealTimers())

/** Iron Works and Lotus, swept a moment ago, so that only what is planned is due. */
async function makeClock() {
  const site = await makeSite()
  const { env, fakes, fleet } = site
  const { registry } = fleet.deps
  await runCron(env, Date.now())
  await registry.write([registry.orm.delete(wakeups)])
  fakes.due.sent.length = 0
  const plan = (tenantId: string, dueAt: number) =>
    registry.write([registry.orm.insert(wakeups).values({ tenantId, dueAt })])
  return { env, registry, plan, sent: fakes.due.sent, fakes, cron: () => runCron(env, Date.now()) }
}

test('two runs at once pass each studio on once', async () => {
  const { plan, cron, sent } = await makeClock()
  await plan('ten_iron-works', Date.now())
  await plan('ten_lotus-yoga', Date.now())
  await Promise.all([cron(), cron(), cron()])

  expect(sent.map(({ tenantId }) => tenantId).toSorted()).toEqual(['ten_iron-works', 'ten_lotus-yoga'])
})

test('after six hours without it, whatever became due meanwhile is passed on at once, and once', async () => {
  const { plan, cron, sent } = await makeClock()
  await plan('ten_iron-works', Date.now() + hours(2))
  vi.setSystemTime(Date.now() + hours(6))
  await cron()
  vi.setSystemTime(Date.now() + minutes(1))
  await cron()

  // Lotus was not looked after for a quarter of an hour.
  expect(sent.map(({ tenantId }) => tenantId).toSorted()).toEqual(['ten_iron-works', 'ten_lotus-yoga'])
})

test('what the queue does not take is due again in the next minute', async () => {
  const { env, plan, cron, sent } = await makeClock()
  await plan('ten_iron-works', Date.now())
  const takeLog = captureLog()
  const down = vi.spyOn(env.DUE_QUEUE, 'sendBatch').mockRejectedValueOnce(new Error('down'))
  await cron()
  expect(sent).toEqual([])
  expect(takeLog()).toContain('"event":"wakeups_unsent","studios":1')

  down.mockRestore()
  vi.setSystemTime(Date.now() + minutes(1))
  await cron()
  expect(sent).toMatchObject([{ tenantId: 'ten_iron-works' }])
})

test('a minute takes two thousand studios, whoever waits longest first, and the next one the others', async () => {
  const { registry, cron, sent } = await makeClock()
  const numbers = sql`WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2500)`
  await registry.write([
    registry.orm.run(sql`INSERT INTO tenants (id, slug, name, status, database_url, database_token_encrypted,
      created_at, sweep_at) ${numbers} SELECT 'ten_' || i, 's' || i, 'x', 'active', 'x', 'x', 0, 9e15 FROM n`),
    registry.orm.run(sql`INSERT INTO wakeups ${numbers} SELECT 'ten_' || i, 10000 - i FROM n`),
  ])
  await cron()
  expect(sent).toHaveLength(2_000)
  expect(sent.map(({ tenantId }) => tenantId)).toContain('ten_2500')
  expect(sent.map(({ tenantId }) => tenantId)).not.toContain('ten_500')
  await cron()
  expect(new Set(sent.map(({ tenantId }) => tenantId)).size).toBe(2_500)
})

test('once an hour, what is of no use any more goes', async () => {
  const { registry, cron } = await makeClock()
  const now = Math.ceil(Date.now() / hours(1)) * hours(1)
  const letter = { queue: 'messages', body: '{}', attempts: 6, diedAt: now - days(31) }
  const tally = { tenantId: 'ten_iron-works', vendor: 'resend' as const }
  await registry.write([
    registry.orm.insert(messageTallies).values([
      { ...tally, hourAt: now - days(31) },
      { ...tally, hourAt: now - days(29) },
    ]),
    registry.orm.insert(deadLetters).values([
      { ...letter, id: 'open' },
      { ...letter, id: 'replayed', replayedAt: now - days(31) },
    ]),
    registry.orm.insert(smsNumberCounts).values([
      { dayOn: new Date(now).toISOString().slice(0, 10), phoneHash: 'a', count: 1 },
      { dayOn: '2020-01-01', phoneHash: 'a', count: 1 },
    ]),
  ])
  vi.setSystemTime(now)
  await cron()

  const [tallies, letters, counts] = await registry.read([
    registry.orm.select().from(messageTallies),
    registry.orm.select().from(deadLetters),
    registry.orm.select().from(smsNumberCounts),
  ])
  expect(tallies.map(({ hourAt }) => hourAt)).toEqual([now - days(29)])
  expect(letters.map(({ id }) => id)).toEqual(['open'])
  expect(counts).toHaveLength(1)
})
