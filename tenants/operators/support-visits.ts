import { and, desc, eq, lt, or, sql } from 'drizzle-orm'
import { supportVisits, tenants, users } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { closeVisit } from '../fleet/close-visit.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A visit as operators see it; instants in ms. */
export type SupportVisitEntry = {
  id: string
  tenant: { id: string; name: string }
  /** As the audit log writes it, and their name now. */
  operator: string
  operatorName: string
  reason: string
  createdAt: number
  expiresAt: number
  endedAt: number | null
  isOpen: boolean
}

type VisitsWish = {
  /** Of this studio alone: its id. */
  tenantId?: string | undefined
  limit: number
  cursor: { at: number; id: string } | null
}

/** Who of the platform's people went into which studio, and why: the latest first. @throws AppError as `requireRole` */
export async function listSupportVisits(
  ctx: PlatformContext,
  { tenantId, limit, cursor }: VisitsWish,
): Promise<{ visits: SupportVisitEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const { id, createdAt, operator } = supportVisits
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ visit: supportVisits, tenantName: tenants.name, operatorName: users.name })
      .from(supportVisits)
      .innerJoin(tenants, eq(tenants.id, supportVisits.tenantId))
      .leftJoin(users, eq(sql`'operator:' || ${users.id}`, operator))
      .where(
        and(
          tenantId === undefined ? undefined : eq(supportVisits.tenantId, tenantId),
          cursor === null
            ? undefined
            : or(lt(createdAt, cursor.at), and(eq(createdAt, cursor.at), lt(id, cursor.id))),
        ),
      )
      .orderBy(desc(createdAt), desc(id))
      .limit(limit + 1),
  ])
  const visits = rows.slice(0, limit).map(({ visit, tenantName, operatorName }) => {
    const { tenantId: of, ...rest } = visit
    return {
      ...rest,
      tenant: { id: of, name: tenantName },
      operatorName: operatorName ?? '',
      isOpen: visit.endedAt === null && visit.expiresAt > ctx.now(),
    }
  })
  return { visits, hasMore: rows.length > limit }
}

/**
 * Ends a visit: one's own, or as an operator anybody's. Whoever is in the studio sees nothing more with the next click.
 *
 * @throws AppError as `requireRole`; `forbidden` for another's; `not_found` when it is not open; DatabaseError.
 */
export async function endSupportVisit(ctx: OperatorContext, { visitId }: { visitId: string }): Promise<void> {
  const who = requireRole(ctx, 'support')
  const [[visit]] = await ctx.db.read([
    ctx.db.orm.select().from(supportVisits).where(eq(supportVisits.id, visitId)),
  ])
  if (!visit || visit.endedAt !== null || visit.expiresAt <= ctx.now()) {
    throw new AppError('not_found', 'There is no such visit any more.')
  }
  const actor = visit.operator === who.actor ? who.actor : requireRole(ctx, 'operator').actor
  await closeVisit(ctx.db, { visitId, now: ctx.now() })
  await ctx.db.write([insertAudit(ctx, { actor, action: 'support.visit_ended', subjectId: visitId })])
}
