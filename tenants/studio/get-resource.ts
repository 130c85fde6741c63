import { eq } from 'drizzle-orm'
import { resources, type ResourceRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/** @throws AppError `unauthorized`, `not_found` */
export async function getResource(
  ctx: TenantContext,
  { resourceId }: { resourceId: string },
): Promise<ResourceRow> {
  requireStaff(ctx, 'services:view')
  const { orm, read } = ctx.db
  const [[row]] = await read([orm.select().from(resources).where(eq(resources.id, resourceId))])
  if (!row) throw new AppError('not_found', 'There is no such room or piece of equipment.')
  return row
}
