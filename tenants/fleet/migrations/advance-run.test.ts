import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import {
  migrationEntries,
  migrationRuns,
  schemaVersions,
  tenants,
} from '../../../db/registry/schema/index.ts'
import { makeNewTenant } from '../../../tests/support/make-fleet.ts'
import {
  hasTrophies,
  heal,
  makeFleetToMigrate,
  migrations,
  NEW,
  OLD,
  poison,
  runInStudio,
} from '../../../tests/support/make-run.ts'
import { minutes } from '../../durations.ts'
import { provisionTenant } from '../provision-tenant.ts'
import { advanceRun } from './advance-run.ts'
import { changeRun } from './change-run.ts'
import { readRun } from './read-run.ts'

afterEach(() => vi.unstubAllGlobals())

test(
  'goes on when studio 17 of 50 fails, says so, and takes it up once it is mended',
  { timeout: 60_000 },
  async () => {
    const made = await makeFleetToMigrate(50)
    await poison(made, 'studio-17')
    const { id } = await made.open()

    const first = await made.follow(id)

    expect(first).toMatchObject({ state: 'done', target: NEW, counts: { waiting: 0, done: 49, failed: 1 } })
    const { versions, failed } = await made.report(id)
    expect(versions).toEqual([
      { version: OLD, tenants: 1 },
      { version: NEW, tenants: 49 },
    ])
    expect(failed).toMatchObject([{ slug: 'studio-17', fromVersion: OLD, version: OLD, attempts: 1 }])
    expect(failed[0]?.error).toContain('already exists')
    expect(await hasTrophies(made, 'studio-50')).toBe(true)

    await heal(made, 'studio-17')
    await changeRun(made.fleet, { id, deed: 'retry' })
    const second = await made.follow(id)

    expect(second).toMatchObject({ state: 'done', counts: { waiting: 0, done: 50, failed: 0 } })
    expect((await made.report(id)).versions).toEqual([{ version: NEW, tenants: 50 }])
  },
)

test('a batch is one message of the queue, and has the next one sent', async () => {
  const made = await makeFleetToMigrate(5)
  const { id } = await made.open({ batchSize: 2 })
  expect(made.started).toEqual([{ kind: 'migration', id, inMs: 0 }])

  const waiting: number[] = []
  for (let n = 1; n <= 3; n += 1) {
    await advanceRun(made.fleet, id, { migrations })
    waiting.push((await readRun(made.fleet.registry, id)).counts.waiting)
  }

  expect(waiting).toEqual([3, 1, 0])
  expect(made.started).toHaveLength(4)
  expect(await advanceRun(made.fleet, id, { migrations })).toMatchObject({ state: 'done' })
  expect(made.started).toHaveLength(4)
})

test('canaries go first, and if one of them fails nobody else is touched until somebody says so', async () => {
  const made = await makeFleetToMigrate(4)
  await poison(made, 'studio-02')
  const { id } = await made.open({ canaries: 2 })

  const paused = await made.follow(id)

  expect(paused).toMatchObject({ state: 'paused', counts: { waiting: 2, done: 1, failed: 1 } })
  expect(paused.pauseReason).toContain('ten_studio-02')
  expect([await hasTrophies(made, 'studio-01'), await hasTrophies(made, 'studio-03')]).toEqual([true, false])
  expect(await advanceRun(made.fleet, id, { migrations })).toMatchObject({ state: 'paused' })

  await changeRun(made.fleet, { id, deed: 'resume' })

  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { waiting: 0, done: 3, failed: 1 } })
})

test('training copies are the first canaries', async () => {
  const made = await makeFleetToMigrate(3)
  const { orm, read, write } = made.fleet.registry
  await write([orm.update(tenants).set({ copyOf: 'ten_studio-01' }).where(eq(tenants.slug, 'studio-03'))])

  const { id } = await made.open({ canaries: 1 })

  const [canaries] = await read([
    orm.select().from(migrationEntries).where(eq(migrationEntries.isCanary, true)),
  ])
  expect(canaries).toMatchObject([{ runId: id, tenantId: 'ten_studio-03' }])
})

test('pauses when a whole batch fails', async () => {
  const made = await makeFleetToMigrate(12)
  for (let n = 1; n <= 10; n += 1) await poison(made, `studio-${String(n).padStart(2, '0')}`)
  const { id } = await made.open({ batchSize: 10 })

  expect(await made.follow(id)).toMatchObject({ state: 'paused', pauseReason: 'All 10 of a batch failed.' })
  expect(await hasTrophies(made, 'studio-11')).toBe(false)
})

test.each(['suspended', 'archived', 'deleting'] as const)('brings %s studios along', async (status) => {
  const made = await makeFleetToMigrate(2)
  const { orm, write } = made.fleet.registry
  await write([orm.update(tenants).set({ status }).where(eq(tenants.slug, 'studio-01'))])
  const { id } = await made.open()

  await made.follow(id)

  expect((await made.report(id)).versions).toEqual([{ version: NEW, tenants: 2 }])
})

test('leaves alone who is being made, and who is gone, also when that happens on the way', async () => {
  const made = await makeFleetToMigrate(3)
  const { orm, write } = made.fleet.registry
  const set = (slug: string, status: 'provisioning' | 'deleted') =>
    write([orm.update(tenants).set({ status }).where(eq(tenants.slug, slug))])
  await set('studio-01', 'provisioning')
  const { id } = await made.open()
  await set('studio-02', 'deleted')

  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { waiting: 0, done: 1, failed: 0 } })
  expect((await made.report(id)).versions).toEqual([{ version: NEW, tenants: 1 }])
})

test('takes along who was made while it ran', async () => {
  const made = await makeFleetToMigrate(2)
  const { id } = await made.open({ batchSize: 1 })
  await advanceRun(made.fleet, id, { migrations })
  await provisionTenant(made.deps, makeNewTenant('studio-99'))

  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { done: 3 } })
  expect(await hasTrophies(made, 'studio-99')).toBe(true)
})

test('does not touch a database that belongs to another studio', async () => {
  const made = await makeFleetToMigrate(2)
  await runInStudio(made, 'studio-02', "UPDATE identity SET tenant_id = 'ten_stranger'")
  const { id } = await made.open()

  await made.follow(id)

  const { failed } = await made.report(id)
  expect(failed).toMatchObject([{ slug: 'studio-02', version: null }])
  expect(failed[0]?.error).toContain('wrong_database')
  expect(await hasTrophies(made, 'studio-02')).toBe(false)
})

test('tries a database that cannot be reached four times, and keeps its last known version', async () => {
  const made = await makeFleetToMigrate(2)
  const { orm, write } = made.fleet.registry
  const nowhere = { databaseUrl: 'http://127.0.0.1:1/' }
  await write([orm.update(tenants).set(nowhere).where(eq(tenants.slug, 'studio-01'))])
  const { id } = await made.open()

  const { counts } = await made.follow(id)

  expect(counts).toEqual({ waiting: 0, done: 1, failed: 1 })
  const { versions, failed } = await made.report(id)
  expect(versions).toEqual([
    { version: OLD, tenants: 1 },
    { version: NEW, tenants: 1 },
  ])
  expect(failed).toMatchObject([{ slug: 'studio-01', attempts: 4, version: null }])
  expect(failed[0]?.error).toContain('unavailable')
})

test('a dry run says who would fail, and changes nothing', async () => {
  const made = await makeFleetToMigrate(3)
  await poison(made, 'studio-02')
  const { id } = await made.open({ isDry: true })

  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { waiting: 0, done: 2, failed: 1 } })

  const { versions, failed } = await made.report(id)
  expect(versions).toEqual([{ version: OLD, tenants: 3 }])
  expect(failed).toMatchObject([{ slug: 'studio-02', version: OLD }])
  expect(failed[0]?.error).toContain('already exists')
  expect([await hasTrophies(made, 'studio-01'), await hasTrophies(made, 'studio-03')]).toEqual([false, false])
  const { orm, read } = made.fleet.registry
  const [known] = await read([orm.select().from(schemaVersions)])
  expect(known.map(({ error }) => error)).toEqual([null, null, null])
})

test('stops before the next studio when it is paused or cancelled, and goes on where it stood', async () => {
  const made = await makeFleetToMigrate(8)
  const { id } = await made.open()
  let asked = 0
  const real = fetch
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    asked += 1
    if (asked === 12) await changeRun(made.fleet, { id, deed: 'pause' })
    return real(...args)
  })

  const paused = await made.follow(id)
  vi.unstubAllGlobals()

  expect(paused).toMatchObject({ state: 'paused', pauseReason: null })
  expect(paused.counts.waiting).toBeGreaterThan(0)
  await changeRun(made.fleet, { id, deed: 'resume' })
  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { done: 8 } })

  const next = await made.open()
  await changeRun(made.fleet, { id: next.id, deed: 'cancel' })
  expect(await made.follow(next.id)).toMatchObject({ state: 'cancelled', counts: { waiting: 8 } })
})

test('two runs never overlap, nor do two who work on one', async () => {
  const made = await makeFleetToMigrate(3)
  const { id } = await made.open()

  await expect(made.open()).rejects.toMatchObject({ code: 'conflict', details: { reason: 'run_open' } })
  const [first, second] = await Promise.all([
    advanceRun(made.fleet, id, { migrations }),
    advanceRun(made.fleet, id, { migrations }),
  ])
  expect([first, second]).toContainEqual({ state: 'running', againInMs: 1_000 })
  const { orm, read } = made.fleet.registry
  const [entries] = await read([orm.select().from(migrationEntries)])
  expect(entries.map(({ attempts }) => attempts)).toEqual([1, 1, 1])
  await made.follow(id)
  const next = await made.open()
  await expect(changeRun(made.fleet, { id, deed: 'retry' })).rejects.toMatchObject({ code: 'conflict' })
  expect(next.id).not.toBe(id)
})

test('waits for a build that knows the version', async () => {
  const made = await makeFleetToMigrate(1)
  const { id } = await made.open({ target: NEW + 1 })

  expect(await made.follow(id)).toMatchObject({
    state: 'paused',
    pauseReason: `This build knows versions up to ${NEW}.`,
  })
})

test('gives up a studio that kills whoever migrates it, and brings the others along', async () => {
  const made = await makeFleetToMigrate(2)
  const { id } = await made.open()
  const { orm, write } = made.fleet.registry
  // As it stands after four of them.
  await write([
    orm
      .update(migrationEntries)
      .set({ attempts: 4, at: made.clock.now() - minutes(5) })
      .where(eq(migrationEntries.tenantId, 'ten_studio-01')),
    orm.update(migrationRuns).set({ leaseUntil: made.clock.now() + minutes(1) }),
  ])

  expect(await made.follow(id)).toMatchObject({ state: 'done', counts: { done: 1, failed: 1 } })
  expect((await made.report(id)).failed).toMatchObject([{ slug: 'studio-01', attempts: 5 }])
})

test.each(['before', 'after'] as const)(
  'dies %s any call and ends, taken up again, with all at the new version',
  { timeout: 60_000 },
  async (when) => {
    for (let n = 1; ; n += 1) {
      const made = await makeFleetToMigrate(2)
      const { id } = await made.open()
      const calls = dieFromCall(n, when)
      await advanceRun(made.fleet, id, { migrations }).catch(() => {})
      vi.unstubAllGlobals()
      if (calls.count < n) break

      made.clock.advance(minutes(2))
      const { counts, state } = await made.follow(id)

      expect([state, counts]).toEqual(['done', { waiting: 0, done: 2, failed: 0 }])
      expect((await made.report(id)).versions).toEqual([{ version: NEW, tenants: 2 }])
      expect(await hasTrophies(made, 'studio-01')).toBe(true)
    }
  },
)

/** From the n-th call to any database on, nothing is heard any more; `after`: that one was still carried out. */
function dieFromCall(n: number, when: 'before' | 'after') {
  const calls = { count: 0 }
  const real = fetch
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    calls.count += 1
    if (calls.count < n) return real(...args)
    if (calls.count === n && when === 'after') await real(...args)
    throw new TypeError('died')
  })
  return calls
}
