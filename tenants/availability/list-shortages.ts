import type { Interval, PoolResource } from './slot-input.ts'

/** When fewer than so many units are left, in order. */
export function listShortages({ units: all, uses }: PoolResource, units: number): Interval[] {
  if (units > all) return [{ startsAt: -Infinity, endsAt: Infinity }]
  const changes = uses
    .flatMap(({ from, until, units: used }) => [
      { at: from, by: used },
      { at: until, by: -used },
    ])
    // What is given back at an instant can be taken at it.
    .sort((a, b) => a.at - b.at || a.by - b.by)
  const shortages: Interval[] = []
  let used = 0
  let shortFrom: number | undefined
  for (const { at, by } of changes) {
    used += by
    const isShort = used + units > all
    if (isShort) shortFrom ??= at
    else if (shortFrom !== undefined) {
      if (shortFrom < at) shortages.push({ startsAt: shortFrom, endsAt: at })
      shortFrom = undefined
    }
  }
  return shortages
}
