import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { listTrainerDetails, type TrainerDetails } from './list-trainer-details.ts'

/**
 * The trainer with this id or slug, also when they are archived.
 *
 * @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError.
 */
export async function getTrainerDetails(ctx: TenantContext, idOrSlug: string): Promise<TrainerDetails> {
  const known = await listTrainerDetails(ctx)
  const trainer = known.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!trainer) throw new AppError('not_found', 'There is no such trainer.')
  return trainer
}
