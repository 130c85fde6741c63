import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { ownClientId } from './account-of.ts'
import { dependentInput, noSuchDependent, type DependentInput } from './dependent-rows.ts'
import type { Dependent } from './list-dependents.ts'
import { renameDependent } from './write-dependents.ts'

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
  return renameDependent(ctx, { ...input, clientId, dependentId })
}
