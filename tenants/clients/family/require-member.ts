import { sql } from 'drizzle-orm'
import { isSamePerson, noSuchDependent } from '../../account/dependent-rows.ts'
import { requireReach } from '../../access/require-staff.ts'
import type { TenantContext } from '../../context.ts'
import { requireKnown } from '../require-known.ts'

/**
 * Who of the staff writes something down about this client, a trainer about their own; with a dependent, one of theirs.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); DatabaseError.
 */
export async function requireMember(
  ctx: TenantContext,
  { clientId, dependentId }: { clientId: string; dependentId?: string },
): Promise<string> {
  const staff = requireReach(ctx, 'clients:change')
  await requireKnown(ctx, { ...staff, clientId })
  if (dependentId === undefined) return staff.actor
  const { orm, read } = ctx.db
  const [found] = await read([
    orm.all(sql`SELECT 1 FROM dependents WHERE ${isSamePerson(clientId, dependentId)}`),
  ])
  if (found.length === 0) throw noSuchDependent()
  return staff.actor
}
