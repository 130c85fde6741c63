import { eq } from 'drizzle-orm'
import { operators } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { keepAnAdministrator, keeping } from './keep-an-administrator.ts'
import { getOperator } from './operator-address.ts'
import type { PlatformContext } from './platform-context.ts'
import { readRole } from './read-role.ts'
import { requireAdministrator } from './require-administrator.ts'
import { revokeKeysOf } from './revoke-keys-of.ts'

/**
 * Gives an operator another role, from their next request on. Keys that they made and that may do more are revoked.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for the last administrator, and what `requireAdministrator`
 * throws.
 */
export async function changeOperatorRole(
  ctx: PlatformContext,
  wish: { email: string; role: string },
): Promise<void> {
  const actor = requireAdministrator(ctx)
  const role = readRole(wish.role)
  const { id } = await getOperator(ctx, wish.email)
  const { orm } = ctx.db
  const [[known]] = await ctx.db.read([
    orm.select({ role: operators.role }).from(operators).where(eq(operators.userId, id)),
  ])
  if (!known) throw new AppError('not_found', 'There is no such operator.')
  if (known.role === role) return
  await keeping(
    ctx.db.write([
      keepAnAdministrator(ctx, id),
      orm.update(operators).set({ role }).where(eq(operators.userId, id)),
      revokeKeysOf(ctx, { userId: id, beyond: role }),
      insertAudit(ctx, { actor, action: 'operator.role', subjectId: id, before: known, after: { role } }),
    ]),
  )
}
