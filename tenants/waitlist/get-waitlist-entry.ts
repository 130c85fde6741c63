import type { Right } from '../access/grants.ts'
import { isOfClient } from '../access/is-of-client.ts'
import { isManageToken } from '../access/manage-token.ts'
import { findReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { findEntry, type FoundEntry } from './find-entry.ts'
import { toEntryView, type WaitlistEntryView } from './waitlist-entry-view.ts'

/** An entry and the token of its link (`makeManageToken` of its id). Staff need none, nor does the client who waits. */
export type ManagedEntry = { entryId: string; token?: string | null }

/**
 * Somebody's place in a waitlist, and how far in front it is: for staff as far as this right of theirs goes, for the client
 * who waits, or whoever holds its link. A wrong token, somebody else's and an unknown entry get the same answer.
 *
 * @throws AppError `not_found`; `forbidden` for staff without the right; DatabaseError.
 */
export async function getWaitlistEntry(
  ctx: TenantContext,
  { entryId, token }: ManagedEntry,
  right: Right = 'bookings:view',
): Promise<WaitlistEntryView> {
  const staff = findReach(ctx, right)
  const hasToken = !staff && (await isManageToken(ctx, entryId, token ?? ''))
  if (ctx.actor.kind === 'visitor' && !hasToken) throw noSuchEntry()
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findEntry(ctx, entryId)])
  if (!found) throw noSuchEntry()
  const isTheirs = staff ? isGivenBy(found, staff.onlyTrainerId) : hasToken || isOfClient(ctx, found.entry)
  if (!isTheirs) throw noSuchEntry()
  return toEntryView(found, catalogue)
}

function isGivenBy({ session }: FoundEntry, trainerId: string | null): boolean {
  return trainerId === null || session.trainerId === trainerId || session.secondTrainerId === trainerId
}

function noSuchEntry(): AppError {
  return new AppError('not_found', 'There is no such place in a waitlist, or the link is not complete.')
}
