import { capsReached } from './caps.ts'
import { listClosures, type Closure } from './closures.ts'
import { marginsInside } from './list-slots.ts'
import { MINUTE_MS } from './local-time.ts'
import { listOpenings } from './open-intervals.ts'
import { hasUnits, resourceInterval } from './choose-resources.ts'
import { assertSlotInput } from './slot-input.ts'
import type { BusyInterval, Cap, Interval, Pool, SlotInput } from './slot-input.ts'
import { listGridParts } from './start-grid.ts'

/**
 * What keeps an instant from being a slot. `earliestAt` and `until` bound the starts; `by` is what is in the way, from which
 * `gapMinutes` have to stay free.
 */
export type SlotRefusal =
  | { ok: false; reason: 'in_past' }
  | { ok: false; reason: 'too_soon'; earliestAt: number }
  | { ok: false; reason: 'too_far'; until: number }
  | { ok: false; reason: 'outside_hours' }
  | { ok: false; reason: Closure['reason']; by: Closure }
  | { ok: false; reason: 'off_grid' }
  | { ok: false; reason: 'busy'; by: BusyInterval }
  | { ok: false; reason: 'buffer'; by: BusyInterval; gapMinutes: number }
  | { ok: false; reason: 'resource_taken'; pool: Pool }
  | { ok: false; reason: 'trainer_limit' | 'service_limit'; cap: Cap }

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
    explainBusy(input, { startsAt, endsAt }) ??
    explainPools(input, { startsAt, endsAt }) ??
    explainCaps(input, startsAt) ?? { ok: true }
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
  const { beforeMs, afterMs } = marginsInside(input)
  const range = { from: slot.startsAt - beforeMs, to: slot.endsAt + afterMs }
  const opening = listOpenings(input, range).find(
    ({ startsAt, endsAt }) => startsAt <= range.from && range.to <= endsAt,
  )
  const closures = listClosures(input, range).filter((closure) => meets(closure, slot))
  const [by] = opening ? closures : closures.filter(({ reason }) => reason === 'closed')
  if (by) return { ok: false, reason: by.reason, by }
  if (!opening) return { ok: false, reason: 'outside_hours' }
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
  const near = input.busy.find((booked) => {
    const { occupiedFrom = booked.startsAt, occupiedUntil = booked.endsAt } = booked
    const occupied = { startsAt: occupiedFrom, endsAt: occupiedUntil }
    if (input.gapRule === 'sum' || booked.gapRule === 'sum') return meets(occupied, buffered)
    return meets(booked, buffered) || meets(occupied, slot)
  })
  return near && { ok: false, reason: 'buffer', by: near, gapMinutes: gapBetween(input, near, slot) }
}

/** The minutes between the two: the buffer after the first and the one before the second, the wider or both. */
function gapBetween(input: SlotInput, booked: BusyInterval, slot: Interval): number {
  const { startsAt, endsAt, occupiedFrom = startsAt, occupiedUntil = endsAt } = booked
  const [after, before] =
    startsAt < slot.startsAt
      ? [(occupiedUntil - endsAt) / MINUTE_MS, input.bufferBeforeMinutes]
      : [input.bufferAfterMinutes, (startsAt - occupiedFrom) / MINUTE_MS]
  return input.gapRule === 'sum' || booked.gapRule === 'sum' ? after + before : Math.max(after, before)
}

function explainPools(input: SlotInput, { startsAt, endsAt }: Interval): SlotRefusal | undefined {
  const pool = input.pools?.find(
    ({ units, resources }) =>
      !resources.some((resource) => hasUnits(resource, units, resourceInterval(resource, startsAt, endsAt))),
  )
  return pool && { ok: false, reason: 'resource_taken', pool }
}

function explainCaps(input: SlotInput, startsAt: number): SlotRefusal | undefined {
  const range = { from: startsAt, to: startsAt + 1 }
  const cap = input.caps?.find((one) => capsReached(one, input, range).length > 0)
  return cap && { ok: false, reason: `${cap.subject}_limit`, cap }
}

function meets(a: Interval, b: Interval): boolean {
  return a.startsAt < b.endsAt && a.endsAt > b.startsAt
}
