import type { JobRow } from '../../../db/registry/schema/index.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { JobDefinition, StepOutcome } from '../jobs/job-definition.ts'
import { RESTORE_TAKES_MS } from './restore-definition.ts'
import { takeBackup } from './take-backup.ts'

/** A backup that somebody asked for. */
export const backupDefinition: JobDefinition = {
  kind: 'backup',
  stepTakesMs: RESTORE_TAKES_MS,
  steps: [{ name: 'take', run: take }],
}

async function take(fleet: FleetContext, { tenantId, input }: JobRow): Promise<StepOutcome> {
  const { id, bytes } = await takeBackup(fleet, { tenantId, reason: 'asked', id: String(input['backupId']) })
  return { result: { backupId: id, bytes } }
}
