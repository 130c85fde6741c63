import { eq } from 'drizzle-orm'
import { bookingLimits } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'

/**
 * Lifts a limit.
 *
 * @throws AppError `unauthorized`, `not_found`
 */
export async function deleteLimit(ctx: TenantContext, { limitId }: { limitId: string }): Promise<void> {
  requireStaff(ctx, 'settings:change')
  const { orm, write } = ctx.db
  const [deleted] = await write([
    orm.delete(bookingLimits).where(eq(bookingLimits.id, limitId)).returning({ id: bookingLimits.id }),
  ])
  forgetCatalogue(ctx)
  if (deleted.length === 0) throw new AppError('not_found', 'There is no such limit.')
}
