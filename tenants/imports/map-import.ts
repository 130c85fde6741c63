import { isSupportedCountry } from 'libphonenumber-js/min'
import { z } from 'zod'
import { customFields } from '../../db/tenant/schema/index.ts'
import { dateOrders, onKnownChoices } from '../../db/tenant/schema/imports.ts'
import type { TenantContext } from '../context.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { bringOn } from './bring-on.ts'
import { findImport, requireImporter, type Import } from './find-import.ts'
import { isImportField, ownFieldId, repeatable, type ColumnMeaning } from './import-fields.ts'

const mapInput = z.object({
  mapping: z.array(z.string().max(80, 'too_long').nullable()).max(200, 'too_many'),
  dateOrder: z.enum(dateOrders, 'invalid'),
  country: z
    .string()
    .nullable()
    .refine((country) => country === null || isSupportedCountry(country), 'invalid'),
  onKnown: z.enum(onKnownChoices, 'invalid'),
})
export type MapInput = z.input<typeof mapInput>
/** What is not given stays as it was guessed, or said. */
export type MapChange = { [Field in keyof MapInput]?: MapInput[Field] | undefined }

/**
 * Says which column is what; then each row is looked at. Can be said anew as long as nothing is imported.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `conflict`, `invalid_input`: `mapping` has the code `no_name`
 * when no column is a name, `mapping.3` the code `twice` or `invalid`; DatabaseError.
 */
export async function mapImport(
  ctx: TenantContext,
  { importId, ...raw }: { importId: string } & MapChange,
): Promise<Import> {
  requireImporter(ctx)
  const found = await findImport(ctx, importId)
  const { mapping, dateOrder, country, onKnown } = found
  const given = Object.fromEntries(Object.entries(raw).filter(([, value]) => value !== undefined))
  const input = parseInput(mapInput, { mapping, dateOrder: dateOrder ?? 'dmy', country, onKnown, ...given })
  await refuseMapping(ctx, found, input.mapping)
  return bringOn(ctx, found, {
    from: ['mapping', 'ready'],
    changes: { ...input, state: 'checking', doneRows: 0 },
  })
}

async function refuseMapping(
  ctx: TenantContext,
  found: Import,
  mapping: readonly (string | null)[],
): Promise<void> {
  const [fields] = await ctx.db.read([ctx.db.orm.select({ id: customFields.id }).from(customFields)])
  const own = new Set(fields.map(({ id }) => id))
  const faults = mapping.flatMap((meaning, column) => {
    const path = `mapping.${column}`
    if (meaning === null) return []
    const fieldId = ownFieldId(meaning as ColumnMeaning)
    const isKnown = fieldId === null ? isImportField(meaning) : own.has(fieldId)
    if (!isKnown || column >= found.columns.length) {
      return [
        { path, code: 'invalid', message: 'There is no field of this name, or no column of this number.' },
      ]
    }
    const isTwice = mapping.indexOf(meaning) !== column && !repeatable.has(meaning)
    return isTwice ? [{ path, code: 'twice', message: 'Another column is this already.' }] : []
  })
  if (faults.length === 0 && !mapping.some((meaning) => meaning?.endsWith('_name'))) {
    faults.push({ path: 'mapping', code: 'no_name', message: 'One column has to be the name.' })
  }
  if (faults.length > 0) throw invalidFields(faults)
}
