import type { PlannedMessage } from '../bookings/booking-command.ts'
import { minutes } from '../durations.ts'
import { deriveId } from '../ids.ts'
import type { NoticeKind } from './insert-notice.ts'

/** Minutes before the start at which a client is reminded: a day and an hour of elapsed time, whatever the clocks do. */
export const REMINDER_LEADS = [24 * 60, 60] as const

/** A reminder so soon after the confirmation would only repeat it. */
const SOONEST_REMINDER_MS = minutes(30)

type Plan = {
  bookingId: string
  startsAt: number
  now: number
  /** What is told at once; null: nothing, as for the later dates of a series. */
  kind?: NoticeKind | null
  /** The version the booking will have: 1 when it is new, one more than now when it changes. */
  version?: number
}

/**
 * The messages a new or changed booking brings: what is told now (its confirmation, unless another kind is given), and
 * the reminders that are still some way ahead. The ids come from the booking's and its version, so that planning it
 * again plans the same messages.
 *
 * - A party: only for the row of whoever booked (`guestPosition` 0); the guests' rows bring none.
 * - A series: `series_confirmed` for its first date, null for the others.
 * - A request for approval: `booking_requested`; its reminders are dropped when nobody confirms it.
 */
export async function planMessages({
  bookingId,
  startsAt,
  now,
  kind = 'booking_confirmed',
  version = 1,
}: Plan): Promise<PlannedMessage[]> {
  const notices = kind === null ? [] : [{ kind, leadMinutes: 0, plannedAt: now }]
  const reminders = REMINDER_LEADS.map((leadMinutes) => ({
    kind: 'reminder' as const,
    leadMinutes,
    plannedAt: startsAt - minutes(leadMinutes),
  })).filter(({ plannedAt }) => plannedAt - now >= SOONEST_REMINDER_MS)
  return Promise.all(
    [...notices, ...reminders].map(async (planned) => ({
      id: await deriveId('msg', bookingId, planned.kind, String(planned.leadMinutes), String(version)),
      ...planned,
    })),
  )
}
