import type { Right } from '../../../../tenants/access/grants.ts'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'

type Given = { trainerId: string; secondTrainerId: string | null }

/**
 * Lets a trainer see what they give; what others give is as if there were none.
 *
 * @throws AppError `forbidden`, `not_found`.
 */
export async function requireGiven<Found extends Given>(
  { ctx }: Desk,
  right: Right,
  read: () => Promise<Found>,
): Promise<Found> {
  const { onlyTrainerId } = requireReach(ctx, right)
  const found = await read()
  if (onlyTrainerId !== null && ![found.trainerId, found.secondTrainerId].includes(onlyTrainerId)) {
    throw new AppError('not_found', 'There is no such class.')
  }
  return found
}
