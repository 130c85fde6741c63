import type { Feature } from '../../db/registry/schema/plans.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readUsage, type Used } from './read-usage.ts'

/** How much the studio uses of its plan. `used` is null for the while in which its database does not count. */
export type PlanUsage = { used: Used[] | null; heldBack: readonly Feature[] }

/** @throws AppError `unauthorized`, `forbidden`; DatabaseError. */
export async function getPlanUsage(ctx: TenantContext): Promise<PlanUsage> {
  requireStaff(ctx, 'settings:view')
  return { used: await readUsage(ctx), heldBack: ctx.tenant.heldBack ?? [] }
}
