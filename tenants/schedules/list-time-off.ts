import { and, asc, eq, gt, lt } from 'drizzle-orm'
import { timeOff } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readReferences } from '../studio/read-references.ts'
import { toTimeOff, type TimeOff } from './to-time-off.ts'

type Filter = {
  /** Id or slug. */
  trainerId?: string | undefined
  /** Instants: absences that meet `[from, until)`. */
  from?: number | undefined
  until?: number | undefined
}

/**
 * When trainers are away, in order; for a trainer, when they are.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function listTimeOff(
  ctx: TenantContext,
  { trainerId, from, until }: Filter,
): Promise<TimeOff[]> {
  const { onlyTrainerId } = requireReach(ctx, 'availability:view')
  const references = await readReferences(ctx)
  const trainer = trainerId === undefined ? undefined : references.trainer(trainerId)
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(timeOff)
      .where(
        and(
          trainer ? eq(timeOff.trainerId, trainer.id) : undefined,
          onlyTrainerId === null ? undefined : eq(timeOff.trainerId, onlyTrainerId),
          from === undefined ? undefined : gt(timeOff.endsAt, from),
          until === undefined ? undefined : lt(timeOff.startsAt, until),
        ),
      )
      .orderBy(asc(timeOff.startsAt), asc(timeOff.id)),
  ])
  return rows.map((row) => toTimeOff(row, references))
}
