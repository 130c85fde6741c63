import { eq } from 'drizzle-orm'
import { restores, tenants, wakeups, type JobRow } from '../../../db/registry/schema/index.ts'
import { sealDatabaseToken } from '../../access/database-token.ts'
import { days, minutes, seconds } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { deriveId } from '../../ids.ts'
import { findDatabase } from '../backups/find-database.ts'
import { copyDatabase } from '../copy-database.ts'
import { databaseNameOf } from '../database-name.ts'
import type { FleetContext } from '../fleet-context.ts'
import { forgetTenant } from '../forget-tenant.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { reopenStudio, statusBefore } from '../jobs/reopen-studio.ts'
import { statusFrom } from '../status-from.ts'

/** By then isolates and booking lines know that it is closed, and what was under way is over. */
const SETTLES_MS = seconds(20)
/** The database it left is kept so long. */
const PREVIOUS_KEPT_MS = days(7)

/**
 * Moves a studio into a fresh database: in the place that was asked for, or where databases are made now. Meanwhile it
 * answers 503, and the database it leaves takes no writes, so that nothing is lost on the way. What arrived is compared,
 * table by table, before anybody uses it; the one it left is taken away a week later.
 */
export const moveStudio: JobDefinition = {
  kind: 'move',
  stepTakesMs: minutes(10),
  steps: [
    { name: 'close', run: close, undo: reopenStudio },
    { name: 'settle', run: settle, undo: unblock },
    { name: 'copy-database', run: copy, undo: deleteCopy },
    { name: 'switch', run: switchOver },
    { name: 'open', run: open },
  ],
}

/** As long as its host allows, and another one for each move. */
const nameOf = ({ tenantId, id }: JobRow) => `${databaseNameOf(tenantId)}-${id.slice(-8)}`

async function close(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const { tenant, name } = await findDatabase(fleet, tenantId)
  const { status } = tenant
  if (status !== 'active' && status !== 'suspended') {
    throw new AppError('conflict', 'The studio is neither open nor suspended.')
  }
  return {
    statements: [
      fleet.registry.orm
        .update(tenants)
        .set({ status: statusFrom([status], 'moving') })
        .where(eq(tenants.id, tenantId)),
    ],
    result: { statusBefore: status, previousName: name, closedAt: fleet.now() },
  }
}

async function settle(fleet: FleetContext, { tenantId, result }: JobRow): Promise<StepOutcome> {
  await forgetTenant(fleet, tenantId)
  const settledAt = Number(result['closedAt']) + SETTLES_MS
  if (fleet.now() < settledAt) return { againAt: settledAt }
  // Whoever still has it open is told, instead of losing what they write.
  await fleet.databaseHost.setBlocked(String(result['previousName']), { reads: false, writes: true })
  return {}
}

async function copy(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { tenantId, input } = job
  const { address: from } = await findDatabase(fleet, tenantId)
  const place = typeof input['place'] === 'string' ? input['place'] : undefined
  const { tables } = await copyDatabase(fleet, { from, to: nameOf(job), place, tenantId })
  return { result: { tables: Object.keys(tables).length } }
}

/** In one batch: with which database it goes on, that it is open, and that somebody looks at once what it has to do. */
async function switchOver(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { tenantId, result } = job
  const { orm } = fleet.registry
  const status = statusBefore(job)
  if (!status) throw new AppError('conflict', 'Nobody knows how it was before.')
  const [dueAt, databaseName] = [fleet.now(), nameOf(job)]
  // It is there: this gives a token to it.
  const { url: databaseUrl, token } = await fleet.databaseHost.create(databaseName)
  const databaseTokenEncrypted = await sealDatabaseToken({ keys: fleet.keys, tenantId }, token)
  const database = { databaseUrl, databaseTokenEncrypted, databaseName }
  const left = {
    id: await deriveId('rst', job.id),
    tenantId,
    jobId: job.id,
    databaseName,
    databaseUrl,
    state: 'in-use',
    createdBy: job.createdBy,
    createdAt: dueAt,
    previousName: String(result['previousName']),
    dropPreviousAt: dueAt + PREVIOUS_KEPT_MS,
  } as const
  return {
    statements: [
      orm
        .update(tenants)
        .set({ ...database, status: statusFrom(['moving'], status) })
        .where(eq(tenants.id, tenantId)),
      // Which database is taken away when is written down where restores are.
      orm.insert(restores).values(left),
      orm
        .insert(wakeups)
        .values({ tenantId, dueAt })
        .onConflictDoUpdate({ target: wakeups.tenantId, set: { dueAt } }),
    ],
  }
}

async function open(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  await forgetTenant(fleet, tenantId)
  return {}
}

/** Once it goes on with the new one, that is the studio's, whoever abandons the rest. */
async function deleteCopy(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { name } = await findDatabase(fleet, job.tenantId)
  if (name !== nameOf(job)) await fleet.databaseHost.delete(nameOf(job))
  return {}
}

async function unblock(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { name } = await findDatabase(fleet, job.tenantId)
  if (name !== nameOf(job)) await fleet.databaseHost.setBlocked(name, { reads: false, writes: false })
  return {}
}
