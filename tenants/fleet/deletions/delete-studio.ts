import { and, eq, inArray, ne } from 'drizzle-orm'
import {
  backups,
  customHostnames,
  deadLetters,
  erasureOrders,
  hostnames,
  jobs,
  mailDomains,
  notices,
  restores,
  schemaVersions,
  signUps,
  smsSenders,
  tenantBacklogs,
  tenantFacts,
  tenantFlags,
  tenants,
  wakeups,
  type JobRow,
  type TenantRow,
} from '../../../db/registry/schema/index.ts'
import { minutes } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { deriveId } from '../../ids.ts'
import { readMailSettings } from '../../mail-domain/get-mail-sender.ts'
import { takeBackup } from '../backups/take-backup.ts'
import { databaseNameOf } from '../database-name.ts'
import { findTenant } from '../find-tenant.ts'
import type { FleetContext } from '../fleet-context.ts'
import { forgetTenant } from '../forget-tenant.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { countRows } from './count-rows.ts'
import { writeReceipt } from './write-receipt.ts'

/** So often a database is asked what is in it before it is deleted unseen. */
const ASKED_TIMES = 4

/**
 * Deletes a studio whose grace period is over: what the vendors hold for it, its names, its database with every copy beside
 * it, its files, and what the registry knows of it but its id, its slug and what was done. A last backup is kept for a while,
 * and what was there is counted first; a receipt says so in the end. Any step may be repeated, and once begun it goes to its end.
 */
export const deleteStudio: JobDefinition = {
  kind: 'delete',
  isFinal: true,
  stepTakesMs: minutes(10),
  steps: [
    { name: 'back-up', run: backUp },
    { name: 'count', run: count },
    { name: 'give-up-senders', run: giveUpSenders },
    { name: 'give-up-names', run: giveUpNames },
    { name: 'delete-database', run: deleteDatabases },
    { name: 'delete-files', run: deleteFiles },
    { name: 'delete-records', run: deleteRecords },
    { name: 'write-receipt', run: writeReceipt },
  ],
}

/** @throws AppError `conflict` for one that is not to be deleted, or not yet. */
export async function readDeleting(fleet: FleetContext, { tenantId }: JobRow): Promise<TenantRow> {
  const { orm, read } = fleet.registry
  const [[tenant]] = await read([orm.select().from(tenants).where(eq(tenants.id, tenantId))])
  if (tenant?.status !== 'deleting' || (tenant.deleteAt ?? Infinity) > fleet.now()) {
    throw new AppError('conflict', 'This studio is not to be deleted.')
  }
  return tenant
}

/** Unless its database does not answer any more: it goes all the same. */
async function backUp(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { id: tenantId } = await readDeleting(fleet, job)
  try {
    await takeBackup(fleet, { tenantId, reason: 'before-delete', id: await deriveId('bkp', job.id) })
  } catch (error) {
    if (job.attempts + 1 < ASKED_TIMES) throw error
  }
  return {}
}

async function count(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const tenant = await readDeleting(fleet, job)
  const { orm, read } = fleet.registry
  const [hosts, orders] = await read([
    orm.select({ host: hostnames.host }).from(hostnames).where(eq(hostnames.tenantId, tenant.id)),
    orm.select().from(erasureOrders).where(eq(erasureOrders.tenantId, tenant.id)),
  ])
  const rows = await countIfThere(fleet, job)
  const found = { hosts: hosts.map(({ host }) => host).toSorted(), erasureOrders: orders.length, rows }
  return { result: { found } }
}

/** Null for a database that does not answer. */
async function countIfThere(fleet: FleetContext, job: JobRow): Promise<Record<string, number> | null> {
  try {
    const record = await findTenant(fleet.registry, job.tenantId)
    return record ? await countRows(await fleet.openTenant(record)) : null
  } catch (error) {
    if (job.attempts + 1 < ASKED_TIMES) throw error
    return null
  }
}

/** Who sends mail for it forgets its domain; replies to its number are nobody's. */
async function giveUpSenders(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { orm } = fleet.registry
  const record = await findTenant(fleet.registry, job.tenantId)
  if (record && isCounted(job)) {
    const ctx = await fleet.openTenant(record)
    const { mailDomain, mailDomainId } = await readMailSettings(ctx)
    const { vendor, names } = ctx.mailDomains
    const isOurs = mailDomain !== null && mailDomainId !== null && (await names.holds(mailDomain))
    if (isOurs && vendor && !(await vendor.remove(mailDomainId)))
      throw new Error('The sender of mails does not answer.')
  }
  return {
    statements: [
      orm.delete(mailDomains).where(eq(mailDomains.tenantId, job.tenantId)),
      orm.delete(smsSenders).where(eq(smsSenders.tenantId, job.tenantId)),
    ],
  }
}

function isCounted({ result }: JobRow): boolean {
  const { found } = result as { found?: { rows: unknown } }
  return found?.rows !== null
}

/** Its own domains are nobody's, and their certificates are given up; its names on the platform stay closed for good. */
async function giveUpNames(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const { orm, read } = fleet.registry
  const isOurs = and(eq(hostnames.tenantId, tenantId), eq(hostnames.kind, 'custom'))
  const [own, known] = await read([
    orm.select({ host: hostnames.host }).from(hostnames).where(isOurs),
    orm
      .select({ host: customHostnames.host })
      .from(customHostnames)
      .where(eq(customHostnames.tenantId, tenantId)),
  ])
  await forgetTenant(fleet, tenantId)
  for (const host of new Set([...own, ...known].map((one) => one.host))) {
    if (fleet.certificates && !(await fleet.certificates.remove(host))) {
      throw new Error(`The certificate of ${host} cannot be given up at the moment.`)
    }
  }
  return {
    statements: [
      orm.delete(hostnames).where(isOurs),
      orm.delete(customHostnames).where(eq(customHostnames.tenantId, tenantId)),
      orm.update(hostnames).set({ isPrimary: false }).where(eq(hostnames.tenantId, tenantId)),
    ],
  }
}

/** The one in use, and whatever was made beside it. */
async function deleteDatabases(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { orm, read } = fleet.registry
  const tenant = await readDeleting(fleet, job)
  const [beside] = await read([orm.select().from(restores).where(eq(restores.tenantId, tenant.id))])
  const names = new Set([
    databaseNameOf(tenant.id),
    ...(tenant.databaseName ? [tenant.databaseName] : []),
    ...beside.flatMap(({ databaseName, previousName }) => [databaseName, previousName ?? databaseName]),
  ])
  for (const name of names) await fleet.databaseHost.delete(name)
  return {
    statements: [
      orm
        .update(tenants)
        .set({ databaseUrl: '', databaseTokenEncrypted: '', databaseName: null })
        .where(eq(tenants.id, tenant.id)),
      orm.delete(restores).where(eq(restores.tenantId, tenant.id)),
    ],
    result: { databases: [...names].toSorted() },
  }
}

/** What it uploaded, and its backups but a last one that was made for this. */
async function deleteFiles(fleet: FleetContext, { tenantId }: JobRow): Promise<StepOutcome> {
  const { orm, read } = fleet.registry
  const files = await fleet.files.deleteOfTenant(tenantId)
  const isOld = and(eq(backups.tenantId, tenantId), ne(backups.reason, 'before-delete'))
  const [old, kept] = await read([
    orm.select({ key: backups.key }).from(backups).where(isOld),
    orm
      .select({ id: backups.id, sha256: backups.sha256, until: backups.expiresAt })
      .from(backups)
      .where(and(eq(backups.tenantId, tenantId), eq(backups.reason, 'before-delete'))),
  ])
  await fleet.files.delete(old.map(({ key }) => key))
  return {
    statements: [orm.delete(backups).where(isOld)],
    result: { files, backups: { deleted: old.length, kept } },
  }
}

/** What is left in the registry: its row, its names on the platform, its log, and what it cost. */
async function deleteRecords(
  { registry: { orm } }: FleetContext,
  { tenantId }: JobRow,
): Promise<StepOutcome> {
  const tables = [
    wakeups,
    tenantBacklogs,
    tenantFacts,
    tenantFlags,
    notices,
    schemaVersions,
    erasureOrders,
    deadLetters,
  ]
  const theirs = orm.select({ id: jobs.id }).from(jobs).where(eq(jobs.tenantId, tenantId))
  return {
    statements: [
      ...tables.map((table) => orm.delete(table).where(eq(table.tenantId, tenantId))),
      // What they were made and changed with: names, addresses, words of theirs.
      orm.delete(signUps).where(inArray(signUps.jobId, theirs)),
      orm
        .update(jobs)
        .set({ input: {}, result: {} })
        .where(and(eq(jobs.tenantId, tenantId), ne(jobs.kind, 'delete'))),
    ],
  }
}
