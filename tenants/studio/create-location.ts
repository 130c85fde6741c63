import { locations, type LocationRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue, getCatalogue } from './get-catalogue.ts'
import { locationInput, type LocationInput } from './location-input.ts'
import { spellOut } from './staff-input.ts'

/**
 * Adds a place.
 *
 * @throws AppError `unauthorized`, `invalid_input`
 */
export async function createLocation(ctx: TenantContext, raw: LocationInput): Promise<LocationRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const { name, address, ...input } = parseInput(locationInput, raw)
  const { defaultLocale } = (await getCatalogue(ctx)).studio
  const row = {
    id: makeId('loc'),
    name: spellOut(name, defaultLocale),
    address: spellOut(address, defaultLocale),
    ...input,
    edition: 1,
  }
  await ctx.db.write([
    ctx.db.orm.insert(locations).values(row),
    insertAudit(ctx, { actor, action: 'location.created', subjectId: row.id, after: row }),
  ])
  forgetCatalogue(ctx)
  return row
}
