import { eq } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import { requireFor, requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getTrainer } from '../studio/get-trainer.ts'

type Place = {
  /** Id or slug; without one it is the asker's own, or stays where it is. */
  trainerId?: string | null | undefined
  sessionId?: string | null | undefined
}

/**
 * Lets staff whose right ends at their own bookings take a place with themselves only, or in a class that they give. Asks
 * the database only about those, and only about a class.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found` for an unknown trainer or class; DatabaseError.
 */
export async function requireOwnPlace(ctx: TenantContext, { trainerId, sessionId }: Place): Promise<void> {
  const { onlyTrainerId } = requireReach(ctx, 'bookings:change')
  if (onlyTrainerId === null) return
  if (trainerId) {
    requireFor(ctx, 'bookings:change', [getTrainer(await getCatalogue(ctx), trainerId).id])
  }
  if (!sessionId) return
  const { db } = ctx
  const [[session]] = await db.read([
    db.orm
      .select({ first: sessions.trainerId, second: sessions.secondTrainerId })
      .from(sessions)
      .where(eq(sessions.id, sessionId)),
  ])
  if (!session) throw new AppError('not_found', 'There is no such class.')
  requireFor(ctx, 'bookings:change', [session.first, session.second])
}
