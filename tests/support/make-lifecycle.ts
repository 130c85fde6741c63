import { eq, ne } from 'drizzle-orm'
import { auditLog, jobs, tenants, type OperatorRole } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import type { FleetContext } from '../../tenants/fleet/fleet-context.ts'
import { runJob } from '../../tenants/fleet/jobs/run-job.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import { fillStudio } from './fill-studio.ts'
import { makeFleetContext } from './make-fleet-context.ts'
import { makeNewTenant } from './make-fleet.ts'
import { makeOperatorContext } from './make-operator-context.ts'
import { makeTenant } from './make-tenant.ts'

/** A fleet with one studio, `iron-works`, whose files, certificates and databases are lists. */
export async function makeLifecycle() {
  const made = await makeFleetContext({ hasMigrated: true })
  await provisionTenant(
    made.deps,
    makeNewTenant('iron-works', { ownDomains: ['book.iron.test', 'iron.test'] }),
  )
  const { registry, keys } = made.deps
  const db = openTenantDatabase('ten_iron-works', made.address(databaseNameOf('ten_iron-works')))
  await fillStudio(db)
  const template = (await makeTenant()).ctx

  const files = new Map<string, number>([
    ['ten_iron-works/uploads/1', 100],
    ['ten_iron-works/uploads/2', 50],
    ['ten_lotus/uploads/1', 7],
  ])
  const certificates = new Set(['book.iron.test', 'iron.test', 'book.lotus.test'])
  const deletedDatabases: string[] = []
  const fleet: FleetContext = {
    ...made.fleet,
    databaseHost: {
      ...made.fleet.databaseHost,
      delete: async (name) => {
        deletedDatabases.push(name)
        await made.fleet.databaseHost.delete(name)
      },
    },
    certificates: {
      ensure: () => Promise.reject(new Error('Nobody asks for one here.')),
      remove: async (host) => {
        certificates.delete(host)
        return true
      },
    },
    files: {
      ...made.fleet.files,
      putParts: async (key, parts) => {
        let bytes = 0
        for await (const part of parts) bytes += part.bytes.length
        files.set(key, bytes)
      },
      delete: async (keys) => {
        for (const key of keys) files.delete(key)
      },
      deleteOfTenant: async (tenantId) => {
        const own = [...files].filter(([key]) => key.startsWith(`${tenantId}/`))
        for (const [key] of own) files.delete(key)
        return { files: own.length, bytes: own.reduce((sum, [, bytes]) => sum + bytes, 0) }
      },
    },
    openTenant: async ({ tenant }) => ({
      ...template,
      tenant,
      keys,
      now: made.fleet.now,
      actor: { kind: 'system' },
      db: openTenantDatabase(tenant.id, made.address(databaseNameOf(tenant.id))),
    }),
  }

  const rowOf = async (id = 'ten_iron-works') =>
    (await registry.read([registry.orm.select().from(tenants).where(eq(tenants.id, id))]))[0][0]
  /** All but the one that made it. */
  const jobsNow = async () =>
    (await registry.read([registry.orm.select().from(jobs).where(ne(jobs.kind, 'create'))]))[0]
  const actions = async () =>
    (await registry.read([registry.orm.select({ action: auditLog.action }).from(auditLog)]))[0].map(
      ({ action }) => action,
    )
  /** Works on what is due until nothing is, as queue and cron do. */
  const work = async (on: FleetContext = fleet) => {
    for (const { id, state, nextAt } of await jobsNow()) {
      if (state !== 'running' && state !== 'undoing') continue
      made.clock.advance(Math.max(0, nextAt - made.clock.now()))
      await runJob(on, id)
    }
  }
  const as = (role: OperatorRole, on: FleetContext = fleet) => makeOperatorContext(on, role)
  return {
    ...made,
    fleet,
    registry,
    db,
    files,
    certificates,
    deletedDatabases,
    rowOf,
    jobsNow,

    actions,
    work,
    as,
  }
}
