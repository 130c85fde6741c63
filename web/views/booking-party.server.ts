import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { isFreed } from '../../tenants/bookings/booking-statuses.ts'
import { toBookingView } from '../../tenants/bookings/booking-view.ts'
import type { FoundManaged } from '../../tenants/bookings/find-managed.ts'
import type { Messages } from '../i18n/en.ts'
import { bookingPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'

type Row = FoundManaged['row']

/** Everybody who was booked together, for whoever booked them; who only holds the link of one place sees no other. */
export function visibleParty({ row, party, isForParty }: FoundManaged): Row[] {
  return isForParty ? party : [row]
}

/** "€56 for 2": what all pay together who come at the time of this place; for a place that is given up, what it was. */
export function partyPrice({ format, say }: Portal, row: Row, party: Row[]): string {
  const together = party.filter(({ startsAt, status }) => startsAt === row.startsAt && !isFreed(status))
  const heads = isFreed(row.status) ? [row] : together
  const totalMinor = heads.reduce((sum, { priceMinor }) => sum + priceMinor, 0)
  const price = format.money(totalMinor, row.currency)
  return heads.length > 1 && totalMinor > 0 ? say('say.priceFor', { price, count: heads.length }) : price
}

/** Each of a party with the page of their own place; empty when it is for one. */
export async function partyView({ catalogue, ctx, path, words }: Portal, row: Row, party: Row[]) {
  const labels = words('booking')
  if (party.length < 2) return []
  return Promise.all(
    party.map(async (member) => {
      const { attendee, client } = toBookingView(member, catalogue, 'planned')
      const { firstName, lastName } = attendee ?? client
      return {
        id: member.id,
        name: [firstName, lastName].filter(Boolean).join(' ') || `${labels.guest} ${member.guestPosition}`,
        mark: markOf(labels, member.status),
        isOff: isFreed(member.status),
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
