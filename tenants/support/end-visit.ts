import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { changeOpenVisit } from './change-open-visit.ts'

/**
 * Sends support out of the studio: with its next click it sees nothing any more.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found` when it has ended already; DatabaseError.
 */
export async function endVisit(ctx: TenantContext, { visitId }: { visitId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  await changeOpenVisit(ctx, {
    visitId,
    changes: { endedAt: ctx.now() },
    entry: { actor, action: 'support.ended' },
  })
}
