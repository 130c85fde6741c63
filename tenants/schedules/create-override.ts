import { availabilityOverrides, type AvailabilityOverrideRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { announceHours } from './announce-hours.ts'
import type { Affected } from './list-affected.ts'
import { listTouched } from './list-touched.ts'
import { readOverride, type OverrideInput } from './override-input.ts'

/**
 * Sets dates that differ; a trainer their own, not those of a whole place. What is booked then stays, and is told: nobody is surprised, nothing is dropped.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function createOverride(
  ctx: TenantContext,
  raw: OverrideInput,
): Promise<{ override: AvailabilityOverrideRow; affected: Affected }> {
  const { actor } = requireReach(ctx, 'availability:change')
  const { override, references } = await readOverride(ctx, raw)
  const row = { ...override, id: makeId('ovr'), holiday: null }
  const { orm, write } = ctx.db
  await write([
    orm.insert(availabilityOverrides).values(row),
    insertAudit(ctx, {
      actor,
      action: `availability.${row.kind}`,
      subjectId: row.id,
      reason: row.reason,
    }),
  ])
  await announceHours(ctx, references, row.trainerId)
  return { override: row, affected: await listTouched(ctx, references, row) }
}
