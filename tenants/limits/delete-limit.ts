import { eq } from 'drizzle-orm'
import { bookingLimits } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'

/**
 * Lifts a limit.
 *
 * @throws AppError `unauthorized`, `not_found`
 */
export async function deleteLimit(ctx: TenantContext, { limitId }: { limitId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const isThere = await writeIfChanged(ctx.db, [
    ctx.db.orm.delete(bookingLimits).where(eq(bookingLimits.id, limitId)),
    insertAudit(ctx, { actor, action: 'limit.deleted', subjectId: limitId }),
  ])
  forgetCatalogue(ctx)
  if (!isThere) throw new AppError('not_found', 'There is no such limit.')
}
