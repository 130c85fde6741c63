import { eq, sql } from 'drizzle-orm'
import { clientFieldValues, customFields, type CustomFieldRow } from '../../../db/tenant/schema/index.ts'
import type { Statement } from '../../access/access-context.ts'
import { isLocalDate } from '../../availability/local-time.ts'
import type { TenantContext } from '../../context.ts'
import { isPlain } from '../../input-parts.ts'
import { invalidFields } from '../../parse-input.ts'

/** As much as a note on a card. */
export const LONGEST_VALUE = 2_000

/** Of each field its value as it is kept; null: none any more. */
export type FieldValues = ReadonlyMap<string, string | null>

/**
 * What was given for the studio's own fields, as it is kept: one round trip when there is any.
 *
 * @throws AppError `invalid_input` with paths `fields.fld_…`; DatabaseError.
 */
export async function settleFieldValues(
  { db }: TenantContext,
  given: Readonly<Record<string, string | null>>,
): Promise<FieldValues> {
  if (Object.keys(given).length === 0) return new Map()
  const [known] = await db.read([db.orm.select().from(customFields).where(eq(customFields.status, 'active'))])
  const values = Object.entries(given).map(([id, value]) => {
    const field = known.find((one) => one.id === id)
    return { id, value: field ? settle(field, (value ?? '').normalize('NFC').trim()) : undefined }
  })
  const wrong = values.filter(({ value }) => value === undefined)
  if (wrong.length > 0) {
    const message = 'This cannot be used here.'
    throw invalidFields(wrong.map(({ id }) => ({ path: `fields.${id}`, code: 'invalid', message })))
  }
  return new Map(values.map(({ id, value }) => [id, value ?? null]))
}

/** The value as it is kept, null for none, undefined for what the field cannot hold. */
export function settle(
  { kind, choices }: Pick<CustomFieldRow, 'kind' | 'choices'>,
  value: string,
): string | null | undefined {
  if (value === '') return null
  if (value.length > LONGEST_VALUE || !isPlain(value.replaceAll('\n', ' '))) return undefined
  switch (kind) {
    case 'text':
      return value
    case 'number': {
      const digits = value.replace(',', '.')
      return /^-?\d{1,15}(\.\d{1,6})?$/.test(digits) ? digits : undefined
    }
    case 'date':
      return isLocalDate(value) ? value : undefined
    case 'choice':
      return choices.includes(value) ? value : undefined
    case 'yes_no':
      return value === 'yes' || value === 'no' ? value : undefined
  }
}

/** Statements after which a client's fields have these values, and the others stay. */
export function writeFieldValues(
  { orm }: TenantContext['db'],
  clientId: string,
  values: FieldValues,
): Statement[] {
  return [...values].map(([fieldId, value]) =>
    value === null
      ? orm.delete(clientFieldValues).where(sql`client_id = ${clientId} AND field_id = ${fieldId}`)
      : orm
          .insert(clientFieldValues)
          .values({ clientId, fieldId, value })
          .onConflictDoUpdate({
            target: [clientFieldValues.clientId, clientFieldValues.fieldId],
            set: { value },
          }),
  )
}
