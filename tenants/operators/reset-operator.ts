import { eq } from 'drizzle-orm'
import { passkeys, recoveryCodes, totpSecrets, users } from '../../db/registry/schema/index.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { insertOneTimeToken, makeOneTimeLink } from '../access/one-time-token.ts'
import { spendLinksOf } from '../access/spend-links-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { keepAnAdministrator, keeping } from './keep-an-administrator.ts'
import { getOperator } from './operator-address.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireAdministrator } from './require-administrator.ts'

/**
 * Lets an operator begin anew who has lost everything, or was disabled: password, second factor and sessions are gone, and
 * the token of a link is given with which they join again, as `inviteOperator` gives one. At a terminal that is the way
 * back for the last administrator, too.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for the last administrator, and what `requireAdministrator`
 * throws.
 */
export async function resetOperator(
  ctx: PlatformContext,
  { email }: { email: string },
): Promise<{ token: string }> {
  const actor = requireAdministrator(ctx)
  const { id, email: address } = await getOperator(ctx, email)
  const { orm } = ctx.db
  const { tokenId, statements } = insertOneTimeToken(ctx, { purpose: 'join', email: address, userId: id })
  await keeping(
    ctx.db.write([
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
      insertAudit(ctx, { actor, action: 'operator.reset', subjectId: id }),
      ...(ctx.isTerminal ? [] : [keepAnAdministrator(ctx, id)]),
    ]),
  )
  return { token: await makeOneTimeLink(ctx, tokenId) }
}
