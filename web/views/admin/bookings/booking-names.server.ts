import { localDateAt } from '../../../../tenants/availability/local-time.ts'
import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { readFormerNames } from '../../../../tenants/studio/read-former-names.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { sentenceStart } from '../../../lib/format.server.ts'

type Shown = Pick<BookingView, 'serviceId' | 'trainerId' | 'locationId'>

/** What bookings' services, trainers and places are called in the reader's language, those no longer on offer too. */
export async function readNames({ ctx, catalogue, text, words }: Desk, bookings: readonly Shown[]) {
  const former = await readFormerNames(ctx, bookings)
  const nameOf = (list: readonly { id: string; name: BookingNames }[], id: string) => {
    const name = list.find((one) => one.id === id)?.name ?? former.get(id)
    return name ? text(name) : words('deskBookings').gone
  }
  return {
    service: ({ serviceId }: Pick<Shown, 'serviceId'>) => nameOf(catalogue.services, serviceId),
    trainer: ({ trainerId }: Pick<Shown, 'trainerId'>) => nameOf(catalogue.trainers, trainerId),
    place: ({ locationId }: Pick<Shown, 'locationId'>) => nameOf(catalogue.locations, locationId),
  }
}

type BookingNames = Parameters<Desk['text']>[0]
export type Names = Awaited<ReturnType<typeof readNames>>

type Person = Pick<BookingView, 'attendee' | 'client' | 'guestPosition'>

/** Who comes: the client, somebody of theirs, or a guest, who may have no name. */
export function whoComes({ words }: Pick<Desk, 'words'>, booking: Person): string {
  const { attendee, guestPosition } = booking
  const own = attendee && [attendee.firstName, attendee.lastName].filter(Boolean).join(' ')
  if (attendee) return own || `${words('deskBookings').guest} ${guestPosition || ''}`.trim()
  return whoBooked({ words }, booking)
}

/** Who booked it. */
export function whoBooked({ words }: Pick<Desk, 'words'>, { client }: Pick<BookingView, 'client'>): string {
  return `${client.firstName} ${client.lastName}`.trim() || words('deskBookings').unknownClient
}

type Timed = Pick<BookingView, 'startsAt' | 'endsAt' | 'timeZone'>

/** "Today", "Tue 5 Jan" (and the year, where it is another) and "18:00–19:00", on the clock of the place. */
export function whenOf({ ctx, day, format }: Desk, { startsAt, endsAt, timeZone }: Timed) {
  const on = localDateAt(timeZone, startsAt)
  const isThisYear = on.slice(0, 4) === localDateAt(timeZone, ctx.now()).slice(0, 4)
  return {
    day: isThisYear ? sentenceStart(format.dayNear(on, timeZone)) : day(startsAt),
    times: format.timeRange(startsAt, endsAt, timeZone),
  }
}

/** The same in one line. */
export function whenLine(desk: Desk, booking: Timed): string {
  const { day, times } = whenOf(desk, booking)
  return desk.say('say.dayTime', { day, time: times })
}

/** How a status looks: what wants something done is strong, what is not going to happen is faint. */
export const badges = {
  pending: 'badge-strong',
  confirmed: '',
  checked_in: 'badge-good',
  completed: 'badge-faint',
  no_show: 'badge-warns',
  cancelled: 'badge-faint badge-off',
  declined: 'badge-faint badge-off',
  expired: 'badge-faint badge-off',
} as const satisfies Record<BookingView['status'], string>

export function statusBadge({ words }: Pick<Desk, 'words'>, status: BookingView['status']) {
  return { status, label: words('deskBookings').statuses[status], look: badges[status] }
}

/** Why something cannot be done, for staff. */
export function reasonText({ words }: Pick<Desk, 'words'>, reason: string | null | undefined): string {
  const { reasons } = words('deskBookings')
  return Object.entries(reasons).find(([key]) => key === reason)?.[1] ?? reasons.other
}
