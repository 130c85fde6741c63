import { asc } from 'drizzle-orm'
import {
  serviceLocations,
  serviceResources,
  services,
  serviceTrainers,
  settings,
} from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { toServiceDetails, type ServiceDetails } from './service-details.ts'

/**
 * All services with everything that was decided about them, in the studio's order, archived ones last: one round trip.
 *
 * @throws AppError `unauthorized`
 */
export async function listServiceDetails(ctx: TenantContext): Promise<ServiceDetails[]> {
  requireStaff(ctx, 'services:view')
  const { orm, read } = ctx.db
  const [[studio], rows, trainers, locations, uses] = await read([
    orm.select({ currency: settings.currency }).from(settings),
    orm.select().from(services).orderBy(asc(services.status), asc(services.position), asc(services.id)),
    orm.select().from(serviceTrainers),
    orm.select().from(serviceLocations),
    orm.select().from(serviceResources),
  ])
  if (!studio) throw new AppError('unavailable', 'This studio is not set up yet.')
  return rows.map((row) => toServiceDetails(row, { trainers, locations, uses }, studio.currency))
}
