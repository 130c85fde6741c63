import type { TenantContext } from '../context.ts'
import { isAppError } from '../errors.ts'
import { changeOpenVisit } from './change-open-visit.ts'
import type { SupportLogin } from './find-visit.ts'

/** Support leaves the studio by itself; twice is once. @throws DatabaseError */
export async function leaveVisit(ctx: TenantContext, { user, visit }: SupportLogin): Promise<void> {
  try {
    await changeOpenVisit(ctx, {
      visitId: visit.id,
      changes: { endedAt: ctx.now() },
      entry: { actor: `operator:${user.id}`, action: 'support.left' },
    })
  } catch (error) {
    if (!isAppError(error, 'not_found')) throw error
  }
}
