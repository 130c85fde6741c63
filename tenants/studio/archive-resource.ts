import { eq } from 'drizzle-orm'
import { resources } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from './get-catalogue.ts'

/**
 * Takes a room or equipment out of use for whatever is booked from now on. What has it keeps it; twice is once.
 *
 * @throws AppError `unauthorized`, `not_found`
 */
export async function archiveResource(
  ctx: TenantContext,
  { resourceId }: { resourceId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'services:change')
  const isThere = await writeIfChanged(ctx.db, [
    ctx.db.orm.update(resources).set({ status: 'archived' }).where(eq(resources.id, resourceId)),
    insertAudit(ctx, { actor, action: 'resource.archived', subjectId: resourceId }),
  ])
  forgetCatalogue(ctx)
  if (!isThere) throw new AppError('not_found', 'There is no such room or piece of equipment.')
}
