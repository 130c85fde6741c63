import { and, eq, gt, isNotNull, isNull } from 'drizzle-orm'
import { supportVisits } from '../../db/tenant/schema/index.ts'
import type { Login, SupportVisit, TenantContext } from '../context.ts'
import { knowsVisits } from './knows-visits.ts'
import { hashSupportSecret } from './support-secret.ts'
import { CHANGE_GRANTS, LOOK_GRANTS } from './support-grants.ts'

/** Who is in this studio as support: one of the platform's people, who is nobody here. */
export type SupportLogin = Login & { visit: SupportVisit }

/**
 * Whom the secret of a cookie lets in: null when it is nobody's, or the visit has ended. Whether its operator is still one is
 * for the registry to say (`tenants/fleet/is-visit-open.ts`). One round trip.
 *
 * @throws DatabaseError
 */
export async function findVisit(ctx: TenantContext, secret: string): Promise<SupportLogin | null> {
  if (!knowsVisits(ctx)) return null
  const { secretHash, enteredAt, endedAt, expiresAt } = supportVisits
  const [[row]] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(supportVisits)
      .where(
        and(
          eq(secretHash, await hashSupportSecret(secret)),
          isNotNull(enteredAt),
          isNull(endedAt),
          gt(expiresAt, ctx.now()),
        ),
      ),
  ])
  if (!row) return null
  const mayChange = row.writesAllowedAt !== null
  return {
    sessionId: row.id,
    kind: 'browser',
    user: {
      id: row.operator.replace(/^operator:/, ''),
      email: '',
      name: row.operatorName,
      locale: 'en',
      hasPassword: false,
    },
    // What asks for a recent proof is not for them.
    authenticatedAt: 0,
    hasSecondFactor: true,
    clientId: null,
    staff: {
      role: 'support',
      roleName: 'Support',
      grants: mayChange ? CHANGE_GRANTS : LOOK_GRANTS,
      trainerId: null,
    },
    visit: { id: row.id, reason: row.reason, endsAt: row.expiresAt, mayChange },
  }
}
