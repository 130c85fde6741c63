import { insertAudit } from '../../audit/insert-audit.ts'
import { isAppError } from '../../errors.ts'
import type { AccessContext } from '../access-context.ts'

/** Carries out what a passkey is shown for; where it is refused, that is written down. */
export async function auditRefusal<Result>(
  ctx: AccessContext,
  entry: Parameters<typeof insertAudit>[1],
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (isAppError(error, 'wrong_credentials')) {
      await ctx.db.write([insertAudit(ctx, { ...entry, after: { method: 'passkey' } })])
    }
    throw error
  }
}
