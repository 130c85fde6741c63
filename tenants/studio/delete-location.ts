import { eq } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { locations } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
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
  const actor = requireStaff(ctx, 'settings:change')
  try {
    const isThere = await writeIfChanged(ctx.db, [
      ctx.db.orm.delete(locations).where(eq(locations.id, locationId)),
      insertAudit(ctx, { actor, action: 'location.deleted', subjectId: locationId }),
    ])
    forgetCatalogue(ctx)
    if (!isThere) throw new AppError('not_found', 'There is no such place.')
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint')) throw cause
    throw new AppError('conflict', 'Trainers, services or bookings are at this place.', { reason: 'in_use' })
  }
}
