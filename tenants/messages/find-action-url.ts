import type { BookingMessageKind } from '../../db/tenant/schema/index.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'
import { atHost } from './at-host.ts'
import type { ClaimedNotice } from './claim-messages.ts'

/** What is over, or asks for a new time. */
const LEADS_HOME = new Set<BookingMessageKind>([
  'booking_cancelled',
  'booking_declined',
  'waitlist_missed',
  'miss_you',
  'package_bought',
  'package_low',
  'package_expiring',
])

/**
 * Where the one link of a message leads: the booking, the place in the waitlist, or the studio's first page when it is over.
 * On the host the booking was made on.
 */
export async function findActionUrl(
  ctx: TenantContext,
  { message: { kind }, matter }: ClaimedNotice,
): Promise<string> {
  const there = atHost(ctx, matter.about === 'entry' ? matter.entry.host : matter.booking.host)
  if (LEADS_HOME.has(kind)) return `${there.origin}/`
  if (matter.about === 'entry') return makeEntryUrl(there, matter.entry.id)
  // Of a party or a series, whichever still stands.
  const told = matter.told.find(({ id }) => id === matter.booking.id) ?? matter.told[0] ?? matter.booking
  return makeManageUrl(there, told.id)
}
