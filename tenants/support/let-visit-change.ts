import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { changeOpenVisit } from './change-open-visit.ts'

/**
 * Lets support change things during this visit, or only look again. It is for an owner to say, who has just proven who they
 * are.
 *
 * @throws AppError `unauthorized`, `forbidden` (`owner_only`), `reauthentication_required`; `not_found` when it has ended;
 * DatabaseError.
 */
export async function letVisitChange(
  ctx: TenantContext,
  { visitId, mayChange }: { visitId: string; mayChange: boolean },
): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { user, staff } = requireFresh(ctx)
  if (staff?.role !== 'owner') {
    throw new AppError('forbidden', 'An owner of the studio decides this.', { reason: 'owner_only' })
  }
  await changeOpenVisit(ctx, {
    visitId,
    changes: {
      writesAllowedAt: mayChange ? ctx.now() : null,
      writesAllowedBy: mayChange ? user.id : null,
    },
    entry: { actor, action: mayChange ? 'support.changes_allowed' : 'support.changes_ended' },
  })
}
