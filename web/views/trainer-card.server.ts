import type { Trainer } from '../../tenants/studio/get-catalogue.ts'
import { initialsOf } from '../lib/initials.ts'
import type { Portal } from '../lib/portal.server.ts'
import { findPicture, type PictureView } from './picture-view.server.ts'
import { PORTRAIT_TONES } from '../theme/portrait-tones.ts'

export type TrainerCard = {
  slug: string
  name: string
  speciality: string
  portrait: { initials: string; tone: number; photo: PictureView | null }
}

/** A trainer as cards show them. Neighbours in the studio's order never share a portrait. */
export function trainerCard(portal: Portal, { id, slug, name, speciality, photoId }: Trainer): TrainerCard {
  const { catalogue, text } = portal
  const shown = text(name)
  const position = catalogue.trainers.findIndex((trainer) => trainer.id === id)
  return {
    slug,
    name: shown,
    speciality: text(speciality),
    portrait: {
      initials: initialsOf(shown),
      tone: Math.max(0, position) % PORTRAIT_TONES,
      photo: findPicture(portal, photoId),
    },
  }
}
