import { eq } from 'drizzle-orm'
import { settings } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'

/**
 * Takes the list of first steps off the admin's first page, or puts it there again.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function putFirstStepsAway(ctx: TenantContext, isAway: boolean): Promise<void> {
  requireStaff(ctx, 'settings:change')
  const { orm, write } = ctx.db
  await write([
    orm
      .update(settings)
      .set({ startedAt: isAway ? ctx.now() : null })
      .where(eq(settings.id, 1)),
  ])
  forgetCatalogue(ctx)
}
