import { AppError } from '../errors.ts'
import type { Catalogue, Service } from './get-catalogue.ts'

/** The service on sale with this id or slug. Throws AppError `not_found`. */
export function getService({ services }: Catalogue, idOrSlug: string): Service {
  const service = services.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!service) throw new AppError('not_found', 'There is no such service.')
  return service
}
