import { isManageToken, makeManageToken } from '../../tenants/access/manage-token.ts'
import { toBookingView } from '../../tenants/bookings/booking-view.ts'
import type { FoundManaged } from '../../tenants/bookings/find-managed.ts'
import type { Messages } from '../i18n/en.ts'
import { bookingPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'

/**
 * Everybody who was booked together, each with the page of their own place: for whoever booked. Who only holds the link of
 * one place sees no other. Empty when it is for one.
 */
export async function partyView(portal: Portal, { row, party }: FoundManaged) {
  const { catalogue, ctx, path, url, words } = portal
  const labels = words('booking')
  const token = url.searchParams.get('token') ?? ''
  if (party.length < 2 || row.partyId === null) return []
  if (!(await isManageToken(ctx, row.partyId, token))) return []
  return Promise.all(
    party.map(async (member) => {
      const { attendee, client } = toBookingView(member, catalogue, 'planned')
      const { firstName, lastName } = attendee ?? client
      return {
        id: member.id,
        name: [firstName, lastName].filter(Boolean).join(' ') || `${labels.guest} ${member.guestPosition}`,
        mark: markOf(labels, member.status),
        href:
          member.id === row.id ? null : path(bookingPath(member.id, await makeManageToken(ctx, member.id))),
      }
    }),
  )
}

export type PartyMember = Awaited<ReturnType<typeof partyView>>[number]

/** What is to be said of a place besides that it is booked. */
export function markOf(labels: Messages['booking'], status: FoundManaged['row']['status']): string | null {
  if (status === 'cancelled' || status === 'declined' || status === 'expired') return labels.cancelledMark
  if (status === 'pending') return labels.pendingMark
  return status === 'no_show' ? labels.missedMark : null
}
