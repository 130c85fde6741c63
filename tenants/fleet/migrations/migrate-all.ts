import { eq } from 'drizzle-orm'
import { migrationRuns } from '../../../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION } from '../../../db/tenant/open-tenant-database.ts'
import type { FleetContext } from '../fleet-context.ts'
import { findOpenRun } from './find-open-run.ts'
import { followRun } from './follow-run.ts'
import { openRun } from './open-run.ts'
import { countVersions, listEntries, type MigrationEntry } from './read-run.ts'

/**
 * Brings every studio along where all are on one machine and nothing else runs yet, unless all are known to be at the newest
 * version: without canaries, and taking up a run that died here. Gives who failed, at most a hundred.
 *
 * @throws DatabaseError when the registry does not answer.
 */
export async function migrateAll(
  { registry, keys, now }: Pick<FleetContext, 'registry' | 'keys' | 'now'>,
  wait: (ms: number) => Promise<void>,
): Promise<MigrationEntry[]> {
  const versions = await countVersions(registry)
  if (versions.every(({ version }) => version >= NEWEST_TENANT_VERSION)) return []
  const fleet = { registry, keys, now, startWork: async () => {} }
  const wish = { isDry: false, canaries: 0, batchSize: 50, createdBy: 'system' }
  const { id } = (await findOpenRun(registry)) ?? (await openRun(fleet, wish))
  const isIt = eq(migrationRuns.id, id)
  await registry.write([registry.orm.update(migrationRuns).set({ leaseUntil: 0 }).where(isIt)])
  await followRun(fleet, id, { wait })
  const { entries } = await listEntries(registry, { runId: id, state: 'failed', limit: 100, cursor: null })
  return entries
}
