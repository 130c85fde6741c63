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
  const { orm } = ctx.db
  const isIt = and(
    eq(timeOff.id, timeOffId),
    onlyTrainerId === null ? undefined : eq(timeOff.trainerId, onlyTrainerId),
  )
  const [[row]] = await ctx.db.read([orm.select().from(timeOff).where(isIt)])
  if (!row) throw noTimeOff()
  // What puts it back (`take-back-hours.ts`); why they were away stays out of the log.
  const { id: _id, reason: _reason, ...before } = row
  const isThere = await writeIfChanged(ctx.db, [
    orm.delete(timeOff).where(isIt),
    insertAudit(ctx, { actor, action: 'availability.time_off_deleted', subjectId: timeOffId, before }),
  ])
  if (!isThere) throw noTimeOff()
  await announceHours(ctx, await readReferences(ctx), onlyTrainerId)
}

const noTimeOff = () => new AppError('not_found', 'There is no such time off.')
