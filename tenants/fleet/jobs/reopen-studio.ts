import { eq } from 'drizzle-orm'
import { tenants, type JobRow } from '../../../db/registry/schema/index.ts'
import type { FleetContext } from '../fleet-context.ts'
import { forgetTenant } from '../forget-tenant.ts'
import { statusFrom } from '../status-from.ts'
import type { StepOutcome } from './job-definition.ts'

/** What a studio was before a job closed it, as its result says; undefined while it has not. */
export function statusBefore({ result }: JobRow): 'active' | 'suspended' | undefined {
  const status = result['statusBefore']
  return status === 'active' || status === 'suspended' ? status : undefined
}

/** Makes a studio what it was before the job closed it. A step of a job, and what takes back closing. */
export async function reopenStudio(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const status = statusBefore(job)
  if (status === undefined) return {}
  await forgetTenant(fleet, job.tenantId)
  return {
    statements: [
      fleet.registry.orm
        .update(tenants)
        .set({ status: statusFrom(['moving', status], status) })
        .where(eq(tenants.id, job.tenantId)),
    ],
  }
}
