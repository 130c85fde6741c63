import { localDateAt, localDayBounds } from '../../tenants/availability/local-time.ts'

/** Slots in order of time by their local date; the calendar is asked once per day, not once per slot. */
export function groupByDay<Slot extends { startsAt: number }>(
  slots: readonly Slot[],
  timeZone: string,
): Map<string, Slot[]> {
  const byDay = new Map<string, Slot[]>()
  let ofDay: Slot[] = []
  let dayEndsAt = -Infinity
  for (const slot of slots) {
    if (slot.startsAt >= dayEndsAt) {
      const on = localDateAt(timeZone, slot.startsAt)
      dayEndsAt = localDayBounds(timeZone, on).endsAt
      ofDay = []
      byDay.set(on, ofDay)
    }
    ofDay.push(slot)
  }
  return byDay
}
