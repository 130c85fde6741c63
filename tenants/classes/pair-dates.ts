import { mondayOf } from './recurrence.ts'

/** Which date each one becomes, and which are new. Dates that become nothing are not in the map. */
export type DatePairs = { becomes: Map<string, string>; added: string[] }

/**
 * Pairs the dates a series had with those it shall have, so that whoever is booked goes along: a date that stays is itself,
 * the others become those of the same ISO week, in their order.
 */
export function pairDates(had: readonly string[], shallHave: readonly string[]): DatePairs {
  const becomes = new Map<string, string>()
  const [before, after] = [new Set(had), new Set(shallHave)]
  for (const on of had) if (after.has(on)) becomes.set(on, on)
  const left = Map.groupBy(
    shallHave.filter((on) => !before.has(on)),
    mondayOf,
  )
  for (const on of had.filter((one) => !after.has(one)).toSorted()) {
    const next = left.get(mondayOf(on))?.shift()
    if (next !== undefined) becomes.set(on, next)
  }
  return { becomes, added: [...left.values()].flat() }
}
