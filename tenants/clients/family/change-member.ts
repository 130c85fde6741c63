import type { DependentInput } from '../../account/dependent-rows.ts'
import type { Dependent } from '../../account/list-dependents.ts'
import { renameDependent } from '../../account/write-dependents.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { requireMember } from './require-member.ts'

/**
 * Corrects the name of somebody a client books for. What is booked keeps the name it was booked with.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `not_allowed` (`erased`); DatabaseError.
 */
export async function changeMember(
  ctx: TenantContext,
  { clientId, dependentId, ...input }: DependentInput & { clientId: string; dependentId: string },
): Promise<Dependent> {
  const actor = await requireMember(ctx, { clientId, dependentId })
  const after = { dependentId }
  const also = [insertAudit(ctx, { actor, action: 'client.family_changed', subjectId: clientId, after })]
  return renameDependent(ctx, { ...input, clientId, dependentId, also })
}
