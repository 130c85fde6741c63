import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { ownClientId } from './account-of.ts'
import { dependentInput, isSamePerson, noSuchDependent, type DependentInput } from './dependent-rows.ts'
import type { Dependent } from './list-dependents.ts'

/**
 * Corrects the name of somebody the client books for. What is booked keeps the name it was booked with.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `not_found`; DatabaseError.
 */
export async function changeDependent(
  ctx: TenantContext,
  { dependentId, ...raw }: DependentInput & { dependentId: string },
): Promise<Dependent> {
  const clientId = ownClientId(ctx)
  const input = parseInput(dependentInput, raw)
  if (clientId === null) throw noSuchDependent()
  const { firstName, lastName } = input
  // The names are read once, before any row changes: in a condition of its own each row would change what is asked.
  const [changed] = await ctx.db.write([
    ctx.db.orm.all<{ id: string }>(
      sql`UPDATE dependents SET first_name = ${firstName}, last_name = ${lastName}
        WHERE id IN (SELECT id FROM dependents WHERE ${isSamePerson(clientId, dependentId)}) RETURNING id`,
    ),
  ])
  if (changed.length === 0) throw noSuchDependent()
  return { id: dependentId, ...input }
}
