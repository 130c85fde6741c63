import { AppError } from '../errors.ts'
import type { Catalogue, Trainer } from './get-catalogue.ts'

/** The bookable trainer with this id or slug. Throws AppError `not_found`. */
export function getTrainer({ trainers }: Catalogue, idOrSlug: string): Trainer {
  const trainer = trainers.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!trainer) throw new AppError('not_found', 'There is no such trainer.')
  return trainer
}
