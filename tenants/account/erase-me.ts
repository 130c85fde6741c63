import type { TenantContext } from '../context.ts'
import { eraseClient, type Erasure } from '../privacy/erase-client.ts'
import { asOwnClient } from './account-of.ts'

/**
 * Forgets the person who signed in, at their own wish.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `conflict` (`upcoming_bookings` unless they are to be
 * cancelled, `under_way`, `email_taken`); DatabaseError.
 */
export async function eraseMe(
  ctx: TenantContext,
  { cancelUpcoming }: { cancelUpcoming: boolean },
): Promise<Erasure> {
  const mine = await asOwnClient(ctx)
  return eraseClient(mine, { clientId: mine.login.clientId, cancelUpcoming })
}
