import { AppError } from '../../tenants/errors.ts'
import type { Service, Trainer } from '../../tenants/studio/get-catalogue.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import { getTrainer } from '../../tenants/studio/get-trainer.ts'
import { ANY_TRAINER, servicePath, timesPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { trainerCard } from './trainer-card.server.ts'

/** What a path of the booking flow has chosen so far. No trainer: whoever is free. */
export type Choice = { service: Service; trainer: Trainer | null; trainerSlug: string }

/**
 * What the path has chosen. With one trainer there is nobody else to be free.
 *
 * @throws AppError `not_found` for a service or trainer that is not there, or one who does not give it.
 */
export function choiceOf({ catalogue, params }: Portal): Choice {
  const service = getService(catalogue, params['service'] ?? '')
  const [only, ...others] = service.trainerIds
  const asked = params['trainer'] ?? ANY_TRAINER
  const wanted = asked === ANY_TRAINER && others.length === 0 && only !== undefined ? only : asked
  if (wanted === ANY_TRAINER) return { service, trainer: null, trainerSlug: ANY_TRAINER }
  const trainer = getTrainer(catalogue, wanted)
  if (!service.trainerIds.includes(trainer.id))
    throw new AppError('not_found', 'They do not give this service.')
  return { service, trainer, trainerSlug: trainer.slug }
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
    choice && path(timesPath(choice.service.slug, choice.trainerSlug)),
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
  return {
    service: text(service.name),
    duration: format.duration(service.durationMinutes),
    price: format.money(service.priceMinor),
    isPaid: service.priceMinor > 0,
    trainer: trainerName(portal, choice),
    portrait: trainer ? trainerCard(portal, trainer).portrait : null,
    policy:
      service.freeCancelMinutes >= 60
        ? say('say.freeCancelHours', { count: Math.floor(service.freeCancelMinutes / 60) })
        : '',
  }
}

export type ChoiceSummary = ReturnType<typeof choiceSummary>
