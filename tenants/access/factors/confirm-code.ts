import { insertAudit } from '../../audit/insert-audit.ts'
import type { AccessContext } from '../access-context.ts'
import { giveBackAttempt } from '../attempts.ts'
import { nameLogin } from '../name-actor.ts'
import { renewSession, type Renewed } from '../renew-session.ts'
import { requireLogin } from '../require-login.ts'
import { countCode, wrongCode } from './count-code.ts'
import { takeCode } from './take-code.ts'

/**
 * Lets whoever has signed in prove by a code that it is still them, for the next ten minutes: the
 * session with its new secret.
 *
 * @throws AppError `unauthorized`, `wrong_credentials`, `rate_limited`.
 */
export async function confirmCode(ctx: AccessContext, { code }: { code: string }): Promise<Renewed> {
  const { user } = requireLogin(ctx)
  const counted = await countCode(ctx, user.id)
  const method = await takeCode(ctx, user.id, code)
  const entry = { actor: nameLogin(ctx), subjectId: user.id }
  if (!method) {
    await ctx.db.write([insertAudit(ctx, { ...entry, action: 'login.confirm_failure' })])
    throw wrongCode()
  }
  return renewSession(ctx, [
    giveBackAttempt(ctx, counted),
    insertAudit(ctx, { ...entry, action: 'login.confirm', after: { method } }),
  ])
}
