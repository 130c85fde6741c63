import { inArray } from 'drizzle-orm'
import type { Registry } from '../../../db/registry/open-registry.ts'
import { migrationRuns, type MigrationRunRow } from '../../../db/registry/schema/index.ts'

/** The run that is not over yet, if there is one; there is never another. */
export async function findOpenRun({ orm, read }: Registry): Promise<MigrationRunRow | undefined> {
  const isOpen = inArray(migrationRuns.state, ['running', 'paused'])
  const [[run]] = await read([orm.select().from(migrationRuns).where(isOpen).limit(1)])
  return run
}
