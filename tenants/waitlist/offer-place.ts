import { z } from 'zod'
import { requireReach, requireStaff } from '../access/require-staff.ts'
import { explainOutcome } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { isSuspended } from '../policies/is-suspended.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { note } from '../studio/staff-input.ts'
import { decideOffer } from './decide-turn.ts'
import { getWaitlistEntry } from './get-waitlist-entry.ts'
import { makeEntryCommand } from './make-entry-command.ts'
import { makeOfferCommand } from './make-offer-command.ts'
import { readWaiting, type Waiting, type WaitingEntry } from './read-waiting.ts'
import type { WaitlistEntryView } from './waitlist-entry-view.ts'

const offerPlaceInput = z.object({ entryId: anId, reason: note.nullish() })
export type OfferPlaceInput = z.input<typeof offerPlaceInput>

/**
 * Staff offer free places of a class to somebody who waits for them, a trainer in a class they give: kept and told as when
 * it is their turn, for as long, and not at night. Whoever is passed by keeps their place in line; that takes a reason, and
 * the right to change everybody's bookings. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`; `conflict` (`not_waiting`, `resource_taken`); `session_full`;
 * `not_allowed` (`waitlist_first` without a reason, `quiet_hours` until `opensAt`, `too_late`, `suspended`, what the guard
 * refuses); `unavailable`, `outcome_unknown`; DatabaseError.
 */
export async function offerPlace(ctx: TenantContext, raw: OfferPlaceInput): Promise<WaitlistEntryView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { entryId, reason = null } = parseInput(offerPlaceInput, raw)
  const before = await getWaitlistEntry(ctx, { entryId }, 'bookings:change')
  if (before.status === 'offered') return before
  const [catalogue, waiting] = await Promise.all([getCatalogue(ctx), readWaiting(ctx, before.sessionId)])
  const entry = waiting?.entries.find(({ id }) => id === entryId)
  if (!waiting || !entry)
    throw new AppError('conflict', 'They do not wait any more.', { reason: 'not_waiting' })
  if (goBefore(waiting, entry).length > 0) {
    if (!reason) throw refusal('waitlist_first', 'Others have waited longer: say why it is not their turn.')
    requireStaff(ctx, 'bookings:change')
  }
  if (entry.partySize > waiting.free) {
    throw new AppError('session_full', 'So many places are not free.', { reason: 'session_full' })
  }
  if (await isSuspended(ctx, entry.clientId)) {
    throw refusal('suspended', 'Online booking is stopped for them for a while.')
  }
  const until = requireTime(ctx, catalogue, waiting)
  const booking = await makeEntryCommand(ctx, catalogue, {
    entry,
    session: waiting.session,
    actor,
    kept: null,
  })
  if (!booking) throw new AppError('conflict', 'What it needs is taken.', { reason: 'resource_taken' })
  const command = await makeOfferCommand(ctx, booking, until)
  const outcome = await ctx.calendar.book({ ...command, offeredBy: { actor, reason } })
  if (!outcome.ok) {
    throw await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
  }
  await ctx.announce(ctx.now())
  await ctx.announce(until)
  return getWaitlistEntry(ctx, { entryId }, 'bookings:change')
}

/** Who waits longer, and could have the places that are free. */
export function goBefore({ entries, free }: Waiting, entry: Pick<WaitingEntry, 'id'>): WaitingEntry[] {
  const ahead = entries.slice(
    0,
    entries.findIndex(({ id }) => id === entry.id),
  )
  return ahead.filter(({ skipReason, partySize }) => skipReason === null && partySize <= free)
}

/** Until when the offer stands (ms). Throws `not_allowed` when nobody is asked now. */
function requireTime(ctx: TenantContext, catalogue: Catalogue, { session }: Waiting): number {
  const service = catalogue.services.find(({ id }) => id === session.serviceId)
  const turn = service && decideOffer(catalogue, { service, session, now: ctx.now() })
  if (turn?.kind === 'offer') return turn.until
  if (turn?.kind !== 'pause') throw refusal('too_late', 'It is too late to ask: book them in instead.')
  throw refusal('quiet_hours', 'Nobody is woken: these are the studio’s quiet hours.', turn.until)
}

// oxlint-disable-next-line max-params
function refusal(reason: string, sentence: string, opensAt?: number): AppError {
  return new AppError('not_allowed', sentence, { reason, ...(opensAt === undefined ? {} : { opensAt }) })
}
