import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { listServiceDetails } from './list-service-details.ts'
import type { ServiceDetails } from './service-details.ts'

/**
 * The service with this id or slug, also when it is archived.
 *
 * @throws AppError `unauthorized`, `not_found`
 */
export async function getServiceDetails(ctx: TenantContext, idOrSlug: string): Promise<ServiceDetails> {
  const known = await listServiceDetails(ctx)
  const service = known.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!service) throw new AppError('not_found', 'There is no such service.')
  return service
}
