import { and, eq } from 'drizzle-orm'
import { hostnames, schemaVersions, tenants, type JobRow } from '../../../db/registry/schema/index.ts'
import { sealDatabaseToken } from '../../access/database-token.ts'
import { minutes, seconds } from '../../durations.ts'
import { readIdentity } from '../backups/fill-database.ts'
import { findDatabase } from '../backups/find-database.ts'
import { copyDatabase } from '../copy-database.ts'
import { databaseNameOf } from '../database-name.ts'
import type { FleetContext } from '../fleet-context.ts'
import { forgetTenant } from '../forget-tenant.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { scrubCopy } from './scrub-copy.ts'

/** After that somebody else goes on: a Worker may make so many calls. */
const ONE_GO_MS = seconds(20)

/**
 * Makes a training copy of a studio: its database as it is at one moment, without anybody's name in it (`scrub-copy.ts`),
 * under a name of its own. Nobody sees it before that is done. The job is the copy's; `input.from` is the original.
 */
export const copyStudio: JobDefinition = {
  kind: 'copy',
  stepTakesMs: minutes(10),
  steps: [
    { name: 'reserve', run: async () => ({}), undo: giveNamesBack },
    { name: 'copy-database', run: copy, undo: deleteCopy },
    { name: 'scrub', run: scrub },
    { name: 'activate', run: activate, undo: close },
  ],
}

async function copy(fleet: FleetContext, { tenantId, input }: JobRow): Promise<StepOutcome> {
  const { orm } = fleet.registry
  const from = await findDatabase(fleet, String(input['from']))
  const { address, tables } = await copyDatabase(fleet, {
    from: from.address,
    to: databaseNameOf(tenantId),
    // It stays in the part of the world that the studio is in.
    place: await fleet.databaseHost.placeOf(from.name),
    tenantId: from.tenant.id,
    newTenantId: tenantId,
  })
  const databaseTokenEncrypted = await sealDatabaseToken({ keys: fleet.keys, tenantId }, address.token)
  const version = await readIdentity(address, tenantId)
  const seen = { version, error: null, checkedAt: fleet.now() }
  return {
    statements: [
      orm
        .update(tenants)
        .set({ databaseUrl: address.url, databaseTokenEncrypted })
        .where(eq(tenants.id, tenantId)),
      orm
        .insert(schemaVersions)
        .values({ tenantId, ...seen })
        .onConflictDoUpdate({ target: schemaVersions.tenantId, set: seen }),
    ],
    result: { tables: Object.keys(tables).length },
  }
}

async function deleteCopy({ databaseHost }: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  await databaseHost.delete(databaseNameOf(tenantId))
  return {}
}

async function scrub(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const { address, tenant } = await findDatabase(fleet, tenantId)
  const until = fleet.now() + ONE_GO_MS
  const isDone = await scrubCopy(address, {
    host: `${tenant.slug}.${fleet.platformDomain}`,
    mayGoOn: () => fleet.now() < until,
  })
  return isDone ? {} : { againAt: fleet.now() }
}

async function activate({ registry: { orm } }: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const isUnfinished = and(eq(tenants.id, tenantId), eq(tenants.status, 'provisioning'))
  return { statements: [orm.update(tenants).set({ status: 'active' }).where(isUnfinished)] }
}

async function close({ registry: { orm } }: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const isOpen = and(eq(tenants.id, tenantId), eq(tenants.status, 'active'))
  return { statements: [orm.update(tenants).set({ status: 'provisioning' }).where(isOpen)] }
}

async function giveNamesBack(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const { orm } = fleet.registry
  await forgetTenant(fleet, tenantId)
  const isUnfinished = and(eq(tenants.id, tenantId), eq(tenants.status, 'provisioning'))
  return {
    statements: [
      orm.delete(schemaVersions).where(eq(schemaVersions.tenantId, tenantId)),
      orm.delete(hostnames).where(eq(hostnames.tenantId, tenantId)),
      orm.delete(tenants).where(isUnfinished),
    ],
  }
}
