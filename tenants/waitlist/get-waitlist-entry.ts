import { isManageToken } from '../access/manage-token.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { findEntry } from './find-entry.ts'
import { toEntryView, type WaitlistEntryView } from './waitlist-entry-view.ts'
import { isStaff } from '../access/require-staff.ts'

/** An entry and the token of its link (`makeManageToken` of its id). Staff need none. */
export type ManagedEntry = { entryId: string; token?: string | null }

/**
 * Somebody's place in a waitlist, and how far in front it is. A wrong token and an unknown entry get the same answer.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getWaitlistEntry(
  ctx: TenantContext,
  { entryId, token }: ManagedEntry,
): Promise<WaitlistEntryView> {
  const isAllowed = isStaff(ctx) || (await isManageToken(ctx, entryId, token ?? ''))
  if (!isAllowed) throw noSuchEntry()
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findEntry(ctx, entryId)])
  if (!found) throw noSuchEntry()
  return toEntryView(found, catalogue)
}

function noSuchEntry(): AppError {
  return new AppError('not_found', 'There is no such place in a waitlist, or the link is not complete.')
}
