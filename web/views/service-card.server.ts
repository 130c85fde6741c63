import type { Service } from '../../tenants/studio/get-catalogue.ts'
import type { Portal } from '../lib/portal.server.ts'
import { servicePath, timesPath } from '../lib/portal-paths.ts'

/** A service as cards show it; with one trainer there is nobody to choose. */
export function serviceCard({ catalogue, text, format, path, say }: Portal, service: Service) {
  const name = text(service.name)
  const [only, ...others] = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  const to = only && others.length === 0 ? timesPath(service.slug, only.slug) : servicePath(service.slug)
  return {
    slug: service.slug,
    name,
    description: text(service.description),
    duration: format.duration(service.durationMinutes),
    price: format.money(service.priceMinor),
    href: path(to),
    linkLabel: say('say.bookService', { service: name }),
  }
}

export type ServiceCard = ReturnType<typeof serviceCard>
