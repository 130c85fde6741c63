import { eq } from 'drizzle-orm'
import { users } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { endOtherSessions } from '../access/login-sessions.ts'
import { spendLinksOf } from '../access/spend-links-of.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { getOperator } from './operator-address.ts'

/** From now on they are in nowhere and get in nowhere. @throws AppError `invalid_input`, `not_found` */
export async function disableOperator(ctx: AccessContext, { email }: { email: string }): Promise<void> {
  const { id } = await getOperator(ctx, email)
  await ctx.db.write([
    ctx.db.orm.update(users).set({ status: 'disabled' }).where(eq(users.id, id)),
    endOtherSessions(ctx, id, null),
    spendLinksOf(ctx, id),
    insertAudit(ctx, { actor: 'system', action: 'operator.disable', subjectId: id }),
  ])
}
