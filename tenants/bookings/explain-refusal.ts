import { explainSlot, type SlotRefusal } from '../availability/explain-slot.ts'
import { toSlotInput } from '../availability/to-slot-input.ts'
import type { Schedule } from '../availability/read-schedules.ts'
import type { Service } from '../studio/get-catalogue.ts'

/** A machine's word for why a time cannot be booked, with a sentence. The portal has its own, in the client's language. */
export const refusalSentences: Record<SlotRefusal['reason'], string> = {
  in_past: 'That time has already passed.',
  too_soon: 'That time is too soon: this needs more notice.',
  too_far: 'That time is too far ahead: booking for it has not opened yet.',
  outside_hours: 'That time is outside opening hours.',
  closed: 'It is closed at that time.',
  break: 'That time is in a break.',
  time_off: 'The trainer is away at that time.',
  off_grid: 'Nothing starts at that time.',
  busy: 'That time is taken.',
  buffer: 'That time is too close to another booking.',
  resource_taken: 'A room or equipment it needs is taken then.',
  trainer_limit: 'The trainer takes no more bookings in that time.',
  service_limit: 'No more of these can be booked in that time.',
}

/** Why this trainer's schedule does not allow the service to start then; nothing when it does. */
export function explainRefusal(
  service: Service,
  schedule: Schedule,
  { startsAt, now }: { startsAt: number; now: number },
): SlotRefusal['reason'] | undefined {
  // The same question as for the list of times, about one instant: whatever was offered is accepted.
  const input = toSlotInput(service, schedule, { now, from: now, to: startsAt + 1 })
  const explanation = explainSlot(input, startsAt)
  return explanation.ok ? undefined : explanation.reason
}
