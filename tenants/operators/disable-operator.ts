import { eq } from 'drizzle-orm'
import { users } from '../../db/registry/schema/index.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { spendLinksOf } from '../access/spend-links-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { keepAnAdministrator, keeping } from './keep-an-administrator.ts'
import { getOperator } from './operator-address.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireAdministrator } from './require-administrator.ts'
import { revokeKeysOf } from './revoke-keys-of.ts'

/**
 * From now on they are in nowhere and get in nowhere, and the keys that they made open nothing. `resetOperator` lets them
 * back in.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for the last administrator, and what `requireAdministrator`
 * throws.
 */
export async function disableOperator(ctx: PlatformContext, { email }: { email: string }): Promise<void> {
  const actor = requireAdministrator(ctx)
  const { id } = await getOperator(ctx, email)
  await keeping(
    ctx.db.write([
      keepAnAdministrator(ctx, id),
      ctx.db.orm.update(users).set({ status: 'disabled' }).where(eq(users.id, id)),
      endOtherSessions(ctx, id, null),
      spendLinksOf(ctx, id),
      revokeKeysOf(ctx, { userId: id }),
      insertAudit(ctx, { actor, action: 'operator.disable', subjectId: id }),
    ]),
  )
}
