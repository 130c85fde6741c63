import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  customHostnames,
  deletionReceipts,
  hostnames,
  jobs,
  restores,
  tenants,
} from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { staff, users } from '../../db/tenant/schema/index.ts'
import { makeCustomHostnamesServer } from '../../tests/fakes/custom-hostnames-server.ts'
import { makeTursoServer } from '../../tests/fakes/turso-server.ts'
import { failOnce, vendorFaults, type VendorFault } from '../../tests/support/fail-once.ts'
import { makeFleetContext } from '../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../tests/support/make-fleet.ts'
import { makeLifecycle } from '../../tests/support/make-lifecycle.ts'
import { makeCustomHostnames } from '../../worker/providers/custom-hostnames.ts'
import { makeTursoDatabaseHost } from '../../worker/providers/turso-database-host.ts'
import { days, minutes } from '../durations.ts'
import { deleteTenant } from '../operators/delete-tenant.ts'
import { beginCreate } from './create/begin-create.ts'
import { createDefinition } from './create/create-definition.ts'
import { startDeletions } from './deletions/start-deletions.ts'
import { reconcileHostnames } from './hostnames/reconcile-hostnames.ts'
import { runJobAs } from './jobs/run-job.ts'
import { provisionTenant } from './provision-tenant.ts'

/** Turso, where each request fails once; `sure` is the same without faults. */
function makeTurso(fault: VendorFault) {
  const server = makeTursoServer()
  const faulty = failOnce(server.fetch, fault)
  const hostBy = (ask: typeof fetch) =>
    makeTursoDatabaseHost({
      organization: 'trainerhub',
      groups: ['default'],
      apiToken: 'platform-token',
      fetch: ask,
    })
  return { server, met: faulty.met, host: hostBy(faulty.fetch), sure: hostBy(server.fetch) }
}

/** Cloudflare's custom hostnames, in the same way. */
function makeCloudflare(fault: VendorFault) {
  const server = makeCustomHostnamesServer()
  const faulty = failOnce(server.fetch, fault)
  const vendorBy = (ask: typeof fetch) =>
    makeCustomHostnames({ zoneId: 'zone-1', apiToken: 'zone-token', fetch: ask })
  return { server, met: faulty.met, vendor: vendorBy(faulty.fetch), sure: vendorBy(server.fetch) }
}

test.each(vendorFaults)(
  'making: each of the vendor’s answers is first %s, and there is one studio, one database, one owner',
  async (_name, fault) => {
    const { fleet, clock, address, databases } = await makeFleetContext({ hasMigrated: true })
    const turso = makeTurso(fault)
    const { databaseHost, openTenant: _openTenant, ...others } = fleet
    const create = async (name: string) => {
      await turso.host.create(name)
      return databaseHost.create(name)
    }
    const making = { ...others, databaseHost: { ...databaseHost, create } }
    const owner = { email: 'olga@iron.test', name: 'Olga', locale: 'en' } as const
    const { id } = await beginCreate(making, {
      tenant: makeNewTenant('iron', { owner }),
      createdBy: 'system',
    })
    for (let go = 0; go < 4; go += 1) {
      await runJobAs(making, id, async () => createDefinition)
      clock.advance(minutes(1))
    }

    const { orm, read } = fleet.registry
    const db = openTenantDatabase('ten_iron', address('ten-iron'))
    const [[job], found] = await read([orm.select().from(jobs), orm.select().from(tenants)])
    const [people, owners] = await db.read([db.orm.select().from(users), db.orm.select().from(staff)])
    expect(job).toMatchObject({ state: 'done', error: null })
    expect(found).toMatchObject([{ id: 'ten_iron', status: 'active' }])
    expect([turso.server.databases(), [...databases]]).toEqual([['ten-iron'], ['ten-iron']])
    expect([people, owners]).toMatchObject([[{ email: owner.email }], [{ role: 'owner' }]])
    expect(turso.met.size).toBeGreaterThanOrEqual(2)
  },
)

test.each(vendorFaults)(
  'deleting: each of the vendors’ answers is first %s, and nothing is left there or here',
  async (_name, fault) => {
    const made = await makeLifecycle()
    const { orm, read, write } = made.registry
    const tenantId = 'ten_iron-works'
    const turso = makeTurso(fault)
    for (const name of ['ten-iron-works', 'beside', 'before', 'ten-lotus']) await turso.sure.create(name)
    const cloudflare = makeCloudflare(fault)
    for (const host of ['book.iron.test', 'iron.test', 'book.lotus.test']) await cloudflare.sure.create(host)
    const at = { tenantId, state: 'ready' as const, createdBy: 'x', createdAt: 1 }
    await write([
      orm.insert(restores).values({ ...at, id: 'rst_1', databaseName: 'beside', previousName: 'before' }),
    ])
    const fleet = {
      ...made.fleet,
      certificates: cloudflare.vendor,
      databaseHost: { ...made.fleet.databaseHost, delete: turso.host.delete },
    }
    const wish = { tenant: 'iron-works', confirm: 'iron-works', reason: 'They asked for it.' }
    await deleteTenant(made.as('administrator'), wish)
    made.clock.advance(days(30))
    await startDeletions(fleet)
    for (let go = 0; go < 12; go += 1) await made.work(fleet)

    expect(await made.jobsNow()).toMatchObject([{ kind: 'delete', state: 'done', error: null }])
    expect(turso.server.databases()).toEqual(['ten-lotus'])
    expect([...cloudflare.server.hostnames.keys()]).toEqual(['book.lotus.test'])
    const [receipts, names] = await read([
      orm.select().from(deletionReceipts),
      orm.select().from(hostnames).where(eq(hostnames.tenantId, tenantId)),
    ])
    expect([receipts.length, names.map(({ host }) => host)]).toEqual([1, ['iron-works.trainerhub.test']])
    // Three databases; two names, each looked for and given up.
    expect([turso.met.size, cloudflare.met.size >= (fault === 'lost' ? 3 : 4)]).toEqual([3, true])
  },
)

test.each(vendorFaults)(
  'host names: each of the vendor’s answers is first %s, and the name is there once, with its records',
  async (_name, fault) => {
    const { fleet, deps, clock } = await makeFleetContext({ hasMigrated: true })
    await provisionTenant(deps, makeNewTenant('iron', { ownDomains: ['book.iron.test'] }))
    const cloudflare = makeCloudflare(fault)
    const looking = { ...fleet, hostnameVendor: cloudflare.vendor }
    // A pass that fails is made up for by the next one, ten minutes later; a name that is refused is asked for after an hour.
    for (let pass = 0; pass < 10; pass += 1) {
      await reconcileHostnames(looking).catch(() => undefined)
      clock.advance(minutes(10))
    }

    expect([...cloudflare.server.hostnames.keys()]).toEqual(['book.iron.test'])
    const [rows] = await deps.registry.read([deps.registry.orm.select().from(customHostnames)])
    // The first answer to a name that is asked for has no records.
    expect(rows).toMatchObject([
      { host: 'book.iron.test', records: [{ name: '_cf-custom-hostname.book.iron.test' }] },
    ])
    expect(cloudflare.met.size).toBeGreaterThanOrEqual(2)
  },
)
