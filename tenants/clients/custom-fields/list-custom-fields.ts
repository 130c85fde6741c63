import { asc, eq } from 'drizzle-orm'
import { customFields, type CustomFieldRow } from '../../../db/tenant/schema/index.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'

/**
 * What else the studio wants to know of its clients, in its order: one round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listCustomFields(ctx: TenantContext): Promise<CustomFieldRow[]> {
  requireReach(ctx, 'clients:view')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(customFields)
      .where(eq(customFields.status, 'active'))
      .orderBy(asc(customFields.position), asc(customFields.createdAt), asc(customFields.id)),
  ])
  return rows
}

/** @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function findCustomField(ctx: TenantContext, fieldId: string): Promise<CustomFieldRow> {
  const field = (await listCustomFields(ctx)).find(({ id }) => id === fieldId)
  if (!field) throw new AppError('not_found', 'There is no such field.')
  return field
}
