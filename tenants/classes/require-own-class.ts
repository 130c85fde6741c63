import type { SessionRow } from '../../db/tenant/schema/index.ts'
import { requireFor, requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

type Given = Pick<SessionRow, 'trainerId' | 'secondTrainerId'>
/** What besides when and where is said of a class: its price, and why it takes place although something is in the way. */
type Beyond = { priceMinor?: number | undefined; overrideReason?: string | null | undefined }

/**
 * Lets staff whose right ends at their own classes put on one that they alone give, for the service's price, where nothing
 * is in the way. Whose time and money it is besides, those decide who may change everybody's.
 *
 * @throws AppError `unauthorized`, `forbidden`.
 */
export function requireOwnClass(
  ctx: TenantContext,
  { trainerId, secondTrainerId }: Given,
  { priceMinor, overrideReason }: Beyond,
): void {
  requireFor(ctx, 'calendar:change', [trainerId])
  if (secondTrainerId !== null || priceMinor !== undefined || overrideReason) {
    requireStaff(ctx, 'calendar:change')
  }
}

/**
 * The same for a class there is: one that they give, first or second, and whose trainers, price and reason stay as they are.
 *
 * @throws AppError `unauthorized`, `forbidden`.
 */
export function requireOwnChange(ctx: TenantContext, before: Given & Beyond, after: Given & Beyond): void {
  requireFor(ctx, 'calendar:change', [before.trainerId, before.secondTrainerId])
  const fields = ['trainerId', 'secondTrainerId', 'priceMinor'] as const
  if (fields.some((field) => before[field] !== after[field]) || after.overrideReason) {
    requireStaff(ctx, 'calendar:change')
  }
}
