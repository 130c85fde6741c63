import { asc } from 'drizzle-orm'
import { locations, type LocationRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

/**
 * The studio's places, the main one first, as they are now: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listLocations(ctx: TenantContext): Promise<LocationRow[]> {
  requireStaff(ctx, 'services:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm.select().from(locations).orderBy(asc(locations.position), asc(locations.id)),
  ])
  return rows
}
