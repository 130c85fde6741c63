import { bookingLimits, type BookingLimitRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { limitInput, type LimitInput } from './limit-input.ts'
import { settleLimit } from './settle-limit.ts'

/**
 * Limits how much may be booked from now on; what is booked stays, and counts.
 *
 * @throws AppError `unauthorized`, `invalid_input`
 */
export async function createLimit(ctx: TenantContext, raw: LimitInput): Promise<BookingLimitRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const input = parseInput(limitInput, raw)
  const row = { ...settleLimit(input, await readReferences(ctx)), id: makeId('lim') }
  await ctx.db.write([
    ctx.db.orm.insert(bookingLimits).values(row),
    insertAudit(ctx, { actor, action: 'limit.created', subjectId: row.id, after: row }),
  ])
  forgetCatalogue(ctx)
  return row
}
