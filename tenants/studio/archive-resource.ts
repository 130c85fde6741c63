import { eq } from 'drizzle-orm'
import { resources } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
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
  requireStaff(ctx, 'services:change')
  const { orm, write } = ctx.db
  const [archived] = await write([
    orm
      .update(resources)
      .set({ status: 'archived' })
      .where(eq(resources.id, resourceId))
      .returning({ id: resources.id }),
  ])
  forgetCatalogue(ctx)
  if (archived.length === 0) throw new AppError('not_found', 'There is no such room or piece of equipment.')
}
