import { eq } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import { availabilityOverrides } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { readReferences } from '../studio/read-references.ts'
import { announceHours } from './announce-hours.ts'

/**
 * The dates are as in any week again.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`
 */
export async function deleteOverride(
  ctx: TenantContext,
  { overrideId }: { overrideId: string },
): Promise<void> {
  const { actor, onlyTrainerId } = requireReach(ctx, 'availability:change')
  const { orm, read, write } = ctx.db
  const isIt = eq(availabilityOverrides.id, overrideId)
  const [[row]] = await read([orm.select().from(availabilityOverrides).where(isIt)])
  if (!row || (onlyTrainerId !== null && row.trainerId !== onlyTrainerId)) {
    throw new AppError('not_found', 'There are no such dates.')
  }
  await write([
    orm.delete(availabilityOverrides).where(isIt),
    insertAudit(ctx, {
      actor,
      action: 'availability.override_deleted',
      subjectId: overrideId,
      reason: row.reason,
    }),
  ])
  await announceHours(ctx, await readReferences(ctx), row.trainerId)
}
