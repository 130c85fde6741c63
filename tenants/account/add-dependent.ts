import type { TenantContext } from '../context.ts'
import { ensureOwnClient } from './account-of.ts'
import type { DependentInput } from './dependent-rows.ts'
import type { Dependent } from './list-dependents.ts'
import { writeDependent } from './write-dependents.ts'

/**
 * Writes down somebody the client books for, such as a child. Who is there already under this name is that person.
 *
 * @throws AppError `unauthorized`; `invalid_input`; `not_allowed` (`too_many`) beyond twenty; DatabaseError.
 */
export async function addDependent(ctx: TenantContext, raw: DependentInput): Promise<Dependent> {
  return writeDependent(ctx, { ...raw, clientId: await ensureOwnClient(ctx) })
}
