import { eq } from 'drizzle-orm'
import { deletionReceipts, tenants, type JobRow } from '../../../db/registry/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import { AppError } from '../../errors.ts'
import { deriveId, hashText } from '../../ids.ts'
import type { FleetContext } from '../fleet-context.ts'
import type { StepOutcome } from '../jobs/job-definition.ts'

/**
 * The last step of deleting a studio: says what was deleted, in counts and hashes that are nobody's data. What is left of the
 * studio is its id and its slug, so that neither its name nor its links are ever somebody else's.
 */
export async function writeReceipt(fleet: FleetContext, job: JobRow): Promise<StepOutcome> {
  const { registry } = fleet
  const { orm, read } = registry
  const [[tenant]] = await read([orm.select().from(tenants).where(eq(tenants.id, job.tenantId))])
  if (!tenant) throw new AppError('not_found', 'There is no such studio.')
  const { found, databases, files, backups } = job.result
  const at = (ms: number | null) => (ms === null ? null : new Date(ms).toISOString())
  const body = {
    tenant_id: tenant.id,
    slug: tenant.slug,
    made_at: at(tenant.createdAt),
    closed_at: at(tenant.suspendedAt),
    deleted_at: at(fleet.now()),
    job_id: job.id,
    found,
    databases,
    files,
    backups,
  }
  const id = await deriveId('rcp', job.tenantId)
  const sha256 = await hashText(JSON.stringify(body))
  return {
    statements: [
      orm
        .insert(deletionReceipts)
        .values({ id, tenantId: tenant.id, body, sha256, createdAt: fleet.now() })
        .onConflictDoNothing(),
      orm
        .update(tenants)
        // Its name may be a person's.
        .set({ status: 'deleted', name: tenant.slug, suspendReason: null, ownLimits: null })
        .where(eq(tenants.id, tenant.id)),
      insertAudit(
        { db: registry, now: fleet.now, requestId: job.id },
        { actor: 'system', action: 'tenant.deleted', subjectId: tenant.id, after: { receipt: id, sha256 } },
      ),
    ],
    result: { receipt: id },
  }
}
