import { bookingWindow, opensAt } from './booking-window.ts'
import { explainSlot, type SlotRefusal } from './explain-slot.ts'
import type { Schedule } from './read-schedules.ts'
import { toSlotInput, type StartRules } from './to-slot-input.ts'

/** What keeps a service from starting then: what keeps it from being a slot, and from when on it could be booked. */
export type StartRefusal =
  | Exclude<SlotRefusal, { reason: 'too_far' }>
  | { ok: false; reason: 'too_far'; opensAt: number }
  /** Only starts in `[from, until)` are for sale; either may be infinite. */
  | { ok: false; reason: 'window_closed'; from: number; until: number }

/**
 * Whether a trainer's schedule lets the service start at an instant, and if not, why. The same question as for the list
 * of times, about one instant: whatever was offered is accepted. Pure.
 */
export function explainStart(
  service: StartRules,
  schedule: Schedule,
  { startsAt, now }: { startsAt: number; now: number },
): { ok: true } | StartRefusal {
  const { window, timeZone } = schedule
  const open = bookingWindow(window, timeZone, now)
  const range = { from: startsAt, to: startsAt + 1 }
  // Asked without the window first: that time has passed, or the notice has, is true whatever the window.
  const explanation = explainSlot(
    { ...toSlotInput(service, schedule, { now, ...range }), ...range },
    startsAt,
  )
  const isLate = !explanation.ok && (explanation.reason === 'in_past' || explanation.reason === 'too_soon')
  if (!isLate && (startsAt < open.from || startsAt >= open.until)) {
    const opens = opensAt(window, timeZone, startsAt)
    return opens === null
      ? { ok: false, reason: 'window_closed', ...open }
      : { ok: false, reason: 'too_far', opensAt: opens }
  }
  if (!explanation.ok && explanation.reason === 'too_far') {
    throw new RangeError(`${startsAt} is not before the end of its own range`)
  }
  return explanation
}
