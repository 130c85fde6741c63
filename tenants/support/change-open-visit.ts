import { and, eq, exists, gt, isNull, sql } from 'drizzle-orm'
import { supportVisits, type SupportVisitRow } from '../../db/tenant/schema/index.ts'
import { insistOn, isRefused } from '../access/insist-on.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { knowsVisits } from './knows-visits.ts'

type Change = {
  visitId: string
  changes: Partial<Pick<SupportVisitRow, 'endedAt' | 'writesAllowedAt' | 'writesAllowedBy'>>
  entry: { actor: string; action: string }
}

/**
 * Changes a visit that is open, and writes that down: both, or neither.
 *
 * @throws AppError `not_found` when it is not there, or not open any more; DatabaseError.
 */
export async function changeOpenVisit(ctx: TenantContext, { visitId, changes, entry }: Change) {
  const gone = new AppError('not_found', 'There is no such visit any more.')
  if (!knowsVisits(ctx)) throw gone
  const { orm, write } = ctx.db
  const { id, endedAt, expiresAt } = supportVisits
  const isOpen = and(eq(id, visitId), isNull(endedAt), gt(expiresAt, ctx.now()))
  const open = orm
    .select({ one: sql`1` })
    .from(supportVisits)
    .where(isOpen)
  try {
    await write([
      insistOn(ctx.db, exists(open)),
      orm.update(supportVisits).set(changes).where(isOpen),
      insertAudit(ctx, { ...entry, subjectId: visitId }),
    ])
  } catch (error) {
    if (isRefused(error)) throw gone
    throw error
  }
}
