import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { createSessionInput, planNewSession, type CreateSessionInput } from './plan-new-session.ts'
import { toPlannedDate, type PlannedDate } from './settle-clashes.ts'

/**
 * What is in the way of a class put on once, if anything; nothing is written.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; DatabaseError.
 */
export async function previewNewSession(ctx: TenantContext, raw: CreateSessionInput): Promise<PlannedDate> {
  requireReach(ctx, 'calendar:change')
  const { catalogue, planned } = await planNewSession(ctx, parseInput(createSessionInput, raw))
  return toPlannedDate(planned, catalogue)
}
