import type { Trainer } from '../../tenants/studio/get-catalogue.ts'
import { initialsOf } from '../lib/initials.ts'
import type { Portal } from '../lib/portal.server.ts'
import { PORTRAIT_TONES } from '../theme/portrait-tones.ts'

export type TrainerCard = {
  slug: string
  name: string
  speciality: string
  portrait: { initials: string; tone: number }
}

/** A trainer as cards show them. Neighbours in the studio's order never share a portrait. */
export function trainerCard(
  { catalogue, text }: Portal,
  { id, slug, name, speciality }: Trainer,
): TrainerCard {
  const shown = text(name)
  const position = catalogue.trainers.findIndex((trainer) => trainer.id === id)
  return {
    slug,
    name: shown,
    speciality: text(speciality),
    portrait: { initials: initialsOf(shown), tone: Math.max(0, position) % PORTRAIT_TONES },
  }
}
