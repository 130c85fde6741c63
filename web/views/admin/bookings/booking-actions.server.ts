import { doneFrom, type Deed } from '../../../../tenants/bookings/booking-statuses.ts'
import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { checkIn } from '../../../../tenants/bookings/check-in.ts'
import { confirmBooking } from '../../../../tenants/bookings/confirm-booking.ts'
import { requireArrived, requireCorrectable } from '../../../../tenants/bookings/correction-window.ts'
import { markNoShow } from '../../../../tenants/bookings/mark-no-show.ts'
import { undoCheckIn } from '../../../../tenants/bookings/undo-check-in.ts'
import { undoNoShow } from '../../../../tenants/bookings/undo-no-show.ts'
import type { TenantContext } from '../../../../tenants/context.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { Done } from '../toast.server.ts'

/** What one press does, without being asked anything. */
export const presses = {
  confirm: { work: confirmBooking, done: 'requestConfirmed' },
  check_in: { work: checkIn, done: 'checkedIn' },
  undo_check_in: { work: undoCheckIn, done: 'checkInUndone' },
  no_show: { work: markNoShow, done: 'missed' },
  undo_no_show: { work: undoNoShow, done: 'missedUndone' },
} as const satisfies Record<
  string,
  { work: (ctx: TenantContext, ref: { bookingId: string }) => Promise<BookingView>; done: Done }
>
export type Press = keyof typeof presses

/** The deed behind each press, and what its status becomes at once. */
const deeds = {
  confirm: { deed: 'confirm', to: 'confirmed' },
  check_in: { deed: 'check_in', to: 'checked_in' },
  undo_check_in: { deed: 'undo_check_in', to: 'confirmed' },
  no_show: { deed: 'mark_no_show', to: 'no_show' },
  undo_no_show: { deed: 'undo_no_show', to: 'checked_in' },
} as const satisfies Record<Press, { deed: Deed; to: BookingView['status'] }>

type State = Pick<BookingView, 'status' | 'startsAt' | 'endsAt' | 'expiresAt' | 'serviceId'>

/** The presses that make sense now: the verbs' own conditions, asked before. */
export function pressesFor({ ctx, may, words }: Desk, booking: State) {
  if (!may('bookings:change')) return []
  const { one, statuses } = words('deskBookings')
  const now = ctx.now()
  const isOpen = (press: Press) => {
    if (press === 'confirm') return booking.startsAt > now && (booking.expiresAt ?? now + 1) > now
    if (press === 'no_show') return booking.startsAt <= now && isWithin(booking, now)
    return isWithin(booking, now)
  }
  return (Object.keys(presses) as Press[])
    .filter((press) => allows(deeds[press].deed, booking.status) && isOpen(press))
    .map((press) => ({ press, label: one[press], becomes: statuses[deeds[press].to] }))
}

/** Whether a booking of this status takes such a deed. */
export function allows(deed: Deed, status: BookingView['status']): boolean {
  const statuses: readonly BookingView['status'][] = doneFrom[deed]
  return statuses.includes(status)
}

function isWithin(booking: State, now: number): boolean {
  try {
    requireArrived(booking, now)
    requireCorrectable(booking, now)
    return true
  } catch (error) {
    if (isAppError(error, 'not_allowed')) return false
    throw error
  }
}
