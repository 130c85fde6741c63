import { eq } from 'drizzle-orm'
import { backups, restores, type JobRow } from '../../../db/registry/schema/index.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { check, drop, findRestore, load, RESTORE_TAKES_MS } from './restore-definition.ts'

/** A restore that nobody needs: it proves a backup, and goes again. */
export const drillDefinition: JobDefinition = {
  kind: 'drill',
  stepTakesMs: RESTORE_TAKES_MS,
  steps: [
    { name: 'load', run: load, undo: drop },
    { name: 'check', run: check },
    { name: 'prove', run: prove },
    { name: 'drop', run: drop },
  ],
}

async function prove(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { restore } = await findRestore(fleet, job)
  const { orm } = fleet.registry
  const proven = eq(backups.id, restore.backupId ?? '')
  return {
    statements: [
      orm.update(backups).set({ provenAt: fleet.now() }).where(proven),
      orm.update(restores).set({ state: 'ready' }).where(eq(restores.id, restore.id)),
    ],
  }
}
