import type { Service } from '../../tenants/studio/get-catalogue.ts'
import type { Portal } from '../lib/portal.server.ts'
import { findPicture } from './picture-view.server.ts'
import { classesPath, servicePath, timesPath, withQuery } from '../lib/portal-paths.ts'

/** A service as cards show it; with one trainer there is nobody to choose. */
export function serviceCard(portal: Portal, service: Service) {
  const { catalogue, text, format, path, say } = portal
  const name = text(service.name)
  const prices = listPrices(service)
  const [only, ...others] = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  const toTimes = only && others.length === 0 ? timesPath(service.slug, only.slug) : servicePath(service.slug)
  const to = service.kind === 'class' ? withQuery(classesPath(), { service: service.slug }) : toTimes
  const price = format.money(Math.min(...prices))
  const isPriceFrom = prices.some((one) => one > Math.min(...prices))
  const durations = [...new Set([service.durationMinutes, ...service.durationChoices])].toSorted(
    (a, b) => a - b,
  )
  return {
    slug: service.slug,
    name,
    photo: findPicture(portal, service.photoId),
    description: text(service.description),
    duration: durations.map((length) => format.duration(length)).join(' · '),
    price: isPriceFrom ? say('say.priceFrom', { price }) : price,
    href: path(to),
    linkLabel: say('say.bookService', { service: name }),
  }
}

export type ServiceCard = ReturnType<typeof serviceCard>

/** What it costs with each trainer, and at each length. */
function listPrices({
  priceMinor,
  durationMinutes,
  durationChoices,
  trainerIds,
  trainerTerms,
}: Service): number[] {
  const each = trainerIds.map((id) => trainerTerms[id] ?? { priceMinor, durationMinutes })
  const prices = each.flatMap((terms) =>
    [terms.durationMinutes, ...durationChoices].map((length) =>
      Math.round((terms.priceMinor * length) / terms.durationMinutes),
    ),
  )
  return prices.length > 0 ? prices : [priceMinor]
}
