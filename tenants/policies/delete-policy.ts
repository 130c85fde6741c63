import { and, eq } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import { policies } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * Puts a policy out of force. It stays on record, for the bookings that agreed to it. Again is `not_found`.
 *
 * @throws AppError `unauthorized`, `not_found`; DatabaseError.
 */
export async function deletePolicy(ctx: TenantContext, { policyId }: { policyId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  const { orm, read, write } = ctx.db
  const isInForce = and(eq(policies.id, policyId), eq(policies.status, 'active'))
  const [[found]] = await read([orm.select({ id: policies.id }).from(policies).where(isInForce)])
  if (!found) throw new AppError('not_found', 'There is no such policy.')
  await write([
    orm.update(policies).set({ status: 'archived' }).where(isInForce),
    insertAudit(ctx, { actor, action: 'policy.ended', subjectId: policyId, reason: null }),
  ])
}
