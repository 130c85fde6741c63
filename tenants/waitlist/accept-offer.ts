import { eq } from 'drizzle-orm'
import { holds, type TakenResource } from '../../db/tenant/schema/index.ts'
import { makeManageToken } from '../access/manage-token.ts'
import { findReach } from '../access/require-staff.ts'
import { findBooking } from '../bookings/find-booking.ts'
import { explainOutcome } from '../bookings/refuse-booking.ts'
import { toBookingView, type BookingView } from '../bookings/booking-view.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { findEntry, type FoundEntry } from './find-entry.ts'
import { getWaitlistEntry, type ManagedEntry } from './get-waitlist-entry.ts'
import { leaveOverlapping } from './leave-overlapping.ts'
import { makeEntryCommand } from './make-entry-command.ts'
import { promoteWaiting } from './promote-waiting.ts'

export type AcceptedOffer = { booking: BookingView; party: BookingView[]; manageToken: string }

/**
 * Takes the place one was offered: the hold becomes the booking, in the trainer's line. Accepting again, or after having been
 * promoted, gives the same booking.
 *
 * @throws AppError `not_found`, `forbidden`; `conflict` (`no_offer`, `offer_expired`); `not_allowed` and `session_full` with a reason when
 * it cannot be booked after all; `unavailable`, `outcome_unknown` (accepting again settles it); DatabaseError.
 */
export async function acceptOffer(ctx: TenantContext, managed: ManagedEntry): Promise<AcceptedOffer> {
  const { id } = await getWaitlistEntry(ctx, managed, 'bookings:change')
  const [catalogue, found] = await Promise.all([getCatalogue(ctx), findEntry(ctx, id)])
  const bookingId = found?.entry.bookingId
  if (!found || bookingId) return answer(ctx, catalogue, bookingId ?? '')
  refuseGone(found, ctx.now())

  const { entry, session } = found
  const command = await makeEntryCommand(ctx, catalogue, {
    entry,
    session,
    actor: findReach(ctx, 'bookings:change')?.actor ?? 'client',
    kept: await readKept(ctx, found),
  })
  if (!command) throw new AppError('conflict', 'The place is gone.', { reason: 'resource_taken' })
  const outcome = await ctx.calendar.book(command)
  if (!outcome.ok) {
    // The offer may have ended while it was being taken.
    const after = await findEntry(ctx, id)
    if (after && !after.entry.bookingId) refuseGone(after, ctx.now())
    throw await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
  }
  for (const freed of await leaveOverlapping(ctx, { entry, session })) await promoteWaiting(ctx, freed)
  await ctx.announce(ctx.now())
  return answer(ctx, catalogue, command.id)
}

function refuseGone({ entry }: FoundEntry, now: number): void {
  const isOpen = entry.status === 'offered' && entry.offerExpiresAt !== null && entry.offerExpiresAt > now
  if (isOpen) return
  if (entry.status === 'waiting') {
    throw new AppError('conflict', 'No place is free for you yet.', { reason: 'no_offer' })
  }
  throw new AppError('conflict', 'The offer is over.', { reason: 'offer_expired' })
}

/** What the offer keeps besides the place. */
async function readKept({ db }: TenantContext, { entry }: FoundEntry): Promise<TakenResource[]> {
  const [[hold]] = await db.read([
    db.orm
      .select({ takes: holds.takes })
      .from(holds)
      .where(eq(holds.id, entry.holdId ?? '')),
  ])
  return hold?.takes ?? []
}

async function answer(ctx: TenantContext, catalogue: Catalogue, bookingId: string): Promise<AcceptedOffer> {
  const found = await findBooking(ctx, bookingId)
  if (!found) throw new AppError('not_found', 'There is no such booking.')
  const party = found.party.map((row) => toBookingView(row, catalogue, found.confirmationState))
  const booking = toBookingView(found.row, catalogue, found.confirmationState)
  return { booking, party, manageToken: await makeManageToken(ctx, bookingId) }
}
