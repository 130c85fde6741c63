import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { insertAudit } from '../audit/insert-audit.ts'
import { sessions } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { trainersOf } from '../calendar/trainers-of.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { note } from '../studio/staff-input.ts'
import { callOff, finishCallOffs } from './call-off.ts'
import { getSession } from './get-session.ts'
import { readSessionRow } from './read-session-row.ts'
import type { SessionView } from './session-view.ts'

const cancelSessionInput = z.object({ sessionId: anId, reason: note.nullish() })
export type CancelSessionInput = z.input<typeof cancelSessionInput>

/**
 * Staff cancel a session, a trainer one of theirs: its trainer and its rooms are free, everybody booked in it is told once and owes nothing, and
 * nothing counts against them; its waitlist is over. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; `already_started` when it is over; DatabaseError.
 */
export async function cancelSession(ctx: TenantContext, raw: CancelSessionInput): Promise<SessionView> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const { sessionId, reason = null } = parseInput(cancelSessionInput, raw)
  const { db } = ctx
  try {
    await readSessionRow(ctx, sessionId)
    const statements = callOff({ where: eq(sessions.id, sessionId), reason, now: ctx.now() })
    await db.write([
      insertAudit(ctx, { actor, action: 'session.cancel', subjectId: sessionId, reason }),
      ...statements.map((statement) => db.orm.run(statement)),
    ])
  } catch (error) {
    // Cancelled already: what is left to do is done, should somebody have been interrupted.
    if (!isAppError(error, 'not_allowed')) throw error
  }
  await finishCallOffs(ctx, actor)
  // Whoever waited was told in the same batch.
  await ctx.announce(ctx.now())
  const cancelled = await getSession(ctx, sessionId)
  await ctx.calendar.announce(trainersOf([cancelled]))
  return cancelled
}
