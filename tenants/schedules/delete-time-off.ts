import { and, eq } from 'drizzle-orm'
import { timeOff } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { readReferences } from '../studio/read-references.ts'
import { announceHours } from './announce-hours.ts'

/**
 * The trainer is there after all. Sessions that somebody else gives meanwhile, or nobody yet, stay as they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`
 */
export async function deleteTimeOff(ctx: TenantContext, { timeOffId }: { timeOffId: string }): Promise<void> {
  const { actor, onlyTrainerId } = requireReach(ctx, 'availability:change')
  const isThere = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .delete(timeOff)
      .where(
        and(
          eq(timeOff.id, timeOffId),
          onlyTrainerId === null ? undefined : eq(timeOff.trainerId, onlyTrainerId),
        ),
      ),
    insertAudit(ctx, { actor, action: 'availability.time_off_deleted', subjectId: timeOffId }),
  ])
  if (!isThere) throw new AppError('not_found', 'There is no such time off.')
  await announceHours(ctx, await readReferences(ctx), onlyTrainerId)
}
