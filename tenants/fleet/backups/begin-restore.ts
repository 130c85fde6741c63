import { restores } from '../../../db/registry/schema/index.ts'
import type { JobRow } from '../../../db/registry/schema/index.ts'
import { makeId } from '../../ids.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { RegistryStatement } from '../jobs/job-definition.ts'
import { startJob } from '../jobs/start-job.ts'

export type NewRestore = {
  kind: 'restore' | 'drill'
  tenantId: string
  /** From a backup, or from a point in time (ms). */
  source: { backupId: string } | { at: number }
  createdBy: string
  /** The operator's audit. */
  statements?: (restoreId: string) => RegistryStatement[]
}

/** Begins a restore, or a drill, beside the database in use. @throws AppError `conflict` while something else is done. */
export async function beginRestore(
  fleet: Pick<FleetContext, 'registry' | 'now' | 'startWork'>,
  { kind, tenantId, source, createdBy, statements }: NewRestore,
): Promise<JobRow> {
  const restoreId = makeId('rst')
  const id = makeId('job')
  const input = { restoreId, ...source }
  return startJob(fleet, {
    id,
    kind,
    tenantId,
    input,
    createdBy,
    statements: [
      fleet.registry.orm.insert(restores).values({
        id: restoreId,
        tenantId,
        backupId: 'backupId' in source ? source.backupId : null,
        pointInTime: 'at' in source ? source.at : null,
        jobId: id,
        databaseName: restoreId.replace('_', '-'),
        state: 'making',
        isDrill: kind === 'drill',
        createdBy,
        createdAt: fleet.now(),
      }),
      ...(statements?.(restoreId) ?? []),
    ],
  })
}
