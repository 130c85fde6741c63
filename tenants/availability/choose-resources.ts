import type { TakenResource } from '../../db/tenant/schema/index.ts'
import { MINUTE_MS } from './local-time.ts'
import { listShortages } from './list-shortages.ts'
import type { Pool, PoolResource } from './slot-input.ts'

/** What a use of a resource keeps to itself, its buffers included. */
export type ResourceInterval = { from: number; until: number }

/**
 * How long a use from `startsAt` to `endsAt` keeps a resource. Its own buffers are the same for every use, so the wider
 * of the two after each is a gap of `max`, and both around each one of `sum`.
 */
export function resourceInterval(
  { bufferBeforeMinutes, bufferAfterMinutes, gapRule }: Omit<PoolResource, 'id' | 'units' | 'uses'>,
  startsAt: number,
  endsAt: number,
): ResourceInterval {
  const beforeMs = bufferBeforeMinutes * MINUTE_MS
  const afterMs = bufferAfterMinutes * MINUTE_MS
  return gapRule === 'sum'
    ? { from: startsAt - beforeMs, until: endsAt + afterMs }
    : { from: startsAt, until: endsAt + Math.max(beforeMs, afterMs) }
}

/** Whether the resource has so many units left all the time. */
export function hasUnits(resource: PoolResource, units: number, { from, until }: ResourceInterval): boolean {
  return !listShortages(resource, units).some((short) => short.startsAt < until && short.endsAt > from)
}

type Needs = { durationMinutes: number; pools: readonly (Pool & { per: 'session' | 'head' })[] }

/**
 * The resources a booking at `startsAt` takes: in each pool the first that has the units all the time, for each head or
 * once for all. Nothing when a pool has none.
 */
export function chooseResources(
  { pools, durationMinutes }: Needs,
  startsAt: number,
  heads: number,
): TakenResource[] | null {
  const endsAt = startsAt + durationMinutes * MINUTE_MS
  const taken: TakenResource[] = []
  for (const { units: each, per, resources } of pools) {
    const units = per === 'head' ? each * heads : each
    const found = resources.find((one) => hasUnits(one, units, resourceInterval(one, startsAt, endsAt)))
    if (!found) return null
    taken.push({ id: found.id, units, ...resourceInterval(found, startsAt, endsAt) })
  }
  return taken
}
