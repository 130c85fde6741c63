import { eq } from 'drizzle-orm'
import { customFields, type CustomFieldRow } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { readReferences } from '../../studio/read-references.ts'
import { given, spellOut } from '../../studio/staff-input.ts'
import { customFieldInput, type CustomFieldInput } from './custom-field-input.ts'
import { findCustomField } from './list-custom-fields.ts'

type Change = { [Field in 'label' | 'choices']?: CustomFieldInput[Field] | undefined }

/**
 * Calls a field otherwise, or lets other things be chosen; what was chosen before stays with its clients. Its kind stays.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; DatabaseError.
 */
export async function changeCustomField(
  ctx: TenantContext,
  { fieldId, ...changes }: Change & { fieldId: string },
): Promise<CustomFieldRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const before = await findCustomField(ctx, fieldId)
  const input = parseInput(customFieldInput, { ...before, ...given(changes) })
  const { studio } = await readReferences(ctx)
  const after = { label: spellOut(input.label, studio.defaultLocale), choices: input.choices }
  const { orm, write } = ctx.db
  await write([
    orm.update(customFields).set(after).where(eq(customFields.id, fieldId)),
    insertAudit(ctx, {
      actor,
      action: 'custom_field.changed',
      subjectId: fieldId,
      before: { label: before.label, choices: before.choices },
      after,
    }),
  ])
  return { ...before, ...after }
}
