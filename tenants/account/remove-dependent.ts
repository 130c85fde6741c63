import type { TenantContext } from '../context.ts'
import { ownClientId } from './account-of.ts'
import { noSuchDependent } from './dependent-rows.ts'
import { dropDependent } from './write-dependents.ts'

/**
 * Takes somebody off the client's family. What they came to stays booked under their name; while something is to come
 * they stay.
 *
 * @throws AppError `unauthorized`; `not_found`; `conflict` (`has_bookings`); DatabaseError.
 */
export async function removeDependent(
  ctx: TenantContext,
  { dependentId }: { dependentId: string },
): Promise<void> {
  const clientId = ownClientId(ctx)
  if (clientId === null) throw noSuchDependent()
  await dropDependent(ctx, { clientId, dependentId })
}
