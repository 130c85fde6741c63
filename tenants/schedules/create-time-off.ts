import { and, eq, gt, lt, sql } from 'drizzle-orm'
import { MAX_SERVICE_MINUTES, sessions, timeOff, type TimeOffRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { makeId } from '../ids.ts'
import { announceHours } from './announce-hours.ts'
import { giveToSubstitute } from './give-to-substitute.ts'
import type { Affected } from './list-affected.ts'
import { listAway, readTimeOff } from './read-time-off.ts'
import type { TimeOffInput } from './time-off-input.ts'
import { toTimeOff, type TimeOff } from './to-time-off.ts'

/**
 * Sends a trainer away; a trainer themself, and then without a substitute. The substitute gives the sessions they are free for, the others need a trainer from then on, and
 * bookings stay: the answer tells of all of them.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`
 */
export async function createTimeOff(
  ctx: TenantContext,
  raw: TimeOffInput,
): Promise<{ timeOff: TimeOff; affected: Affected }> {
  const { actor } = requireReach(ctx, 'availability:change')
  const { trainer, substitute, during, input, references } = await readTimeOff(ctx, raw)
  const row: TimeOffRow = {
    id: makeId('off'),
    trainerId: trainer.id,
    ...during,
    isAllDay: input.isAllDay,
    substituteTrainerId: substitute?.id ?? null,
    reason: input.reason,
  }
  const { orm, write } = ctx.db
  // Why they are away is nobody's business but theirs: it may be an illness.
  const { id, reason: _reason, ...after } = row
  await write([
    orm.insert(timeOff).values(row),
    leaveSessions(ctx, row),
    insertAudit(ctx, { actor, action: 'availability.time_off', subjectId: id, after }),
  ])
  await announceHours(ctx, references, row.trainerId)
  const affected = await listAway(ctx, row)
  return {
    timeOff: toTimeOff(row, references),
    affected: substitute
      ? await giveToSubstitute(ctx, affected, { trainerId: trainer.id, substituteId: substitute.id })
      : affected,
  }
}

function leaveSessions({ db, now }: TenantContext, { trainerId, startsAt, endsAt }: TimeOffRow) {
  return db.orm
    .update(sessions)
    .set({ status: 'needs_trainer', version: sql`${sessions.version} + 1`, statusAt: now() })
    .where(
      and(
        eq(sessions.trainerId, trainerId),
        eq(sessions.status, 'scheduled'),
        gt(sessions.startsAt, startsAt - minutes(MAX_SERVICE_MINUTES)),
        lt(sessions.startsAt, endsAt),
        gt(sessions.endsAt, Math.max(startsAt, now())),
      ),
    )
}
