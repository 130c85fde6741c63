import type { PlannedMessage } from '../bookings/booking-command.ts'
import { minutes } from '../durations.ts'
import { deriveId } from '../ids.ts'

/** Minutes before the start at which a client is reminded: a day and an hour of elapsed time, whatever the clocks do. */
export const REMINDER_LEADS = [24 * 60, 60] as const

/** A reminder so soon after the confirmation would only repeat it. */
const SOONEST_REMINDER_MS = minutes(30)

type NewBooking = { bookingId: string; startsAt: number; now: number }

/**
 * The messages a new booking brings: its confirmation now, and the reminders that are still some way ahead. The ids
 * come from the booking's, so that planning it again plans the same messages.
 */
export async function planMessages({ bookingId, startsAt, now }: NewBooking): Promise<PlannedMessage[]> {
  const reminders = REMINDER_LEADS.map((leadMinutes) => ({
    kind: 'reminder' as const,
    leadMinutes,
    plannedAt: startsAt - minutes(leadMinutes),
  })).filter(({ plannedAt }) => plannedAt - now >= SOONEST_REMINDER_MS)
  return Promise.all(
    [{ kind: 'booking_confirmed' as const, leadMinutes: 0, plannedAt: now }, ...reminders].map(
      async (planned) => ({
        id: await deriveId('msg', bookingId, planned.kind, String(planned.leadMinutes)),
        ...planned,
      }),
    ),
  )
}
