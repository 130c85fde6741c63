import { eq } from 'drizzle-orm'
import { serviceLocations, serviceResources, serviceTrainers } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import type { ServiceParts } from './resolve-service.ts'
import { writeSlugged } from './write-slugged.ts'

type Orm = TenantContext['db']['orm']

/** Statements after which a service has these trainers, places and uses, and no others. Parts left out stay. */
export function replaceParts(
  orm: Orm,
  serviceId: string,
  { trainers, locationIds, uses }: Partial<Omit<ServiceParts, 'row'>>,
) {
  const own = <Part extends object>(parts: readonly Part[]) => parts.map((part) => ({ ...part, serviceId }))
  return [
    ...(trainers ? [orm.delete(serviceTrainers).where(eq(serviceTrainers.serviceId, serviceId))] : []),
    ...(trainers?.length ? [orm.insert(serviceTrainers).values(own(trainers))] : []),
    ...(locationIds ? [orm.delete(serviceLocations).where(eq(serviceLocations.serviceId, serviceId))] : []),
    ...(locationIds?.length
      ? [orm.insert(serviceLocations).values(own(locationIds.map((locationId) => ({ locationId }))))]
      : []),
    ...(uses ? [orm.delete(serviceResources).where(eq(serviceResources.serviceId, serviceId))] : []),
    ...(uses?.length ? [orm.insert(serviceResources).values(own(uses))] : []),
  ]
}

/**
 * Carries out what changes a service, in one transaction.
 *
 * @throws AppError `conflict` (`slug_taken`)
 */
export async function writeService(
  ctx: TenantContext,
  statements: Parameters<TenantContext['db']['write']>[0],
): Promise<void> {
  await writeSlugged(ctx, { table: 'services', message: 'Another service has this address.' }, statements)
}
