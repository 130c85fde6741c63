import { resources, type ResourceRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from './get-catalogue.ts'
import { readReferences } from './read-references.ts'
import { resourceInput, type ResourceInput } from './resource-input.ts'
import { spellOut } from './staff-input.ts'

/**
 * Adds a room or equipment.
 *
 * @throws AppError `unauthorized`, `invalid_input`
 */
export async function createResource(ctx: TenantContext, raw: ResourceInput): Promise<ResourceRow> {
  const actor = requireStaff(ctx, 'services:change')
  const input = parseInput(resourceInput, raw)
  const { studio, location } = await readReferences(ctx)
  const row: ResourceRow = {
    ...input,
    id: makeId('res'),
    locationId: location(input.locationId).id,
    name: spellOut(input.name, studio.defaultLocale),
    status: 'active',
    edition: 1,
  }
  await ctx.db.write([
    ctx.db.orm.insert(resources).values(row),
    insertAudit(ctx, { actor, action: 'resource.created', subjectId: row.id, after: row }),
  ])
  forgetCatalogue(ctx)
  return row
}
