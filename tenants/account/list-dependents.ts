import { asc, eq } from 'drizzle-orm'
import { dependents, type DependentRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { ownClientId } from './account-of.ts'

/** Somebody a client books for. */
export type Dependent = Pick<DependentRow, 'id' | 'firstName' | 'lastName'>

/**
 * Whom the client who signed in books for: each name once, however often it was typed while booking. One round trip.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listDependents(ctx: TenantContext): Promise<Dependent[]> {
  const clientId = ownClientId(ctx)
  if (clientId === null) return []
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm
      .select({ id: dependents.id, firstName: dependents.firstName, lastName: dependents.lastName })
      .from(dependents)
      .where(eq(dependents.clientId, clientId))
      .orderBy(asc(dependents.createdAt), asc(dependents.id)),
  ])
  const firsts = new Map<string, Dependent>()
  for (const row of rows) {
    const name = JSON.stringify([row.firstName, row.lastName])
    if (!firsts.has(name)) firsts.set(name, row)
  }
  return [...firsts.values()]
}
