import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { changeSessionInput, planSessionChange, type ChangeSessionInput } from './plan-session-change.ts'
import { readAffected, type AffectedSession } from './read-affected.ts'
import { toPlannedDate, type PlannedDate } from './settle-clashes.ts'

export type SessionChangePreview = { date: PlannedDate; affected: AffectedSession[] }

/**
 * What a change of one session would mean: what is in its way, and whom it concerns. Nothing is written.
 *
 * @throws AppError as `changeSession`, except `conflict`.
 */
export async function previewSessionChange(
  ctx: TenantContext,
  raw: ChangeSessionInput,
): Promise<SessionChangePreview> {
  requireReach(ctx, 'calendar:change')
  const { catalogue, before, planned } = await planSessionChange(ctx, parseInput(changeSessionInput, raw))
  const affected = await readAffected(ctx, [{ before, after: planned.session }])
  return { date: toPlannedDate(planned, catalogue), affected }
}
