import { eq } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { locations } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { forgetCatalogue } from './get-catalogue.ts'

/**
 * Takes a place away to which nothing points.
 *
 * @throws AppError `unauthorized`, `not_found`, `conflict` (`in_use`)
 */
export async function deleteLocation(
  ctx: TenantContext,
  { locationId }: { locationId: string },
): Promise<void> {
  requireStaff(ctx, 'settings:change')
  const { orm, write } = ctx.db
  try {
    const [deleted] = await write([
      orm.delete(locations).where(eq(locations.id, locationId)).returning({ id: locations.id }),
    ])
    forgetCatalogue(ctx)
    if (deleted.length === 0) throw new AppError('not_found', 'There is no such place.')
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint')) throw cause
    throw new AppError('conflict', 'Trainers, services or bookings are at this place.', { reason: 'in_use' })
  }
}
