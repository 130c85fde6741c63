import { and, eq, gt, isNull } from 'drizzle-orm'
import { supportVisits } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { knowsVisits } from './knows-visits.ts'
import {
  hashSupportSecret,
  isSupportSecret,
  LINK_LIVES_MS,
  makeSupportSecret,
  supportCookie,
} from './support-secret.ts'

/**
 * Lets an operator into this studio by the link that the console gave them: once, and while it is fresh. From then on the
 * cookie is what opens it.
 *
 * @returns The value of `Set-Cookie`.
 * @throws AppError `link_spent`, the same whether it is used, too old, unknown or garbled; DatabaseError.
 */
export async function enterByLink(ctx: TenantContext, token: string): Promise<{ cookie: string }> {
  const { orm, write } = ctx.db
  const { id, secretHash, enteredAt, endedAt, createdAt, expiresAt } = supportVisits
  const made = await makeSupportSecret()
  const now = ctx.now()
  const [[entered]] =
    knowsVisits(ctx) && isSupportSecret(token)
      ? await write([
          orm
            .update(supportVisits)
            .set({ secretHash: made.hash, enteredAt: now })
            .where(
              and(
                eq(secretHash, await hashSupportSecret(token)),
                isNull(enteredAt),
                isNull(endedAt),
                gt(expiresAt, now),
                gt(createdAt, now - LINK_LIVES_MS),
              ),
            )
            .returning({ id, operator: supportVisits.operator, name: supportVisits.operatorName, expiresAt }),
        ])
      : [[]]
  if (!entered) throw new AppError('link_spent', 'This link does not work any more. Make another one.')
  await write([
    insertAudit(ctx, {
      actor: entered.operator,
      action: 'support.entered',
      subjectId: entered.id,
      after: { operator: entered.name },
    }),
  ])
  const lastsMs = entered.expiresAt - now
  return { cookie: supportCookie({ origin: ctx.origin, secret: made.secret, lastsMs }) }
}
