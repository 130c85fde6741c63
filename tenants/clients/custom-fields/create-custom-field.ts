import { customFields, type CustomFieldRow } from '../../../db/tenant/schema/index.ts'
import { requireStaff } from '../../access/require-staff.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { AppError } from '../../errors.ts'
import { makeId } from '../../ids.ts'
import { parseInput } from '../../parse-input.ts'
import { readReferences } from '../../studio/read-references.ts'
import { spellOut } from '../../studio/staff-input.ts'
import { customFieldInput, MOST_FIELDS, type CustomFieldInput } from './custom-field-input.ts'
import { listCustomFields } from './list-custom-fields.ts'

/**
 * Has every client's page ask for one thing more.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_allowed` (`too_many`); DatabaseError.
 */
export async function createCustomField(ctx: TenantContext, raw: CustomFieldInput): Promise<CustomFieldRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const input = parseInput(customFieldInput, raw)
  const [{ studio }, known] = await Promise.all([readReferences(ctx), listCustomFields(ctx)])
  if (known.length >= MOST_FIELDS) {
    throw new AppError('not_allowed', `There can be ${MOST_FIELDS} fields.`, { reason: 'too_many' })
  }
  const row: CustomFieldRow = {
    ...input,
    id: makeId('fld'),
    label: spellOut(input.label, studio.defaultLocale),
    position: Math.max(0, ...known.map(({ position }) => position)) + 1,
    status: 'active',
    createdAt: ctx.now(),
  }
  await ctx.db.write([
    ctx.db.orm.insert(customFields).values(row),
    insertAudit(ctx, {
      actor,
      action: 'custom_field.created',
      subjectId: row.id,
      after: { kind: row.kind, label: row.label },
    }),
  ])
  return row
}
