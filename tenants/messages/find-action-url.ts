import type { BookingMessageKind } from '../../db/tenant/schema/index.ts'
import { makeShortCode } from '../access/short-code.ts'
import { makeManageUrl } from '../bookings/manage-url.ts'
import type { TenantContext } from '../context.ts'
import { makeEntryUrl } from '../waitlist/entry-url.ts'
import { atHost } from './at-host.ts'
import type { ClaimedNotice } from './claim-messages.ts'

/** What is over, or asks for a new time. */
export const LEADS_HOME: ReadonlySet<BookingMessageKind> = new Set<BookingMessageKind>([
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
export async function findActionUrl(ctx: TenantContext, { message, matter }: ClaimedNotice): Promise<string> {
  const there = atHost(ctx, hostOf(matter))
  if (LEADS_HOME.has(message.kind)) return `${there.origin}/`
  return matter.about === 'entry'
    ? makeEntryUrl(there, matter.entry.id)
    : makeManageUrl(there, toldOf(matter))
}

/** The same in few letters, for a text message. */
export async function findShortUrl(ctx: TenantContext, { message, matter }: ClaimedNotice): Promise<string> {
  const { origin } = atHost(ctx, hostOf(matter))
  if (LEADS_HOME.has(message.kind)) return `${origin}/`
  const id = matter.about === 'entry' ? matter.entry.id : toldOf(matter)
  return `${origin}/b/${await makeShortCode(ctx, id)}`
}

type Matter = ClaimedNotice['matter']

const hostOf = (matter: Matter): string =>
  matter.about === 'entry' ? matter.entry.host : matter.booking.host

/** Of a party or a series, whichever still stands. */
function toldOf({ booking, told }: Exclude<Matter, { about: 'entry' }>): string {
  return (told.find(({ id }) => id === booking.id) ?? told[0] ?? booking).id
}
