import { and, asc, desc, eq, gt, lt, notInArray, or, sql } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import {
  migrationEntries,
  migrationEntryStates,
  migrationRuns,
  migrationRunStates,
  schemaVersions,
  tenants,
  type MigrationRunRow,
} from '../../../db/registry/schema/index.ts'
import { AppError } from '../../errors.ts'

export { migrationEntryStates, migrationRunStates }
export type MigrationEntryState = (typeof migrationEntryStates)[number]

/** A run, and how many studios are how far; instants in ms. */
export type MigrationRun = Omit<MigrationRunRow, 'leaseUntil'> & {
  counts: Record<MigrationEntryState, number>
}

/** What a run knows of one studio. */
export type MigrationEntry = {
  tenantId: string
  slug: string
  isCanary: boolean
  state: MigrationEntryState
  fromVersion: number | null
  version: number | null
  error: string | null
  attempts: number
  at: number | null
}

/** How many studios are at each version, by what is known of them; 0: it was never seen. */
export type VersionCount = { version: number; tenants: number }

function runs({ orm }: Registry) {
  const count = (state: MigrationEntryState) =>
    sql<number>`(SELECT count(*) FROM ${migrationEntries} WHERE ${migrationEntries.runId} = ${migrationRuns.id}
      AND ${migrationEntries.state} = ${state})`
  return orm
    .select({
      row: migrationRuns,
      waiting: count('waiting'),
      done: count('done'),
      failed: count('failed'),
    })
    .from(migrationRuns)
}

type Found = { row: MigrationRunRow; waiting: number; done: number; failed: number }

function toRun({ row: { leaseUntil: _lease, ...row }, ...counts }: Found): MigrationRun {
  return { ...row, counts }
}

/** @throws AppError `not_found` */
export async function readRun(registry: Registry, id: string): Promise<MigrationRun> {
  const [[found]] = await registry.read([runs(registry).where(eq(migrationRuns.id, id))])
  if (!found) throw new AppError('not_found', 'There is no such run.')
  return toRun(found)
}

type Page<Cursor> = { limit: number; cursor: Cursor | null }

/** Runs, the latest first. */
export async function listRuns(
  registry: Registry,
  { limit, cursor }: Page<{ at: number; id: string }>,
): Promise<{ runs: MigrationRun[]; hasMore: boolean }> {
  const { createdAt, id } = migrationRuns
  const isAfter =
    cursor === null
      ? undefined
      : or(lt(createdAt, cursor.at), and(eq(createdAt, cursor.at), lt(id, cursor.id)))
  const [found] = await registry.read([
    runs(registry)
      .where(isAfter)
      .orderBy(desc(createdAt), desc(id))
      .limit(limit + 1),
  ])
  return { runs: found.slice(0, limit).map(toRun), hasMore: found.length > limit }
}

/** The studios of a run, by their ids; the cursor is the last one's. */
export async function listEntries(
  registry: Registry,
  { runId, state, limit, cursor }: Page<string> & { runId: string; state?: MigrationEntryState | undefined },
): Promise<{ entries: MigrationEntry[]; hasMore: boolean }> {
  const [entries] = await registry.read([
    registry.orm
      .select({ ...entryColumns, slug: tenants.slug })
      .from(migrationEntries)
      .innerJoin(tenants, eq(tenants.id, migrationEntries.tenantId))
      .where(
        and(
          eq(migrationEntries.runId, runId),
          state && eq(migrationEntries.state, state),
          cursor === null ? undefined : gt(migrationEntries.tenantId, cursor),
        ),
      )
      .orderBy(asc(migrationEntries.tenantId))
      .limit(limit + 1),
  ])
  return { entries: entries.slice(0, limit), hasMore: entries.length > limit }
}

const entryColumns = {
  tenantId: migrationEntries.tenantId,
  isCanary: migrationEntries.isCanary,
  state: migrationEntries.state,
  fromVersion: migrationEntries.fromVersion,
  version: migrationEntries.version,
  error: migrationEntries.error,
  attempts: migrationEntries.attempts,
  at: migrationEntries.at,
}

/** The whole fleet by version, the oldest first: whatever their status, but for those in the making and those that are gone. */
export async function countVersions({ orm, read }: Registry): Promise<VersionCount[]> {
  const version = sql<number>`coalesce(${schemaVersions.version}, 0)`
  const [rows] = await read([
    orm
      .select({ version, tenants: sql<number>`count(*)` })
      .from(tenants)
      .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(notInArray(tenants.status, ['provisioning', 'deleted']))
      .groupBy(version)
      .orderBy(version),
  ])
  return rows
}
