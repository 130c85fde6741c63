import { desc } from 'drizzle-orm'
import { supportVisits } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { knowsVisits } from './knows-visits.ts'

const MOST_SHOWN = 100

/** A visit as the studio sees it; instants in ms. */
export type Visit = {
  id: string
  operatorName: string
  reason: string
  createdAt: number
  /** Null: the link was not followed. */
  enteredAt: number | null
  expiresAt: number
  endedAt: number | null
  isOpen: boolean
  mayChange: boolean
}

/**
 * Who of the platform's people was in the studio's admin, and why: the latest first. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listVisits(ctx: TenantContext): Promise<Visit[]> {
  requireStaff(ctx, 'settings:view')
  if (!knowsVisits(ctx)) return []
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select()
      .from(supportVisits)
      .orderBy(desc(supportVisits.createdAt), desc(supportVisits.id))
      .limit(MOST_SHOWN),
  ])
  return rows.map(({ operator: _operator, secretHash: _hash, writesAllowedBy: _by, ...row }) => ({
    ...row,
    isOpen: row.endedAt === null && row.expiresAt > ctx.now(),
    mayChange: row.writesAllowedAt !== null,
  }))
}
