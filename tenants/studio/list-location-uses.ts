import { count, eq } from 'drizzle-orm'
import {
  availabilityOverrides,
  availabilityRules,
  bookings,
  classSeries,
  resources,
  serviceLocations,
  sessions,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'

export type LocationUses = Record<
  'trainers' | 'services' | 'resources' | 'hours' | 'classes' | 'bookings',
  number
>

/**
 * What is at a place, past things included: while there is anything, it cannot be deleted. One round trip.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listLocationUses(
  ctx: TenantContext,
  { locationId }: { locationId: string },
): Promise<LocationUses> {
  requireStaff(ctx, 'settings:view')
  const { orm, read } = ctx.db
  const found = await read([
    orm.select({ count: count() }).from(trainers).where(eq(trainers.locationId, locationId)),
    orm.select({ count: count() }).from(serviceLocations).where(eq(serviceLocations.locationId, locationId)),
    orm.select({ count: count() }).from(resources).where(eq(resources.locationId, locationId)),
    orm
      .select({ count: count() })
      .from(availabilityRules)
      .where(eq(availabilityRules.locationId, locationId)),
    orm
      .select({ count: count() })
      .from(availabilityOverrides)
      .where(eq(availabilityOverrides.locationId, locationId)),
    orm.select({ count: count() }).from(sessions).where(eq(sessions.locationId, locationId)),
    orm.select({ count: count() }).from(classSeries).where(eq(classSeries.locationId, locationId)),
    orm.select({ count: count() }).from(bookings).where(eq(bookings.locationId, locationId)),
  ])
  const [people, services, things, hours, dates, planned, series, booked] = found.map(
    ([row]) => row?.count ?? 0,
  )
  return {
    trainers: people ?? 0,
    services: services ?? 0,
    resources: things ?? 0,
    hours: (hours ?? 0) + (dates ?? 0),
    classes: (planned ?? 0) + (series ?? 0),
    bookings: booked ?? 0,
  }
}
