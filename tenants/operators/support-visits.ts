import { and, desc, eq, exists, lt, or, sql } from 'drizzle-orm'
import { auditLog, supportVisits, tenants, users } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { closeVisit } from '../fleet/close-visit.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { ENDED_BY_STUDIO, settleVisits } from './settle-visits.ts'

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
  /** `platform`: who was in, or an operator; `time`: it was up. Null while it is open. */
  endedBy: 'studio' | 'platform' | 'time' | null
}

type VisitsWish = {
  /** Of this studio alone: its id. */
  tenantId?: string | undefined
  limit: number
  cursor: { at: number; id: string } | null
}

/**
 * Who of the platform's people went into which studio, and why: the latest first. What studios have ended meanwhile is
 * brought here first.
 *
 * @throws AppError as `requireRole`; DatabaseError of the registry.
 */
export async function listSupportVisits(
  ctx: OperatorContext,
  wish: VisitsWish,
): Promise<{ visits: SupportVisitEntry[]; hasMore: boolean }> {
  requireRole(ctx, 'support')
  const found = await readVisits(ctx, wish)
  const isNews = await settleVisits(
    ctx,
    found.map(({ visit }) => visit),
  )
  const rows = isNews ? await readVisits(ctx, wish) : found
  const visits = rows.slice(0, wish.limit).map(({ visit, tenantName, operatorName, isByStudio }) => {
    const { tenantId, ...rest } = visit
    const isOpen = visit.endedAt === null && visit.expiresAt > ctx.now()
    return {
      ...rest,
      tenant: { id: tenantId, name: tenantName },
      operatorName: operatorName ?? '',
      isOpen,
      endedBy: isOpen ? null : isByStudio ? ('studio' as const) : endedBy(visit),
    }
  })
  return { visits, hasMore: rows.length > wish.limit }
}

const endedBy = ({
  endedAt,
  expiresAt,
}: {
  endedAt: number | null
  expiresAt: number
}): 'time' | 'platform' => (endedAt === null || endedAt >= expiresAt ? 'time' : 'platform')

async function readVisits(ctx: OperatorContext, { tenantId, limit, cursor }: VisitsWish) {
  const { id, createdAt, operator } = supportVisits
  const line = ctx.db.orm
    .select({ one: sql`1` })
    .from(auditLog)
    .where(and(eq(auditLog.subjectId, id), eq(auditLog.action, ENDED_BY_STUDIO)))
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({
        visit: supportVisits,
        tenantName: tenants.name,
        operatorName: users.name,
        isByStudio: sql<number>`${exists(line)}`,
      })
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
  return rows
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
  await closeVisit(ctx.db, {
    visitId,
    now: ctx.now(),
    statements: [insertAudit(ctx, { actor, action: 'support.visit_ended', subjectId: visitId })],
  })
}
