import { and, gt, inArray, lt } from 'drizzle-orm'
import {
  MAX_BUFFER_MINUTES,
  MAX_SERVICE_MINUTES,
  occupancies,
  type OccupancyRow,
  type SessionRow,
  type TakenResource,
} from '../../db/tenant/schema/index.ts'
import { resourceInterval } from '../availability/choose-resources.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import type { Catalogue, Resource, Service } from '../studio/get-catalogue.ts'

type Wanted = { service: Service; session: SessionRow; heads: number }
/** Bookings that do not count: those about to be moved there. */
type Ignoring = { ignore?: readonly string[] }

/**
 * What each of so many people takes in a session of a service that needs something per head, such as a reformer: a list
 * for each, or nothing when there is not enough. One round trip, none when nothing is needed.
 */
export async function chooseHeadUnits(
  ctx: TenantContext,
  catalogue: Catalogue,
  { service, session, heads, ignore = [] }: Wanted & Ignoring,
): Promise<TakenResource[][] | null> {
  const { startsAt: from, endsAt: to } = session
  const uses = await readHeadUses(ctx, catalogue, { service, from, to, ignore })
  return pickHeadUnits(catalogue, uses, { service, session, heads })
}

/** The same from rows that are read already, perhaps for several sessions at once. */
export function pickHeadUnits(
  catalogue: Catalogue,
  uses: HeadUses,
  { service, session, heads }: Wanted,
): TakenResource[][] | null {
  const each: TakenResource[][] = Array.from({ length: heads }, () => [])
  const here = catalogue.resources.filter(({ locationId }) => locationId === session.locationId)
  for (const { pool, units } of perHead(service)) {
    const left = here
      .filter((one) => one.pool === pool)
      .map((one) => ({ one, free: freeUnits(one, { session, uses }) }))
    for (const takes of each) {
      const found = left.find(({ free }) => free >= units)
      if (!found) return null
      found.free -= units
      takes.push({
        id: found.one.id,
        units,
        ...resourceInterval(found.one, session.startsAt, session.endsAt),
      })
    }
  }
  return each
}

function perHead({ uses }: Service) {
  return uses.filter(({ per }) => per === 'head')
}

/** What is taken of the resources a service needs per head, between two instants. */
export type HeadUses = Pick<OccupancyRow, 'ownerId' | 'startsAt' | 'endsAt' | 'units' | 'expiresAt'>[]

/** The fewest units free at any instant of the session. */
function freeUnits(resource: Resource, { session, uses }: { session: SessionRow; uses: HeadUses }): number {
  const { from, until } = resourceInterval(resource, session.startsAt, session.endsAt)
  const own = uses.filter(
    ({ ownerId, startsAt, endsAt }) => ownerId === resource.id && startsAt < until && endsAt > from,
  )
  const usedAt = (at: number) =>
    own
      .filter(({ startsAt, endsAt }) => startsAt <= at && endsAt > at)
      .reduce((sum, { units }) => sum + units, 0)
  return (
    resource.units -
    Math.max(usedAt(from), ...own.map(({ startsAt }) => (startsAt > from ? usedAt(startsAt) : 0)))
  )
}

/** Reads it in one round trip, none when nothing is needed. Throws DatabaseError. */
export async function readHeadUses(
  { db, now }: TenantContext,
  catalogue: Catalogue,
  { service, from, to, ignore = [] }: { service: Service; from: number; to: number } & Ignoring,
): Promise<HeadUses> {
  const pools = perHead(service).map(({ pool }) => pool)
  const ids = catalogue.resources.filter(({ pool }) => pools.includes(pool)).map(({ id }) => id)
  if (ids.length === 0) return []
  const reachMs = minutes(MAX_SERVICE_MINUTES + 2 * MAX_BUFFER_MINUTES)
  const [rows] = await db.read([
    db.orm
      .select()
      .from(occupancies)
      .where(
        and(
          inArray(occupancies.ownerId, ids),
          gt(occupancies.startsAt, from - reachMs),
          lt(occupancies.startsAt, to + reachMs),
        ),
      ),
  ])
  return rows.filter(
    ({ expiresAt, sourceId }) => (expiresAt === null || expiresAt > now()) && !ignore.includes(sourceId),
  )
}
