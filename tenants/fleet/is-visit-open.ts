import { and, eq, exists, gt, isNull, sql } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { operators, supportVisits, users } from '../../db/registry/schema/index.ts'

/**
 * Whether the registry still knows of this visit to a studio, and of its operator: who is none any more is out of every
 * studio with the next click.
 *
 * @throws DatabaseError
 */
export async function isVisitOpen(
  { orm, read }: Registry,
  { visitId, now }: { visitId: string; now: number },
): Promise<boolean> {
  const { id, operator, endedAt, expiresAt } = supportVisits
  const active = orm
    .select({ one: sql`1` })
    .from(operators)
    .innerJoin(users, eq(users.id, operators.userId))
    .where(and(eq(sql`'operator:' || ${users.id}`, operator), eq(users.status, 'active')))
  const [[row]] = await read([
    orm
      .select({ id })
      .from(supportVisits)
      .where(and(eq(id, visitId), isNull(endedAt), gt(expiresAt, now), exists(active))),
  ])
  return row !== undefined
}
