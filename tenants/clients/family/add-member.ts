import type { DependentInput } from '../../account/dependent-rows.ts'
import type { Dependent } from '../../account/list-dependents.ts'
import { writeDependent } from '../../account/write-dependents.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { requireMember } from './require-member.ts'

/**
 * Writes down somebody a client books for; a trainer for their own clients. Who is there under this name is that person.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`, `invalid_input`; `not_allowed` (`erased`, `too_many`);
 * DatabaseError.
 */
export async function addMember(
  ctx: TenantContext,
  { clientId, ...input }: DependentInput & { clientId: string },
): Promise<Dependent> {
  const actor = await requireMember(ctx, { clientId })
  const also = [insertAudit(ctx, { actor, action: 'client.family_added', subjectId: clientId })]
  return writeDependent(ctx, { ...input, clientId, also })
}
