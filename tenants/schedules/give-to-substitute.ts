import { isDatabaseError } from '../../db/database-error.ts'
import { substituteTrainer } from '../classes/substitute-trainer.ts'
import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import type { Affected } from './list-affected.ts'

/**
 * Has the substitute give, of these sessions, those that the trainer who is away was to give and that the substitute is
 * free for; whoever is booked in them is told. The others go on needing a trainer; those where the one who is away only
 * helps stay as they are.
 *
 * @returns What is affected, as it is then.
 */
export async function giveToSubstitute(
  ctx: TenantContext,
  { bookings, sessions }: Affected,
  { trainerId: awayId, substituteId }: { trainerId: string; substituteId: string },
): Promise<Affected> {
  const given = new Set<string | null>()
  for (const { id, trainerId, status } of sessions) {
    const isLeft = trainerId === awayId && status === 'needs_trainer'
    if (isLeft && (await isGiven(ctx, { sessionId: id, trainerId: substituteId }))) given.add(id)
  }
  return {
    bookings: bookings.map((one) => (given.has(one.sessionId) ? { ...one, trainerId: substituteId } : one)),
    sessions: sessions.map((one) =>
      given.has(one.id) ? { ...one, trainerId: substituteId, status: 'scheduled' } : one,
    ),
  }
}

type Handover = { sessionId: string; trainerId: string }

async function isGiven(ctx: TenantContext, handover: Handover): Promise<boolean> {
  try {
    await substituteTrainer(ctx, handover)
    return true
  } catch (error) {
    // The time off is written: whatever is in the way, the session needs a trainer, and says so.
    if (isAppError(error) || isDatabaseError(error)) return false
    throw error
  }
}
