import { and, eq, sql } from 'drizzle-orm'
import { DatabaseError } from '../../../db/database-error.ts'
import { migrateDatabase } from '../../../db/migrate-database.ts'
import { openDatabase, type DatabaseAddress } from '../../../db/open-database.ts'
import {
  hostnames,
  jobs,
  schemaVersions,
  tenants,
  wakeups,
  type JobRow,
} from '../../../db/registry/schema/index.ts'
import { tenantMigrations } from '../../../db/tenant/migrations/bundle.ts'
import { openTenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import { identity, settings } from '../../../db/tenant/schema/index.ts'
import { openDatabaseToken, sealDatabaseToken } from '../../access/database-token.ts'
import { addFirstOwner } from '../../staff/add-first-owner.ts'
import { databaseNameOf } from '../database-name.ts'
import { pushLimits } from '../push-limits.ts'
import type { JobDefinition, JobStep } from '../jobs/job-definition.ts'
import type { MakingContext, NewTenant } from './new-tenant.ts'
import { firstTrainerId, writeStart } from './write-start.ts'
import { welcomeOwner } from './welcome-owner.ts'

type Step = JobStep<MakingContext>

/** What `beginCreate` wrote. */
export const newTenantOf = (job: JobRow) => job.input as unknown as NewTenant

/** The names are the studio's since the job began. */
const reserve: Step = {
  name: 'reserve',
  run: async () => ({}),
  async undo(fleet, job) {
    const { orm, read } = fleet.registry
    const { tenantId } = job
    const isTheirs = eq(hostnames.tenantId, tenantId)
    const [hosts] = await read([orm.select({ host: hostnames.host }).from(hostnames).where(isTheirs)])
    await fleet.forgetHosts?.(hosts.map(({ host }) => host))
    const isUnfinished = and(eq(tenants.id, tenantId), eq(tenants.status, 'provisioning'))
    return {
      statements: [
        orm.delete(wakeups).where(eq(wakeups.tenantId, tenantId)),
        orm.delete(schemaVersions).where(eq(schemaVersions.tenantId, tenantId)),
        orm.delete(hostnames).where(isTheirs),
        orm.delete(tenants).where(isUnfinished),
        forgetPeople(fleet, job),
      ],
    }
  },
}

const createDatabase: Step = {
  name: 'create-database',
  async run({ registry: { orm }, databaseHost, keys }, { tenantId }) {
    const { url, token } = await databaseHost.create(databaseNameOf(tenantId))
    const databaseTokenEncrypted = await sealDatabaseToken({ keys, tenantId }, token)
    const set = { databaseUrl: url, databaseTokenEncrypted }
    return { statements: [orm.update(tenants).set(set).where(eq(tenants.id, tenantId))] }
  },
  async undo({ databaseHost }, { tenantId }) {
    await databaseHost.delete(databaseNameOf(tenantId))
    return {}
  },
}

const migrate: Step = {
  name: 'migrate',
  async run(fleet, { tenantId }) {
    const now = fleet.now()
    const { to } = await migrateDatabase(await addressOf(fleet, tenantId), tenantMigrations, now)
    const row = { tenantId, version: to, error: null, checkedAt: now }
    const { orm } = fleet.registry
    return { statements: [orm.insert(schemaVersions).values(row).onConflictDoNothing()] }
  },
}

/** Writes whose database this is, unless it already is somebody's: then it must never be used for another. */
const identify: Step = {
  name: 'identify',
  async run(fleet, { tenantId }) {
    const { orm, write } = openDatabase(await addressOf(fleet, tenantId), { schema: { identity } })
    const [, rows] = await write([
      orm.insert(identity).values({ id: 1, tenantId, createdAt: fleet.now() }).onConflictDoNothing(),
      orm.select().from(identity),
    ])
    if (rows[0]?.tenantId !== tenantId) {
      throw new DatabaseError('wrong_database', `The database of ${tenantId} belongs to ${rows[0]?.tenantId}`)
    }
    return {}
  },
}

const writeSettings: Step = {
  name: 'settings',
  async run(fleet, job) {
    const { orm, write } = await openStudio(fleet, job.tenantId)
    const row = { ...newTenantOf(job).settings, id: 1, updatedAt: fleet.now() }
    await write([orm.insert(settings).values(row).onConflictDoNothing()])
    return {}
  },
}

/** Place, services, hours and rules of the kind of studio it is. */
const fill: Step = {
  name: 'preset',
  async run(fleet, job) {
    const { start, settings: chosen } = newTenantOf(job)
    if (start)
      await writeStart(await openStudio(fleet, job.tenantId), { start, settings: chosen, now: fleet.now() })
    return {}
  },
}

const addOwner: Step = {
  name: 'owner',
  async run(fleet, job) {
    const { owner, start } = newTenantOf(job)
    if (!owner) return {}
    const db = await openStudio(fleet, job.tenantId)
    const ctx = { db, now: fleet.now, requestId: job.id }
    await addFirstOwner(ctx, { ...owner, passwordHash: null, ...(start && { trainerId: firstTrainerId }) })
    return {}
  },
}

const activate: Step = {
  name: 'activate',
  async run({ registry: { orm } }, { tenantId }) {
    const isUnfinished = and(eq(tenants.id, tenantId), eq(tenants.status, 'provisioning'))
    return { statements: [orm.update(tenants).set({ status: 'active' }).where(isUnfinished)] }
  },
  async undo({ registry: { orm } }, { tenantId }) {
    const isOpen = and(eq(tenants.id, tenantId), eq(tenants.status, 'active'))
    return { statements: [orm.update(tenants).set({ status: 'provisioning' }).where(isOpen)] }
  },
}

/** Tells its database what its plan allows, and the owner that it can be booked from now on; nothing of them is kept in the registry after that. */
const welcome: Step = {
  name: 'welcome',
  async run(fleet, job) {
    const { registry, openTenant } = fleet
    if (openTenant) await pushLimits({ registry, openTenant }, job.tenantId)
    const againAt = await welcomeOwner(fleet, { job, tenant: newTenantOf(job) })
    if (againAt !== undefined) return { againAt }
    return { statements: [forgetPeople(fleet, job)] }
  },
}

/** Makes a studio: at its end it can be booked. Dying anywhere leaves a studio that nobody can see. */
export const createDefinition: JobDefinition<MakingContext> = {
  kind: 'create',
  steps: [reserve, createDatabase, migrate, identify, writeSettings, fill, addOwner, activate, welcome],
}

/** Whose studio it is, is for its own database to know once there is nothing left to do. */
function forgetPeople({ registry: { orm } }: MakingContext, { id }: JobRow) {
  const input = sql`json_remove(${jobs.input}, '$.owner', '$.settings', '$.start')`
  return orm.update(jobs).set({ input }).where(eq(jobs.id, id))
}

async function openStudio(fleet: MakingContext, tenantId: string) {
  return openTenantDatabase(tenantId, await addressOf(fleet, tenantId))
}

/** The stored address, not the one just made: of two runs at once, both go on with the one that was written last. */
async function addressOf({ registry, keys }: MakingContext, tenantId: string): Promise<DatabaseAddress> {
  const [[row]] = await registry.read([registry.orm.select().from(tenants).where(eq(tenants.id, tenantId))])
  if (row === undefined) throw new DatabaseError('failed', `The registry lost ${tenantId}`)
  const token = await openDatabaseToken({ keys, tenantId }, row.databaseTokenEncrypted)
  return { url: row.databaseUrl, token }
}
