import { dropDependent } from '../../account/write-dependents.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { TenantContext } from '../../context.ts'
import { requireMember } from './require-member.ts'

/**
 * Takes somebody off a client's family. What they came to stays booked under their name; while something is to come they
 * stay.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; `not_allowed` (`erased`); `conflict` (`has_bookings`);
 * DatabaseError.
 */
export async function removeMember(
  ctx: TenantContext,
  { clientId, dependentId }: { clientId: string; dependentId: string },
): Promise<void> {
  const actor = await requireMember(ctx, { clientId, dependentId })
  const after = { dependentId }
  const also = [insertAudit(ctx, { actor, action: 'client.family_removed', subjectId: clientId, after })]
  await dropDependent(ctx, { clientId, dependentId, also })
}
