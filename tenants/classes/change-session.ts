import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { commitChanges } from './commit-changes.ts'
import { findClassTimes } from './find-class-times.ts'
import { getSession } from './get-session.ts'
import { changeSessionInput, planSessionChange, type ChangeSessionInput } from './plan-session-change.ts'
import type { SessionChangePreview } from './preview-session-change.ts'
import { readAffected } from './read-affected.ts'
import { retryClashes } from './retry-clashes.ts'
import type { SessionView } from './session-view.ts'
import { settleClashes, toPlannedDate } from './settle-clashes.ts'

/** The session as it is now, where and when it takes place, and who was told. */
export type ChangedSessionView = SessionChangePreview & { session: SessionView }

/**
 * Staff change one session: its time, trainers, place, rooms, places or price, given fields only. Later edits of its series
 * leave what was changed here. Whoever is booked goes along and is told of another time, trainer or place, and may then
 * cancel free of charge; with fewer places than people everybody stays (`isOverbooked`), with more those who wait move up.
 * A trainer changes what they give, but neither gives it to somebody else nor sets its price.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `not_allowed`, `already_started`; `conflict` when something
 * is in the way and no `overrideReason` is given, with `alternatives`; `changed_meanwhile`; DatabaseError.
 */
export async function changeSession(
  ctx: TenantContext,
  raw: ChangeSessionInput,
): Promise<ChangedSessionView> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const input = parseInput(changeSessionInput, raw)
  const { overrideReason } = input
  const told = await retryClashes(async () => {
    const { catalogue, before, planned, resourceIds } = await planSessionChange(ctx, input)
    const isRefused = planned.clash !== undefined && !overrideReason
    const alternatives = isRefused
      ? await findClassTimes(ctx, { session: planned.session, resourceIds }, catalogue)
      : []
    const clashes = { onConflict: 'refuse', overrideReason, alternatives } as const
    const { sessions } = settleClashes([planned], { catalogue, ...clashes })
    const changed = sessions.map((after) => ({ before, after }))
    const affected = await readAffected(ctx, changed)
    await commitChanges(ctx, { changed, added: [], dropped: [], dropReason: null, actor })
    return { date: toPlannedDate(planned, catalogue), affected }
  })
  return { ...told, session: await getSession(ctx, input.sessionId) }
}
