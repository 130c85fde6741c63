import { eq } from 'drizzle-orm'
import {
  restores,
  schemaVersions,
  tenants,
  wakeups,
  type JobRow,
  type RestoreRow,
} from '../../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import { sealDatabaseToken } from '../../access/database-token.ts'
import { days, seconds } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { reapplyErasures } from '../../privacy/reapply-erasures.ts'
import type { FleetContext } from '../fleet-context.ts'
import { forgetTenant } from '../forget-tenant.ts'
import type { JobDefinition, RegistryStatement, StepOutcome } from '../jobs/job-definition.ts'
import { reopenStudio, statusBefore } from '../jobs/reopen-studio.ts'
import { listErasureOrders } from '../list-erasure-orders.ts'
import { statusFrom } from '../status-from.ts'
import { primaryHost, tenantColumns, toTenantRecord } from '../tenant-record.ts'
import { calmStudio, listKeysInUse } from './calm-studio.ts'
import { readIdentity } from './fill-database.ts'
import { findDatabase } from './find-database.ts'
import { findRestore, openRestore, RESTORE_TAKES_MS } from './restore-definition.ts'

/** By then every isolate and booking line has asked anew (`resolve-tenant.ts` trusts an answer for a minute), and requests are over. */
const SETTLES_MS = seconds(65)
/** The database it takes the place of is kept so long. */
const PREVIOUS_KEPT_MS = days(7)

type OpenStatus = 'active' | 'suspended'

/**
 * Has a studio go on with a restored database: it is closed for a minute or two (503), nothing is written any more, the erased
 * are forgotten again, what was sent meanwhile is not sent again, and everybody signs in anew. The old one stays for a week.
 */
export const switchDefinition: JobDefinition = {
  kind: 'switch',
  stepTakesMs: RESTORE_TAKES_MS,
  steps: [
    { name: 'close', run: close, undo: reopenStudio },
    { name: 'settle', run: settle, undo: unblock },
    { name: 'prepare', run: prepare },
    { name: 'switch', run: switchOver, undo: switchBack },
    { name: 'open', run: open },
  ],
}

async function close(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { tenant, name } = await findDatabase(fleet, job.tenantId)
  const { restore } = await findRestore(fleet, job)
  if (restore.state !== 'ready') throw new AppError('conflict', 'There is no such database to go on with.')
  if (tenant.status !== 'active' && tenant.status !== 'suspended') {
    throw new AppError('conflict', 'The studio is neither open nor suspended.')
  }
  return {
    statements: [setStatus(fleet, tenant.id, { from: tenant.status, to: 'moving' })],
    result: { statusBefore: tenant.status, previousName: name, closedAt: fleet.now() },
  }
}

async function settle(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  await forgetTenant(fleet, job.tenantId)
  const settledAt = Number(job.result['closedAt']) + SETTLES_MS
  if (fleet.now() < settledAt) return { againAt: settledAt }
  // Should anybody still have it open: what they write now would be lost.
  await fleet.databaseHost.setBlocked(String(job.result['previousName']), { reads: false, writes: true })
  return {}
}

async function unblock(fleet: FleetContext, { result }: JobRow): Promise<StepOutcome> {
  const name = result['previousName']
  if (typeof name === 'string') await fleet.databaseHost.setBlocked(name, { reads: false, writes: false })
  return {}
}

async function prepare(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  await readIdentity(await openRestore(fleet, restore), restore.tenantId)
  const ctx = await openAsOpen(fleet, restore)
  const [orders] = await listErasureOrders(fleet.registry, { studio: restore.tenantId, until: fleet.now() })
  const { left } = await reapplyErasures(ctx, orders?.clientIds ?? [])
  await calmStudio(ctx, await readKeysInUse(fleet, restore.tenantId))
  // Each visit asks again for those whose booking is under way.
  return { result: { erasuresLeft: left.length } }
}

/** The studio as it will be: open, with that database. */
async function openAsOpen(fleet: FleetContext, restore: RestoreRow) {
  const { orm, read } = fleet.registry
  const [[row]] = await read([
    orm
      .select(tenantColumns)
      .from(tenants)
      .leftJoin(primaryHost.table, primaryHost.on)
      .where(eq(tenants.id, restore.tenantId)),
  ])
  const { databaseUrl, databaseTokenEncrypted } = restore
  const record = row && toTenantRecord({ ...row, status: 'active', databaseUrl, databaseTokenEncrypted })
  if (!record) throw new AppError('conflict', 'The studio has no host.')
  return fleet.openTenant(record)
}

/** Null where nothing is known of it: a database that does not answer may be why somebody restores. */
async function readKeysInUse(fleet: FleetContext, tenantId: string): Promise<string[] | null> {
  const { address } = await findDatabase(fleet, tenantId)
  return listKeysInUse(openTenantDatabase(tenantId, address)).catch(() => null)
}

async function switchOver(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  const version = await readIdentity(await openRestore(fleet, restore), restore.tenantId)
  const { databaseUrl, databaseTokenEncrypted, databaseName } = restore
  const previousName = String(job.result['previousName'])
  return {
    statements: [
      ...use(fleet, job, { databaseUrl, databaseTokenEncrypted, databaseName }),
      ...noteVersion(fleet, job.tenantId, version),
      fleet.registry.orm
        .update(restores)
        .set({ state: 'in-use', previousName, dropPreviousAt: fleet.now() + PREVIOUS_KEPT_MS })
        .where(eq(restores.id, restore.id)),
    ],
  }
}

/** The old database has everything still; its host gives another token to it. */
async function switchBack(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  if (restore.state !== 'in-use' || restore.previousName === null) return {}
  const databaseName = restore.previousName
  const { url: databaseUrl, token } = await fleet.databaseHost.create(databaseName)
  const version = await readIdentity({ url: databaseUrl, token }, job.tenantId)
  const databaseTokenEncrypted = await sealDatabaseToken({ keys: fleet.keys, tenantId: job.tenantId }, token)
  return {
    statements: [
      ...use(fleet, job, { databaseUrl, databaseTokenEncrypted, databaseName }),
      ...noteVersion(fleet, job.tenantId, version),
      fleet.registry.orm
        .update(restores)
        .set({ state: 'ready', previousName: null, dropPreviousAt: null })
        .where(eq(restores.id, restore.id)),
    ],
  }
}

async function open(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  await forgetTenant(fleet, tenantId)
  return {}
}

type Use = { databaseUrl: string; databaseTokenEncrypted: string; databaseName: string }

/** In one batch: with which database it goes on, that it is open, and that somebody looks at once what it has to do. */
function use(fleet: FleetContext, job: JobRow, database: Use): RegistryStatement[] {
  const { orm } = fleet.registry
  const status = statusBefore(job) ?? 'active'
  const dueAt = fleet.now()
  return [
    orm
      .update(tenants)
      // What its plan allows may have been told the other one alone.
      .set({ ...database, limitsPushed: 0, status: statusFrom(['moving', status], status) })
      .where(eq(tenants.id, job.tenantId)),
    orm
      .insert(wakeups)
      .values({ tenantId: job.tenantId, dueAt })
      .onConflictDoUpdate({ target: wakeups.tenantId, set: { dueAt } }),
  ]
}

function noteVersion(
  { registry, now }: FleetContext,
  tenantId: string,
  version: number,
): RegistryStatement[] {
  const seen = { version, error: null, checkedAt: now() }
  return [
    registry.orm
      .insert(schemaVersions)
      .values({ tenantId, ...seen })
      .onConflictDoUpdate({ target: schemaVersions.tenantId, set: seen }),
  ]
}

function setStatus(
  { registry }: FleetContext,
  tenantId: string,
  { from, to }: { from: OpenStatus; to: 'moving' },
): RegistryStatement {
  return registry.orm
    .update(tenants)
    .set({ status: statusFrom([from], to) })
    .where(eq(tenants.id, tenantId))
}
