import { z } from 'zod'
import { anId } from '../input-parts.ts'
import { aSlug, position, someText, textOrNone } from './staff-input.ts'

/** Everything about a trainer that staff decide; their hours and their login are decided elsewhere. */
export const trainerInput = z.object({
  slug: aSlug,
  name: someText(80),
  /** In a few words, under the name. */
  speciality: textOrNone(120),
  bio: textOrNone(2_000),
  /** The main place. */
  locationId: anId,
  /** Whether clients can book with them. */
  isBookable: z.boolean().default(true),
  /** Of `uploads`. */
  photoId: anId.nullable().default(null),
  position: position.optional(),
  /** What they give; ids or slugs. Prices and durations of their own are the service's to say. */
  serviceIds: z.array(anId).max(200).default([]),
})

export type TrainerInput = z.input<typeof trainerInput>
/** What is not given stays as it is; services are given whole. `active` brings them back. */
export type TrainerChange = { [Field in keyof TrainerInput]?: TrainerInput[Field] | undefined } & {
  status?: 'active' | undefined
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}
