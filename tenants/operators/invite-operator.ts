import { insertAudit } from '../audit/insert-audit.ts'
import type { AccessContext } from '../access/access-context.ts'
import { insertOneTimeToken, makeOneTimeLink } from '../access/one-time-token.ts'
import { AppError } from '../errors.ts'
import { findOperator, readAddress } from './operator-address.ts'

/**
 * Lets somebody become an operator: gives the token of the link with which they choose a password, once, within a week. It
 * is not kept. A newer one for the same address takes its place.
 *
 * @throws AppError `invalid_input`, `conflict` when there is an operator with the address.
 */
export async function inviteOperator(
  ctx: AccessContext,
  { email, name }: { email: string; name: string },
): Promise<{ token: string }> {
  const address = readAddress(email)
  if (await findOperator(ctx, address)) {
    throw new AppError('conflict', `${address} is an operator already: reset gives a new link.`)
  }
  const { tokenId, statements } = insertOneTimeToken(ctx, {
    purpose: 'join',
    email: address,
    details: { name },
  })
  await ctx.db.write([
    ...statements,
    insertAudit(ctx, { actor: 'system', action: 'operator.invite', subjectId: tokenId }),
  ])
  return { token: await makeOneTimeLink(ctx, tokenId) }
}
