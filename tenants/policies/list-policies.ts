import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { selectPolicies, toPolicyView, type PolicyView } from './read-policies.ts'

/**
 * All policies in the order in which they are tried, those not in force as well.
 *
 * @throws AppError `unauthorized`; DatabaseError.
 */
export async function listPolicies(ctx: TenantContext): Promise<PolicyView[]> {
  requireStaff(ctx, 'settings:view')
  const [found] = await ctx.db.read([selectPolicies(ctx)])
  return found.map(toPolicyView)
}
