import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { hours } from '../../tenants/durations.ts'
import { makePrograms } from '../../worker/testing/make-programs.ts'
import { makeStudioContext } from '../../worker/testing/make-studio-context.ts'
import { makeCustomHostnamesServer } from '../fakes/custom-hostnames-server.ts'
import { makeDnsServer } from '../fakes/dns-server.ts'
import { deedPlaces, platformDeeds, readsWrittenDown, type PlatformDeed } from './platform-deeds.ts'
import { platformRoutes } from './platform-routes.ts'

// Who did what on the platform is known afterwards: no route that changes something leaves the audit log as it was.

const TENANT = 'ten_iron-works'
const { host: HOST = '' } = deedPlaces
const made = { createdBy: 'system', createdAt: 1 }

let site: Awaited<ReturnType<typeof makePrograms>>
let call: Awaited<ReturnType<typeof site.as>>

beforeAll(async () => {
  site = await makePrograms()
  call = await site.as('administrator')
  const outside = new Map([
    ['vendor.test', makeCustomHostnamesServer().fetch],
    ['dns.test', makeDnsServer().fetch],
  ])
  const databases = globalThis.fetch
  vi.stubGlobal('fetch', ((input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input)
    return (outside.get(hostname) ?? databases)(input, init)
  }) satisfies typeof fetch)
  site.env.DNS_URL = 'https://dns.test/dns-query'
  site.env.CLOUDFLARE_ZONE_ID = 'zone-1'
  site.env.CLOUDFLARE_API_TOKEN = 'zone-token'
  site.env.CLOUDFLARE_API_URL = 'https://vendor.test/client/v4'
  await site.env.FILES.put('deed.sql.gz', new TextEncoder().encode('{}'), { httpMetadata: {} })
  const { db } = makeStudioContext(site, 'iron-works')
  await db.write([
    db.orm.insert(ownDomains).values({ host: HOST, token: 'x', author: 'system', createdAt: 1 }),
  ])
}, 60_000)
afterAll(() => vi.unstubAllGlobals())
afterAll(() => vi.useRealTimers())

/** Everything that a deed is done to is there, and the deed before it is over. */
beforeEach(async () => {
  const { orm, write } = site.fleet.deps.registry
  const now = Date.now()
  const backup = {
    id: 'bkp_deed',
    tenantId: TENANT,
    reason: 'asked',
    key: 'deed.sql.gz',
    bytes: 8,
    sha256: '',
    tables: {},
    schemaVersion: 1,
    takenAt: 1,
    expiresAt: now * 2,
  } as const
  const visit = { id: 'vis_deed', tenantId: TENANT, operator: 'operator:usr_other', reason: 'X' }
  const notice = {
    id: 'ntc_deed',
    kind: 'announcement',
    audience: 'staff',
    text: { en: 'X', bg: 'X' },
  } as const
  const add = <Table extends Parameters<typeof orm.insert>[0]>(table: Table, row: Table['$inferInsert']) =>
    orm.insert(table).values(row).onConflictDoNothing()
  await write([
    orm.update(registry.jobs).set({ state: 'done' }),
    orm.update(registry.migrationRuns).set({ state: 'cancelled' }),
    orm
      .update(registry.tenants)
      .set({ status: 'active', deleteAt: null })
      .where(eq(registry.tenants.id, TENANT)),
    add(registry.backups, backup),
    add(registry.restores, { ...made, id: 'rst_deed', tenantId: TENANT, databaseName: 'x', state: 'ready' }),
    add(registry.hostnames, { host: HOST, kind: 'custom', tenantId: TENANT, createdAt: 1 }),
    add(registry.alerts, { id: 'alr_deed', rule: 'errors', said: 'X', openedAt: 1, seenAt: 1 }),
    add(registry.alertTargets, { ...made, id: 'alt_deed', kind: 'email', address: 'deed@example.test' }),
    add(registry.plans, { id: 'pln_deed', code: 'deed', name: 'X', limits: {}, createdAt: 1, updatedAt: 1 }),
    add(registry.supportVisits, { ...visit, createdAt: now, expiresAt: now + hours(1) }),
    add(registry.featureFlags, {
      key: 'deed_flag',
      description: 'X',
      isOn: false,
      createdAt: 1,
      updatedAt: 1,
    }),
    add(registry.notices, { ...notice, ...made, startsAt: now, endsAt: now + hours(1) }),
  ])
})

/** What this one deed needs besides. */
async function prepare(needs: PlatformDeed['needs']): Promise<void> {
  const { orm, write } = site.fleet.deps.registry
  const job = { id: 'job_deed', kind: 'backup', tenantId: TENANT, input: {}, result: {}, nextAt: 0 } as const
  const state = needs === 'a job that failed' ? 'failed' : 'running'
  if (needs === 'a job under way' || needs === 'a job that failed') {
    await write([
      orm.delete(registry.jobs).where(eq(registry.jobs.id, job.id)),
      orm.insert(registry.jobs).values({ ...job, ...made, state, createdAt: Date.now() }),
    ])
  } else if (needs === 'a run' || needs === 'a paused run') {
    const run = { ...made, id: 'run_deed', target: 1, isDry: true, canaries: 0, batchSize: 1 }
    const isPaused = needs === 'a paused run'
    await write([
      orm.delete(registry.migrationRuns).where(eq(registry.migrationRuns.id, run.id)),
      orm.insert(registry.migrationRuns).values({ ...run, state: isPaused ? 'paused' : 'running' }),
    ])
  } else if (needs === 'a closed studio') {
    const isIt = eq(registry.tenants.id, TENANT)
    await write([orm.update(registry.tenants).set({ status: 'suspended' }).where(isIt)])
  } else if (needs === 'a newer key') {
    site.env.SECRET_KEYS = [{ id: 'newer', secret: new Uint8Array(32).fill(9) }, ...site.env.SECRET_KEYS]
  }
}

async function log() {
  const { orm, read } = site.fleet.deps.registry
  return (await read([orm.select().from(registry.auditLog)]))[0]
}

test('every route that changes something is among those that are tried here', () => {
  const changing = Object.keys(platformRoutes).filter((route) => !route.startsWith('GET '))
  expect(Object.keys(platformDeeds).toSorted()).toEqual([...changing, ...readsWrittenDown].toSorted())
})

test.each(Object.entries(platformDeeds))('%s is written down', async (route, { action, body, needs }) => {
  await prepare(needs)
  const before = new Set((await log()).map(({ id }) => id))
  const [method = '', path = ''] = route.split(' ')
  const to = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => deedPlaces[name] ?? '')
  const { status } = await call(method, to, body)
  const lines = (await log()).filter(({ id }) => !before.has(id))
  expect([status, lines.map((line) => [line.actor, line.action])]).toEqual([
    expect.toSatisfy((status: number) => status < 300),
    [['operator:opk_administrator', action]],
  ])
})
