import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue, type Studio } from './get-catalogue.ts'

/** Rules of booking that hold for the whole studio; what each means stands in `db/tenant/schema/settings.ts`. */
export type BookingRules = Pick<
  Studio,
  'weekStartsOn' | 'quietFromMinute' | 'quietUntilMinute' | 'allowsClientOverlap' | 'maxWaitlistEntries'
>

/** @throws AppError `unauthorized` */
export async function getBookingRules(ctx: TenantContext): Promise<BookingRules> {
  requireStaff(ctx, 'settings:view')
  const { studio } = await getCatalogue(ctx)
  const { weekStartsOn, quietFromMinute, quietUntilMinute, allowsClientOverlap, maxWaitlistEntries } = studio
  return { weekStartsOn, quietFromMinute, quietUntilMinute, allowsClientOverlap, maxWaitlistEntries }
}
