import { MINUTE_MS } from './local-time.ts'
import { listOpenings } from './open-intervals.ts'
import { assertSlotInput } from './slot-input.ts'
import type { BusyInterval, Interval, SlotInput } from './slot-input.ts'
import { listGridParts } from './start-grid.ts'

/** What keeps an instant from being a slot. `earliestAt` and `until` bound the starts; `by` is what is in the way. */
export type SlotRefusal =
  | { ok: false; reason: 'in_past' }
  | { ok: false; reason: 'too_soon'; earliestAt: number }
  | { ok: false; reason: 'too_far'; until: number }
  | { ok: false; reason: 'outside_hours' }
  | { ok: false; reason: 'time_off'; by: Interval }
  | { ok: false; reason: 'off_grid' }
  | { ok: false; reason: 'busy'; by: BusyInterval }
  | { ok: false; reason: 'buffer'; by: BusyInterval }

export type SlotExplanation = { ok: true } | SlotRefusal

/**
 * Whether `startsAt` is one of the slots of `listSlots(input)`, and if not, why: the first reason in the order of
 * `SlotRefusal`, what rules forbid before what bookings take. `busy`: the times themselves meet; `buffer`: only the
 * time kept free around one of them does. RangeError for an input that cannot be meant.
 */
export function explainSlot(input: SlotInput, startsAt: number): SlotExplanation {
  assertSlotInput(input)
  const endsAt = startsAt + input.durationMinutes * MINUTE_MS
  return (
    explainLimits(input, startsAt) ??
    explainHours(input, { startsAt, endsAt }) ??
    explainBusy(input, { startsAt, endsAt }) ?? { ok: true }
  )
}

function explainLimits(input: SlotInput, startsAt: number): SlotRefusal | undefined {
  if (startsAt < input.now) return { ok: false, reason: 'in_past' }
  const earliestAt = Math.max(input.from, input.now + input.minNoticeMinutes * MINUTE_MS)
  if (startsAt < earliestAt) return { ok: false, reason: 'too_soon', earliestAt }
  if (startsAt >= input.to) return { ok: false, reason: 'too_far', until: input.to }
  return undefined
}

function explainHours(input: SlotInput, slot: Interval): SlotRefusal | undefined {
  const opening = listOpenings(input, { from: slot.startsAt, to: slot.endsAt }).find(
    ({ startsAt, endsAt }) => startsAt <= slot.startsAt && slot.endsAt <= endsAt,
  )
  if (!opening) return { ok: false, reason: 'outside_hours' }
  const by = input.timeOff.find((off) => off.startsAt < off.endsAt && meets(off, slot))
  if (by) return { ok: false, reason: 'time_off', by }
  const isOnGrid = listGridParts(input, opening).some(
    (part) =>
      part.startsAt <= slot.startsAt &&
      slot.startsAt < part.endsAt &&
      part.nextStart(slot.startsAt) === slot.startsAt,
  )
  return isOnGrid ? undefined : { ok: false, reason: 'off_grid' }
}

function explainBusy(input: SlotInput, slot: Interval): SlotRefusal | undefined {
  const busy = input.busy.find((booked) => meets(booked, slot))
  if (busy) return { ok: false, reason: 'busy', by: busy }
  const buffered = {
    startsAt: slot.startsAt - input.bufferBeforeMinutes * MINUTE_MS,
    endsAt: slot.endsAt + input.bufferAfterMinutes * MINUTE_MS,
  }
  const near = input.busy.find(
    (booked) =>
      meets(booked, buffered) ||
      meets(
        { startsAt: booked.occupiedFrom ?? booked.startsAt, endsAt: booked.occupiedUntil ?? booked.endsAt },
        slot,
      ),
  )
  return near && { ok: false, reason: 'buffer', by: near }
}

function meets(a: Interval, b: Interval): boolean {
  return a.startsAt < b.endsAt && a.endsAt > b.startsAt
}
