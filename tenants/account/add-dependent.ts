import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { ensureOwnClient } from './account-of.ts'
import { dependentInput, isNamed, MAX_DEPENDENTS, type DependentInput } from './dependent-rows.ts'
import type { Dependent } from './list-dependents.ts'

/**
 * Writes down somebody the client books for, such as a child. Who is there already under this name is that person.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `not_allowed` (`too_many`) beyond twenty; DatabaseError.
 */
export async function addDependent(ctx: TenantContext, raw: DependentInput): Promise<Dependent> {
  const clientId = await ensureOwnClient(ctx)
  const input = parseInput(dependentInput, raw)
  const { orm, write } = ctx.db
  const [, [row]] = await write([
    orm.run(
      sql`INSERT INTO dependents (id, client_id, first_name, last_name, created_at)
        SELECT ${makeId('dep')}, ${clientId}, ${input.firstName}, ${input.lastName}, ${ctx.now()}
        WHERE NOT EXISTS (SELECT 1 FROM dependents WHERE ${isNamed(clientId, input)})
          AND (SELECT count(DISTINCT first_name || char(0) || last_name) FROM dependents
            WHERE client_id = ${clientId}) < ${MAX_DEPENDENTS}`,
    ),
    orm.all<{ id: string }>(
      sql`SELECT id FROM dependents WHERE ${isNamed(clientId, input)} ORDER BY created_at, id LIMIT 1`,
    ),
  ])
  if (row) return { id: row.id, ...input }
  const sentence = `More than ${MAX_DEPENDENTS} people cannot be written down here.`
  throw new AppError('not_allowed', sentence, { reason: 'too_many' })
}
