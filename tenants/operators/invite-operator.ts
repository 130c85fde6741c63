import { z } from 'zod'
import { insertAudit } from '../audit/insert-audit.ts'
import { insertOneTimeToken, makeOneTimeLink } from '../access/one-time-token.ts'
import { AppError } from '../errors.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findOperator, readAddress } from './operator-address.ts'
import type { PlatformContext } from './platform-context.ts'
import { readRole } from './read-role.ts'
import { requireAdministrator } from './require-administrator.ts'

const nameInput = z.object({ name: line(120) })

/**
 * Lets somebody become an operator: gives the token of the link with which they choose a password, once, within a week. It
 * is not kept. A newer one for the same address takes its place.
 *
 * @throws AppError `invalid_input`, `conflict` when there is an operator with the address, and what `requireAdministrator`
 * throws.
 */
export async function inviteOperator(
  ctx: PlatformContext,
  { email, ...given }: { email: string; name: string; role: string },
): Promise<{ token: string }> {
  const actor = requireAdministrator(ctx)
  const { name } = parseInput(nameInput, given)
  const role = readRole(given.role)
  const address = readAddress(email)
  if (await findOperator(ctx, address)) {
    throw new AppError('conflict', `${address} is an operator already: reset gives a new link.`)
  }
  const { tokenId, statements } = insertOneTimeToken(ctx, {
    purpose: 'join',
    email: address,
    details: { name, role },
  })
  await ctx.db.write([
    ...statements,
    insertAudit(ctx, { actor, action: 'operator.invite', subjectId: tokenId, after: { role } }),
  ])
  return { token: await makeOneTimeLink(ctx, tokenId) }
}
