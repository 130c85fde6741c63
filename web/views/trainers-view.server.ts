import { listNextSlots } from '../../tenants/availability/list-next-slots.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { ANY_TRAINER, timesPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { choiceOf, priceText, stepsOf, termsOf } from './choice.server.ts'
import { trainerCard } from './trainer-card.server.ts'

const DAYS_AHEAD = 14

/** Who gives a service, each with their next free time, and whoever is free first of all. */
export async function trainersView(portal: Portal) {
  const { ctx, catalogue, format, path, words } = portal
  const choice = choiceOf(portal)
  const { service } = choice
  const slots = await listNextSlots(ctx, { days: DAYS_AHEAD, serviceId: service.id })
  const { timeZone } = getLocation(catalogue)
  const whenOf = (slot: (typeof slots)[number] | undefined) =>
    slot ? format.whenNear(slot.startsAt, timeZone) : null
  const labels = words('choose')
  const differs = termsOf({ ...choice, trainer: null }).isPriceFrom
  const trainers = catalogue.trainers.filter(({ id }) => service.trainerIds.includes(id))
  return {
    title: labels.trainerTitle,
    steps: stepsOf(portal, 'trainer'),
    any:
      trainers.length > 1
        ? {
            name: labels.anyTrainer,
            hint: labels.anyTrainerHint,
            href: path(timesPath(service.slug, ANY_TRAINER)),
            next: whenOf(slots[0]),
          }
        : null,
    trainers: trainers.map((trainer) => ({
      ...trainerCard(portal, trainer),
      price: differs ? priceText(portal, { ...choice, trainer }) : null,
      href: path(timesPath(service.slug, trainer.slug)),
      next: whenOf(slots.find(({ trainerIds }) => trainerIds.includes(trainer.id))),
    })),
    words: { nextFreeOf: words('home').nextFreeOf, noneSoon: words('home').noneSoon },
  }
}

export type TrainersView = Awaited<ReturnType<typeof trainersView>>
