import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getWaitlistEntry, type ManagedEntry } from './get-waitlist-entry.ts'
import { takeOut } from './leave-waitlist.ts'
import type { WaitlistEntryView } from './waitlist-entry-view.ts'

/**
 * Gives back the place one was offered, and leaves the line: the next is asked. Declining again changes nothing.
 *
 * @throws AppError `not_found`, `forbidden`; `conflict` (`no_offer`) when nothing is offered; DatabaseError.
 */
export async function declineOffer(ctx: TenantContext, managed: ManagedEntry): Promise<WaitlistEntryView> {
  const before = await getWaitlistEntry(ctx, managed, 'bookings:change')
  if (before.status === 'left' || before.status === 'expired') return before
  if (before.status !== 'offered') {
    throw new AppError('conflict', 'There is no offer to decline.', { reason: 'no_offer' })
  }
  return takeOut(ctx, before, managed)
}
