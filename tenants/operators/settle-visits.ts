import { and, eq, inArray, isNotNull, isNull } from 'drizzle-orm'
import { auditLog, supportVisits } from '../../db/registry/schema/index.ts'
import { auditLog as logThere, supportVisits as visitsThere } from '../../db/tenant/schema/index.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { deriveId } from '../ids.ts'
import { knowsVisits } from '../support/knows-visits.ts'
import type { OperatorContext } from './platform-context.ts'

type SupportVisitRow = typeof supportVisits.$inferSelect

/** What the platform's log says of a visit that the studio has ended; who there did is in the studio's own. */
export const ENDED_BY_STUDIO = 'support.ended_by_studio'

/** A studio that does not answer is left for the next look, and no look goes to more of them. */
const STUDIOS_AT_ONCE = 8

/**
 * A studio that ends a visit writes that into its own database, which is what keeps support out. Brings it here, for visits
 * that nobody has ended here, and closes those whose time was up. Safe to repeat, and by two at once.
 *
 * @returns Whether anything was written.
 * @throws DatabaseError of the registry; a studio's is left out.
 */
export async function settleVisits(
  ctx: OperatorContext,
  visits: readonly SupportVisitRow[],
): Promise<boolean> {
  const unsettled = visits.filter(({ endedAt }) => endedAt === null)
  const studios = [...new Set(unsettled.map(({ tenantId }) => tenantId))].slice(0, STUDIOS_AT_ONCE)
  const settled = await Promise.all(
    studios.map(async (tenantId) => {
      const own = unsettled.filter((visit) => visit.tenantId === tenantId)
      const ends = await readEnds(ctx, tenantId, own).catch(() => null)
      const closed = await Promise.all(own.map((visit) => close(ctx, visit, ends?.get(visit.id))))
      return ends === null ? [] : closed.flat()
    }),
  )
  const [first, ...others] = settled.flat()
  if (first) await ctx.db.write([first, ...others])
  return first !== undefined
}

type End = { endedAt: number; isByStudio: boolean }

/** When they ended by what the studio has; null: there is no studio to be asked any more. One round trip. */
async function readEnds(ctx: OperatorContext, tenantId: string, visits: readonly SupportVisitRow[]) {
  const record = await findTenant(ctx.db, tenantId)
  const studio = record && (await ctx.fleet.openTenant(record))
  if (!studio || !knowsVisits(studio)) return null
  const { orm, read } = studio.db
  const ids = visits.map(({ id }) => id)
  const [rows, lines] = await read([
    orm
      .select({ id: visitsThere.id, endedAt: visitsThere.endedAt })
      .from(visitsThere)
      .where(and(inArray(visitsThere.id, ids), isNotNull(visitsThere.endedAt))),
    orm
      .select({ id: logThere.subjectId })
      .from(logThere)
      .where(and(inArray(logThere.subjectId, ids), eq(logThere.action, 'support.ended'))),
  ])
  const byStudio = new Set(lines.map(({ id }) => id))
  return new Map<string, End>(
    rows.flatMap(({ id, endedAt }) =>
      endedAt === null ? [] : [[id, { endedAt, isByStudio: byStudio.has(id) }] as const],
    ),
  )
}

async function close({ db: { orm }, now, requestId }: OperatorContext, visit: SupportVisitRow, end?: End) {
  const { id, expiresAt } = visit
  const endedAt = end?.endedAt ?? (expiresAt <= now() ? expiresAt : null)
  if (endedAt === null) return []
  const closed = orm
    .update(supportVisits)
    .set({ endedAt })
    .where(and(eq(supportVisits.id, id), isNull(supportVisits.endedAt)))
  if (!end?.isByStudio) return [closed]
  const line = {
    id: await deriveId('aud', ENDED_BY_STUDIO, id),
    at: endedAt,
    actor: 'system',
    action: ENDED_BY_STUDIO,
    subjectId: id,
    requestId,
  }
  return [closed, orm.insert(auditLog).values(line).onConflictDoNothing()]
}
