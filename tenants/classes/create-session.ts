import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { commitChanges } from './commit-changes.ts'
import { getSession } from './get-session.ts'
import { createSessionInput, planNewSession, type CreateSessionInput } from './plan-new-session.ts'
import { retryClashes } from './retry-clashes.ts'
import type { SessionView } from './session-view.ts'
import { settleClashes } from './settle-clashes.ts'

/**
 * Staff put on a class once, a trainer one that they alone give. What is not said comes from the service.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; `conflict` when something is in the way and no
 * `overrideReason` is given; DatabaseError.
 */
export async function createSession(ctx: TenantContext, raw: CreateSessionInput): Promise<SessionView> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const input = parseInput(createSessionInput, raw)
  const { overrideReason } = input
  const id = await retryClashes(async () => {
    const { catalogue, planned } = await planNewSession(ctx, input)
    const { sessions } = settleClashes([planned], { catalogue, onConflict: 'refuse', overrideReason })
    await commitChanges(ctx, { changed: [], added: sessions, dropped: [], dropReason: null, actor })
    return planned.session.id
  })
  return getSession(ctx, id)
}
