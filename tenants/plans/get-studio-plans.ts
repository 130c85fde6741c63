import { requireStaff } from '../access/require-staff.ts'
import type { StudioPlans, TenantContext } from '../context.ts'

/** What the studio's plan is called, and which plans have what it does not. @throws AppError `unauthorized`, `forbidden`. */
export async function getStudioPlans(ctx: TenantContext): Promise<StudioPlans> {
  requireStaff(ctx, 'settings:view')
  return ctx.plans()
}
