import { eq } from 'drizzle-orm'
import { clientFieldValues, customFields } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { findCustomField } from './list-custom-fields.ts'

/**
 * Takes a field away, with what it says of every client.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function deleteCustomField(ctx: TenantContext, { fieldId }: { fieldId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { label } = await findCustomField(ctx, fieldId)
  const { orm, write } = ctx.db
  await write([
    orm.delete(clientFieldValues).where(eq(clientFieldValues.fieldId, fieldId)),
    orm.delete(customFields).where(eq(customFields.id, fieldId)),
    insertAudit(ctx, { actor, action: 'custom_field.deleted', subjectId: fieldId, before: { label } }),
  ])
}
