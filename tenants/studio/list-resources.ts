import { asc } from 'drizzle-orm'
import { resources, type ResourceRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

/**
 * Rooms and equipment in their order, those out of use last: one round trip.
 *
 * @throws AppError `unauthorized`
 */
export async function listResources(ctx: TenantContext): Promise<ResourceRow[]> {
  requireStaff(ctx, 'services:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm.select().from(resources).orderBy(asc(resources.status), asc(resources.position), asc(resources.id)),
  ])
  return rows
}
