import { resourceInterval } from './choose-resources.ts'
import { listShortages } from './list-shortages.ts'
import { MINUTE_MS } from './local-time.ts'
import { mergeBlocked, type Blocked } from './merge-blocked.ts'
import type { Pool } from './slot-input.ts'

/** The starts at which no resource of the pool has the units for a slot of this length. */
export function poolShortages({ units, resources }: Pool, durationMinutes: number): Blocked[] {
  let blocked: Blocked[] = [{ after: -Infinity, until: Infinity }]
  for (const resource of resources) {
    // The slot [s, s + duration) keeps the resource for [s - lead, s + length).
    const { from, until } = resourceInterval(resource, 0, durationMinutes * MINUTE_MS)
    const own = listShortages(resource, units).map(({ startsAt, endsAt }) => ({
      after: startsAt - until,
      until: endsAt - from,
    }))
    blocked = intersect(blocked, mergeBlocked(own))
  }
  return blocked
}

/** What both sorted lists block. */
function intersect(some: readonly Blocked[], others: readonly Blocked[]): Blocked[] {
  const both: Blocked[] = []
  let index = 0
  for (const { after, until } of some) {
    while ((others[index]?.until ?? Infinity) <= after) index++
    for (let next = index; (others[next]?.after ?? Infinity) < until; next++) {
      const other = others[next]
      if (other) both.push({ after: Math.max(after, other.after), until: Math.min(until, other.until) })
    }
  }
  return both
}
