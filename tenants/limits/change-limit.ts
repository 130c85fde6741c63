import { eq } from 'drizzle-orm'
import { bookingLimits, type BookingLimitRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { changesOf } from '../audit/changes-of.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { forgetCatalogue } from '../studio/get-catalogue.ts'
import { readReferences } from '../studio/read-references.ts'
import { given } from '../studio/staff-input.ts'
import { getLimit } from './get-limit.ts'
import { limitInput, type LimitChange } from './limit-input.ts'
import { settleLimit } from './settle-limit.ts'

/**
 * Changes a limit from now on.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`
 */
export async function changeLimit(
  ctx: TenantContext,
  { limitId, ...changes }: { limitId: string } & LimitChange,
): Promise<BookingLimitRow> {
  const actor = requireStaff(ctx, 'settings:change')
  const { id, ...before } = await getLimit(ctx, { limitId })
  const input = parseInput(limitInput, { ...before, ...given(changes) })
  const row = settleLimit(input, await readReferences(ctx))
  await ctx.db.write([
    ctx.db.orm.update(bookingLimits).set(row).where(eq(bookingLimits.id, id)),
    insertAudit(ctx, { actor, action: 'limit.changed', subjectId: id, ...changesOf(before, row) }),
  ])
  forgetCatalogue(ctx)
  return { ...row, id }
}
