import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { doneFrom } from '../../tenants/bookings/booking-statuses.ts'
import type { FoundManaged } from '../../tenants/bookings/find-managed.ts'
import { requireMovable } from '../../tenants/bookings/movable.ts'
import { isAppError } from '../../tenants/errors.ts'
import type { Messages } from '../i18n/en.ts'

/** How a booking stands for whoever looks at it: its look and what can be done go by this. */
export type BookingKind = 'confirmed' | 'pending' | 'cancelled' | 'closed' | 'past'

/** `now` is UTC epoch milliseconds. */
export function kindOf({ status, startsAt, expiresAt }: State, now: number): BookingKind {
  if (status === 'cancelled') return 'cancelled'
  if (status === 'declined' || status === 'expired') return 'closed'
  if (status === 'pending' && expiresAt !== null && expiresAt <= now) return 'closed'
  if (startsAt <= now || status === 'no_show' || status === 'completed') return 'past'
  return status === 'pending' ? 'pending' : 'confirmed'
}

type State = Pick<BookingView, 'status' | 'startsAt' | 'expiresAt'>
type News = { isNew: boolean; isMoved: boolean }

/** What its page is called. */
export function titleOf(
  labels: Messages['booking'],
  booking: State & { kind: BookingKind },
  { isNew, isMoved }: News,
): string {
  const { kind, status } = booking
  if (kind === 'cancelled') return labels.cancelledTitle
  if (kind === 'closed') return status === 'declined' ? labels.declinedTitle : labels.expiredTitle
  if (status === 'no_show') return labels.noShowTitle
  if (status === 'checked_in') return labels.checkedInTitle
  if (kind === 'past') return labels.pastTitle
  if (isMoved) return labels.movedTitle
  if (kind === 'pending') return isNew ? labels.requestedTitle : labels.pendingTitle
  return isNew ? labels.confirmedTitle : labels.manageTitle
}

/** Whether the client may still cancel it, free or late. */
export function canCancel({ status, startsAt }: State, now: number): boolean {
  const allowed: readonly State['status'][] = doneFrom.cancel
  return startsAt > now && allowed.includes(status)
}

/** Whether the client may still move it. */
export function canMove({ row, rules }: Pick<FoundManaged, 'row' | 'rules'>, now: number): boolean {
  try {
    requireMovable(row, { rules, isStaff: false, now })
    return true
  } catch (error) {
    if (isAppError(error)) return false
    throw error
  }
}
