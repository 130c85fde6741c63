import type { TenantContext } from '../context.ts'
import { changeSession } from './change-session.ts'
import type { ChangeSessionInput } from './plan-session-change.ts'

export type SubstituteInput = Pick<ChangeSessionInput, 'sessionId' | 'version' | 'overrideReason'> & {
  /** Id or slug. */
  trainerId: string
}

/**
 * Somebody else gives a session, or somebody after all. As `changeSession`: everybody is told, and whoever came for the
 * trainer may cancel free of charge until it starts.
 *
 * @throws AppError as `changeSession`.
 */
export function substituteTrainer(ctx: TenantContext, input: SubstituteInput) {
  const { sessionId, version, trainerId, overrideReason } = input
  return changeSession(ctx, { sessionId, version, trainerId, overrideReason })
}
