import { sql } from 'drizzle-orm'
import { migrateDatabase } from '../db/migrate-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { openRegistry, type Registry } from '../db/registry/open-registry.ts'
import { days, minutes } from '../tenants/durations.ts'
import type { Wakeup } from '../tenants/fleet/claim-due-tenants.ts'
import { startFaultProxy, type FaultProxy } from '../tests/support/fault-proxy.ts'
import { runCron } from '../worker/cron/run-cron.ts'
import type { Env } from '../worker/env.ts'
import { atMost, exactly, forInformation, type BenchRow } from './bench-row.ts'
import { median } from './statistics.ts'
import { withDatabaseServer } from './with-database-server.ts'

const STUDIOS = 10_000
/** Each studio's, ten times as many in all as there are studios. */
const MESSAGES = 10
const DUE_OF_MANY = 100
const WARM_UP = 10
const ROUNDS = 100
const QUARTERS = 3
/** The first minute of the runs: nothing here depends on the clock of the machine. */
const START = Date.UTC(2027, 0, 12, 9)

type Fleet = { registry: Registry; proxy: FaultProxy; cron: (now: number) => Promise<Minute> }
type Minute = { calls: number; ms: number; studios: string[] }

/** What a minute of cron costs the registry: 10,000 studios with 100,000 messages due at once; and against idle studios. */
export function benchCron(): Promise<BenchRow[]> {
  return withDatabaseServer(async ({ url, hostAt }) => {
    const proxy = await startFaultProxy(url)
    const databaseHost = hostAt(proxy.url)
    const make = async (name: string, studios: number) =>
      makeFleet(proxy, { address: await databaseHost.create(name), studios })
    try {
      const idle = await make('idle', STUDIOS)
      const busy = await make('busy', DUE_OF_MANY)
      return [
        ...(await passOnAll(await make('all-due', STUDIOS))),
        await compare({ idle, busy }),
        ...(await sweepAll(await make('swept', STUDIOS))),
      ]
    } finally {
      await proxy.close()
    }
  })
}

/** Every studio's messages come due in one minute. */
async function passOnAll({ registry, cron }: Fleet): Promise<BenchRow[]> {
  await registry.write([
    registry.orm.run(sql`UPDATE tenants SET sweep_at = ${START + days(1)}`),
    registry.orm.run(sql`INSERT INTO wakeups (tenant_id, due_at) SELECT id, ${START} FROM tenants`),
    registry.orm.run(sql`INSERT INTO tenant_backlogs (tenant_id, due, oldest_due_at, at)
      SELECT id, ${MESSAGES}, ${START}, ${START} FROM tenants`),
  ])
  const taken: Minute[] = []
  const passedOn = new Set<string>()
  while (passedOn.size < STUDIOS) {
    const minute = await cron(START + minutes(taken.length))
    if (minute.studios.length === 0) throw new Error('studios are lost')
    for (const id of minute.studios) passedOn.add(id)
    taken.push(minute)
  }
  const name = `${STUDIOS.toLocaleString('en')} studios, ${(STUDIOS * MESSAGES).toLocaleString('en')} messages due at once`
  return [
    // To sweep, to claim, and to ask what the fleet has to do.
    atMost(3, {
      name: `${name}: database calls of a cron minute`,
      figure: Math.max(...taken.map(({ calls }) => calls)),
      unit: 'calls',
      detail: `at most ${Math.max(...taken.map(({ studios }) => studios.length)).toLocaleString('en')} studios a minute`,
    }),
    forInformation({
      name: `${name}: all passed on after`,
      figure: taken.length,
      unit: 'minutes',
      detail: `p50 ${median(taken.map(({ ms }) => ms)).toFixed(0)} ms of a minute`,
    }),
  ]
}

/** A hundred due studios among ten thousand with nothing due, against a hundred by themselves. */
async function compare(fleets: { idle: Fleet; busy: Fleet }): Promise<BenchRow> {
  const times = { idle: [] as number[], busy: [] as number[] }
  for (const { registry } of Object.values(fleets)) {
    await registry.write([registry.orm.run(sql`UPDATE tenants SET sweep_at = ${START + days(1)}`)])
  }
  for (let round = 0; round < WARM_UP + ROUNDS; round++) {
    const order = round % 2 === 0 ? (['idle', 'busy'] as const) : (['busy', 'idle'] as const)
    for (const which of order) {
      const { registry, cron } = fleets[which]
      await registry.write([
        // What is not due stands there with a time of its own, as reminders make it.
        registry.orm.run(sql`INSERT INTO wakeups (tenant_id, due_at)
          SELECT id, iif(created_at < ${DUE_OF_MANY}, ${START}, ${START + days(1)} + created_at) FROM tenants WHERE true
          ON CONFLICT DO UPDATE SET due_at = excluded.due_at WHERE due_at <> excluded.due_at`),
      ])
      const { ms, studios } = await cron(START)
      if (studios.length !== DUE_OF_MANY) throw new Error(`${studios.length} studios were due`)
      if (round >= WARM_UP) times[which].push(ms)
    }
  }
  const p50 = { idle: median(times.idle), busy: median(times.busy) }
  return atMost(1.5, {
    name: `cron minute with ${DUE_OF_MANY} studios due: among ${STUDIOS.toLocaleString('en')} against alone, p50`,
    figure: p50.idle / p50.busy,
    unit: '×',
    detail: `${p50.idle.toFixed(1)} ms against ${p50.busy.toFixed(1)} ms`,
  })
}

/** Nothing is due: every studio is looked after within each quarter of an hour all the same, some each minute. */
async function sweepAll({ registry, cron }: Fleet): Promise<BenchRow[]> {
  const seen = new Map<string, number>()
  const taken: Minute[] = []
  let longest = 0
  for (let n = 0; n < QUARTERS * 15; n++) {
    const now = START + minutes(n)
    const minute = await cron(now)
    // Each is looked after at once, and nothing was to be done.
    await registry.write([registry.orm.run(sql`DELETE FROM wakeups`)])
    for (const id of minute.studios) {
      longest = Math.max(longest, now - (seen.get(id) ?? now))
      seen.set(id, now)
    }
    taken.push(minute)
  }
  const later = taken.slice(15).map(({ studios }) => studios.length)
  const name = `${STUDIOS.toLocaleString('en')} idle studios swept`
  return [
    exactly(STUDIOS, { name: `${name}: looked after`, figure: seen.size, unit: 'studios' }),
    atMost(15, {
      name: `${name}: longest between two visits`,
      figure: longest / minutes(1),
      unit: 'minutes',
    }),
    atMost(1_000, {
      name: `${name}: in one minute`,
      figure: Math.max(...taken.map(({ studios }) => studios.length)),
      unit: 'studios',
      detail: `from the second quarter on ${Math.min(...later)} to ${Math.max(...later)}, p50 ${median(taken.map(({ ms }) => ms)).toFixed(0)} ms`,
    }),
  ]
}

type Making = { address: { url: string; token: string }; studios: number }

/** A registry with so many open studios, numbered by `created_at`, behind a proxy that counts; and cron on it. */
async function makeFleet(proxy: FaultProxy, { address, studios }: Making): Promise<Fleet> {
  await migrateDatabase(address, registryMigrations, 0)
  const registry = openRegistry(address, { timeoutMs: 30_000 })
  const numbers = sql`WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < ${studios})`
  await registry.write([
    registry.orm
      .run(sql`INSERT INTO tenants (id, slug, name, status, database_url, database_token_encrypted, created_at)
      ${numbers} SELECT 'ten_' || n, 'studio-' || n, 'Studio ' || n, 'active', 'http://database.test/' || n,
        hex(randomblob(120)), n FROM numbers`),
  ])
  return {
    registry,
    proxy,
    async cron(now) {
      const sent: Wakeup[] = []
      const queue = {
        sendBatch: async (batch: { body: Wakeup }[]) => void sent.push(...batch.map(({ body }) => body)),
      }
      // All that cron uses of it.
      const env = {
        REGISTRY_URL: address.url,
        REGISTRY_TOKEN: address.token,
        DUE_QUEUE: queue,
        FLEET_QUEUE: { sendBatch: async () => {} },
      } as unknown as Env
      const before = proxy.count()
      const startedAt = performance.now()
      // A minute past the hour: what is done once an hour is one call more.
      await runCron(env, now + minutes(1))
      const ms = performance.now() - startedAt
      return { calls: proxy.count() - before, ms, studios: sent.map(({ tenantId }) => tenantId) }
    },
  }
}
