import { AppError } from '../errors.ts'
import type { Catalogue, Service } from './get-catalogue.ts'

/** The service of a class or a booking there is, on sale or not. */
export function findAnyService(
  { services, archivedServices }: Pick<Catalogue, 'services' | 'archivedServices'>,
  serviceId: string,
): Service | undefined {
  const isIt = ({ id }: Service) => id === serviceId
  return services.find(isIt) ?? archivedServices.find(isIt)
}

/** The same. Throws AppError `not_found`. */
export function getAnyService(catalogue: Catalogue, serviceId: string): Service {
  const service = findAnyService(catalogue, serviceId)
  if (!service) throw new AppError('not_found', 'There is no such service.')
  return service
}

/** Whether it can be booked by clients at all. */
export function isOnSale({ services }: Pick<Catalogue, 'services'>, serviceId: string): boolean {
  return services.some(({ id }) => id === serviceId)
}
