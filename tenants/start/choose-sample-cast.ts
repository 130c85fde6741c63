import type { ServiceRow, services, TrainerRow, trainers } from '../../db/tenant/schema/index.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import type { Catalogue, Service, Trainer } from '../studio/get-catalogue.ts'
import { sampleNames } from './sample-words.ts'

/** Local minutes of the day at which a sample trainer works, Monday to Friday. */
export const SAMPLE_HOURS = { startMinute: 9 * 60, endMinute: 17 * 60 }

type ServiceInsert = typeof services.$inferInsert
type TrainerInsert = typeof trainers.$inferInsert

/** Who gives what in the samples. What is not the studio’s own is to be made. */
export type SampleCast = {
  appointment: Part
  class: Part
  newTrainer: TrainerInsert | null
  newServices: ServiceInsert[]
}
export type Part = {
  trainerId: string
  locationId: string
  service: Pick<
    ServiceRow,
    'id' | 'durationMinutes' | 'bufferBeforeMinutes' | 'bufferAfterMinutes' | 'gapRule'
  > & {
    priceMinor: number
  }
  /** Empty: Monday to Friday, `SAMPLE_HOURS`. */
  weeklyHours: Trainer['weeklyHours']
}

/**
 * The studio’s own trainers and services, where there are some that go together, and samples for the rest.
 *
 * @throws AppError `conflict` (`no_place`): they have to be somewhere.
 */
export function chooseSampleCast(catalogue: Catalogue, now: number): SampleCast {
  const [place] = catalogue.locations
  if (!place) throw new AppError('conflict', 'Say where you are first.', { reason: 'no_place' })
  const [anybody] = catalogue.trainers
  const newTrainer = anybody ? null : makeTrainer(place.id, now)
  const standIn = anybody ?? {
    id: newTrainer?.id ?? '',
    locationId: place.id,
    weeklyHours: [],
  }
  const newServices: ServiceInsert[] = []
  const choose = (kind: 'appointment' | 'class'): Part => {
    const own = ownPart(catalogue, kind)
    if (own) return own
    const made = makeService(kind, now)
    newServices.push(made)
    return {
      trainerId: standIn.id,
      locationId: standIn.locationId,
      service: made,
      weeklyHours: standIn.weeklyHours,
    }
  }
  return { appointment: choose('appointment'), class: choose('class'), newTrainer, newServices }
}

function ownPart({ services, trainers }: Catalogue, kind: Service['kind']): Part | null {
  for (const service of services) {
    const trainer = trainers.find(({ id }) => service.trainerIds.includes(id))
    if (service.kind !== kind || !trainer) continue
    const terms = service.trainerTerms[trainer.id] ?? service
    const locationId = service.locationIds[0] ?? trainer.locationId
    const { weeklyHours } = trainer
    return { trainerId: trainer.id, locationId, weeklyHours, service: { ...service, ...terms } }
  }
  return null
}

function makeTrainer(locationId: string, createdAt: number): TrainerInsert & Pick<TrainerRow, 'id'> {
  const id = makeId('trn')
  const { trainer: name, speciality, about: bio } = sampleNames
  return { id, slug: slugOf(id), name, speciality, bio, locationId, position: 999, createdAt }
}

function makeService(kind: Service['kind'], createdAt: number) {
  const id = makeId('svc')
  return {
    id,
    slug: slugOf(id),
    kind,
    name: sampleNames[kind],
    description: sampleNames.about,
    durationMinutes: 60,
    intervalMinutes: 30,
    bufferBeforeMinutes: 0,
    bufferAfterMinutes: 0,
    gapRule: 'max' as const,
    capacity: kind === 'class' ? SAMPLE_PLACES : 1,
    priceMinor: 0,
    position: 999,
    createdAt,
  }
}

/** How many fit into the sample class: fewer than there are sample clients. */
export const SAMPLE_PLACES = 5

// Nobody else's can be the same.
const slugOf = (id: string) => `sample-${id.slice(4, 12)}`
