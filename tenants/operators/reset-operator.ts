import { eq } from 'drizzle-orm'
import { passkeys, recoveryCodes, totpSecrets, users } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { insertOneTimeToken, makeOneTimeLink } from '../access/one-time-token.ts'
import { spendLinksOf } from '../access/spend-links-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { getOperator } from './operator-address.ts'

/**
 * Lets an operator begin anew who has lost everything, or was disabled: password, second factor and sessions are gone, and
 * the token of a link is given with which they join again, as `inviteOperator` gives one.
 *
 * @throws AppError `invalid_input`, `not_found`
 */
export async function resetOperator(
  ctx: AccessContext,
  { email }: { email: string },
): Promise<{ token: string }> {
  const { id, email: address } = await getOperator(ctx, email)
  const { orm } = ctx.db
  const { tokenId, statements } = insertOneTimeToken(ctx, { purpose: 'join', email: address, userId: id })
  await ctx.db.write([
    orm
      .update(users)
      .set({ passwordHash: null, passwordChangedAt: null, status: 'active' })
      .where(eq(users.id, id)),
    orm.delete(totpSecrets).where(eq(totpSecrets.userId, id)),
    orm.delete(recoveryCodes).where(eq(recoveryCodes.userId, id)),
    orm.delete(passkeys).where(eq(passkeys.userId, id)),
    endOtherSessions(ctx, id, null),
    spendLinksOf(ctx, id),
    ...statements,
    insertAudit(ctx, { actor: 'system', action: 'operator.reset', subjectId: id }),
  ])
  return { token: await makeOneTimeLink(ctx, tokenId) }
}
