import { getAppointment } from '../../tenants/availability/list-available-slots.ts'
import { placesOf } from '../../tenants/availability/read-schedules.ts'
import { AppError } from '../../tenants/errors.ts'
import type { Location, Service, Trainer } from '../../tenants/studio/get-catalogue.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { ANY_TRAINER, servicePath, timesPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { trainerCard } from './trainer-card.server.ts'

/** What a path of the booking flow has chosen so far. */
export type Choice = {
  service: Service
  /** Null: whoever is free. */
  trainer: Trainer | null
  trainerSlug: string
  /** Where, and where else it could be. */
  location: Location
  locations: Location[]
  /** How long, as far as it is the client's to choose; null: as long as it takes with the trainer. */
  minutes: number | null
  /** What is kept for the visitor since they last chose a time: no longer in their way, and given up for the next. */
  hold: string | null
}

/**
 * What the path and its query (`minutes`, `place`) have chosen. With one trainer there is nobody else to be free.
 *
 * @throws AppError `not_found` for a service or trainer that is not there, or one who does not give it, and for classes.
 */
export function choiceOf({ catalogue, params, url }: Portal): Choice {
  const service = getAppointment(catalogue, params['service'] ?? '')
  const [only, ...others] = service.trainerIds
  const asked = params['trainer'] ?? ANY_TRAINER
  const wanted = asked === ANY_TRAINER && others.length === 0 && only !== undefined ? only : asked
  const trainer = wanted === ANY_TRAINER ? null : getTrainer(catalogue, wanted)
  if (trainer && !service.trainerIds.includes(trainer.id))
    throw new AppError('not_found', 'They do not give this service.')

  const givers = trainer ? [trainer] : service.trainerIds.map((id) => getTrainer(catalogue, id))
  const places = new Set(givers.flatMap((giver) => placesOf(giver, { service })))
  const locations = catalogue.locations.filter(({ id }) => places.has(id))
  const minutes = Number(url.searchParams.get('minutes'))
  return {
    service,
    trainer,
    trainerSlug: trainer?.slug ?? ANY_TRAINER,
    location:
      locations.find(({ id }) => id === url.searchParams.get('place')) ??
      locations[0] ??
      getLocation(catalogue),
    locations,
    minutes: service.durationChoices.includes(minutes) ? minutes : null,
    hold: url.searchParams.get('hold'),
  }
}

/** The part of a choice that goes along in the query of every page after it. */
export const queryOf = ({ minutes, location, locations, hold }: Choice) => ({
  hold,
  minutes: minutes === null ? null : String(minutes),
  place: location.id === locations[0]?.id ? null : location.id,
})

/** What verbs ask of a choice: ids, and nothing for what is left open. */
export const wishOf = ({ service, trainer, location, locations, minutes }: Choice) => ({
  serviceId: service.id,
  trainerId: trainer?.id ?? null,
  locationId: locations.length > 1 ? location.id : null,
  durationMinutes: minutes,
})

/** How long it takes (minutes) and what it costs: with whoever is free, at least. */
export function termsOf({ service, trainer, minutes }: Choice) {
  const ids = trainer ? [trainer.id] : service.trainerIds
  const terms = ids.map((id) => {
    const { priceMinor, durationMinutes } = service.trainerTerms[id] ?? service
    const duration = minutes ?? durationMinutes
    return { duration, priceMinor: Math.round((priceMinor * duration) / durationMinutes) }
  })
  const prices = terms.map(({ priceMinor }) => priceMinor)
  const priceMinor = prices.length > 0 ? Math.min(...prices) : service.priceMinor
  return {
    durationMinutes: terms[0]?.duration ?? service.durationMinutes,
    priceMinor,
    isPriceFrom: prices.some((price) => price > priceMinor),
  }
}

/** "€45", or "from €45" where it depends on who is free. */
export function priceText({ format, say }: Portal, choice: Choice): string {
  const { priceMinor, isPriceFrom } = termsOf(choice)
  const price = format.money(priceMinor)
  return isPriceFrom ? say('say.priceFrom', { price }) : price
}

/** The steps of a booking: those taken with what was chosen and a way back, and the one that is next. */
export function stepsOf(portal: Portal, current: 'service' | 'trainer' | 'time' | 'details') {
  const { path, text, words } = portal
  const labels = words('choose')
  const names = ['service', 'trainer', 'time', 'details'] as const
  const at = names.indexOf(current)
  const choice = at > 0 ? choiceOf(portal) : undefined
  const chosen = [
    choice && text(choice.service.name),
    choice && trainerName(portal, choice),
    undefined,
    undefined,
  ]
  const back = [
    path('/book'),
    choice && path(servicePath(choice.service.slug)),
    choice && path(withQuery(timesPath(choice.service.slug, choice.trainerSlug), queryOf(choice))),
  ]
  return {
    label: labels.steps,
    items: names.map((name, index) => ({
      name,
      label: labels[name],
      chosen: index < at ? (chosen[index] ?? null) : null,
      href: index < at ? (back[index] ?? null) : null,
      isCurrent: index === at,
    })),
  }
}

export type Steps = ReturnType<typeof stepsOf>

export function trainerName({ text, words }: Portal, { trainer }: Choice): string {
  return trainer ? text(trainer.name) : words('choose').anyTrainer
}

/** What is being booked, for the card that stays in sight. */
export function choiceSummary(portal: Portal, choice: Choice) {
  const { format, text, say } = portal
  const { service, trainer } = choice
  const { durationMinutes, priceMinor } = termsOf(choice)
  return {
    service: text(service.name),
    duration: format.duration(durationMinutes),
    price: priceText(portal, choice),
    isPaid: priceMinor > 0,
    trainer: trainerName(portal, choice),
    portrait: trainer ? trainerCard(portal, trainer).portrait : null,
    policy:
      service.freeCancelMinutes >= 60
        ? say('say.freeCancelHours', { count: Math.floor(service.freeCancelMinutes / 60) })
        : '',
  }
}

export type ChoiceSummary = ReturnType<typeof choiceSummary>
