import { eq } from 'drizzle-orm'
import { sessions, type SessionRow } from '../../db/tenant/schema/index.ts'
import { requireFor } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * A session that staff are about to change, a trainer one that they give.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` when it is cancelled; `already_started` when it is over; DatabaseError.
 */
export async function readSessionRow(ctx: TenantContext, sessionId: string): Promise<SessionRow> {
  const { db, now } = ctx
  const [[row]] = await db.read([db.orm.select().from(sessions).where(eq(sessions.id, sessionId))])
  if (!row) throw new AppError('not_found', 'There is no such session.')
  requireFor(ctx, 'calendar:change', [row.trainerId, row.secondTrainerId])
  if (row.status === 'cancelled') {
    throw new AppError('not_allowed', 'This session is cancelled.', { reason: 'cancelled' })
  }
  if (row.endsAt <= now()) throw new AppError('already_started', 'This session is over.', { reason: 'over' })
  return row
}
