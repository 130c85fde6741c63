import type { PlannedMessage } from '../bookings/booking-command.ts'
import { deriveId } from '../ids.ts'
import type { NoticeKind } from './insert-notice.ts'

type Plan = {
  bookingId: string
  now: number
  /** Null: nothing, as for the later dates of a series. */
  kind: NoticeKind | null
  /** The version the booking will have: 1 when it is new, one more than now when it changes. */
  version?: number
}

/**
 * What is told at once of a new or changed booking. The ids come from the booking's and its version, so that planning it
 * again plans the same. Reminders are planned where it is written, by the studio's rules (`insert-reminders.ts`).
 *
 * - A party: only for the row of whoever booked (`guestPosition` 0).
 * - A series: `series_confirmed` for its first date, null for the others.
 */
export async function planNotice({ bookingId, now, kind, version = 1 }: Plan): Promise<PlannedMessage[]> {
  if (kind === null) return []
  return [{ id: await deriveId('msg', bookingId, kind, '0', String(version)), kind, plannedAt: now }]
}
