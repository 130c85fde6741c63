import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { bookingEvents, type BookingRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError, isAppError, type Alternative } from '../errors.ts'
import { deriveId } from '../ids.ts'
import { anId, anInstant, idempotencyKey, line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import type { BookingView } from './booking-view.ts'
import { chooseNewSpot } from './choose-new-spot.ts'
import { findAlternatives } from './find-alternatives.ts'
import { findBooking } from './find-booking.ts'
import { findManaged, requireForParty, type FoundManaged, type ManagedRef } from './find-managed.ts'
import { freePlaces } from './free-places.ts'
import { makeMoveCommand } from './make-move-command.ts'
import { isMovable, requireMovable } from './movable.ts'
import { readBookingView } from './read-booking-view.ts'
import { readClient, type KnownClient } from './read-client.ts'
import { explainOutcome, refusals } from './refuse-booking.ts'
import { remindWhoStays } from './remind-who-stays.ts'
import { requireOwnPlace } from './require-own-place.ts'

const rescheduleInput = z.object({
  /** Chosen by the caller: sent again, the same move is the same deed. */
  idempotencyKey,
  /** A time of a trainer: what is not given stays as it is. */
  startsAt: anInstant.nullish(),
  trainerId: anId.nullish(),
  locationId: anId.nullish(),
  /** Or, for a place in a session, another session of the same service. */
  sessionId: anId.nullish(),
  /** Everybody who was booked together in that session. A party alone with a trainer always moves together. */
  isWholeParty: z.boolean().nullish(),
  /** Staff only: why it is moved there although something is in the way. */
  override: z.object({ reason: line(300) }).nullish(),
})
export type RescheduleInput = ManagedRef & z.input<typeof rescheduleInput>
export type Move = z.output<typeof rescheduleInput>

/**
 * Moves a booking to another time, or from one session to another: the new place is taken and the old one freed in one
 * step, or everything stays as it is. With the same trainer and at the same place unless told otherwise; what was approved
 * stays approved. Clients may until the deadline agreed to and as often as the policy lets them; a deadline that has
 * passed does not begin anew. A trainer moves what is theirs, to what is theirs.
 *
 * @throws AppError `invalid_input`; `not_found`; `forbidden`; `not_allowed` (its status, `whole_party`, `expired`, `too_late_to_move`,
 * `moved_too_often`, `no_change`, `other_service`, limits, overlaps, `staff_only`);
 * `already_started`; `slot_unavailable`; `slot_taken` (with alternatives); `session_full`; `changed_meanwhile`;
 * `idempotency_key_reused`; `unavailable`, `outcome_unknown`; DatabaseError.
 */
export async function rescheduleBooking(
  ctx: TenantContext,
  { bookingId, manageToken = null, ...raw }: RescheduleInput,
): Promise<BookingView> {
  const move = parseInput(rescheduleInput, raw)
  const eventId = await deriveId('evt', bookingId, 'moved', move.idempotencyKey)
  const [catalogue, managed, known] = await Promise.all([
    getCatalogue(ctx),
    findManaged(ctx, { bookingId, manageToken }),
    findEvent(ctx, eventId),
  ])
  if (move.override && !managed.isStaff) {
    throw new AppError('not_allowed', 'Only staff may do this.', { reason: 'staff_only' })
  }
  if (move.override) requireStaff(ctx, 'bookings:change')
  if (managed.isStaff) await requireOwnPlace(ctx, move)
  if (known) return replay(ctx, { catalogue, bookingId, move, details: known.details })

  const { row, rules, isStaff } = managed
  const rows = whoMoves(managed, move)
  if (rows.length > 1) requireForParty(managed)
  for (const one of rows) requireMovable(one, { rules, isStaff, now: ctx.now() })
  const service = (isStaff ? getAnyService : getService)(catalogue, row.serviceId)
  const client = await readClient(ctx, row.clientId)
  const asked = { ctx, catalogue, service, rows, move, client, clientGroupId: client.clientGroupId, isStaff }
  try {
    await carryOut(asked, { managed, eventId })
  } catch (error) {
    // The same move, sent twice at once.
    const event = await findEvent(ctx, eventId)
    if (event) return replay(ctx, { catalogue, bookingId, move, details: event.details })
    throw await addAlternatives(asked, error)
  }
  return readBookingView(ctx, bookingId)
}

type Asked = Parameters<typeof chooseNewSpot>[0] & { client: KnownClient }
type Carried = { managed: FoundManaged; eventId: string }

async function carryOut(asked: Asked, { managed, eventId }: Carried): Promise<void> {
  const { ctx, catalogue, rows, isStaff } = asked
  const { rules, actor, row } = managed
  const spot = await chooseNewSpot(asked)
  const command = await makeMoveCommand({ ...asked, spot, rules, eventId, actor })
  const outcome = await ctx.calendar.book(command)
  if (outcome.ok) {
    await remindWhoStays(ctx, { moved: rows, party: managed.party })
    return freePlaces(ctx, rows)
  }
  if (outcome.code === 'changed_meanwhile') {
    const current = await findBooking(ctx, row.id)
    requireMovable(current?.row ?? row, { rules, isStaff, now: ctx.now() })
  }
  throw await explainOutcome(ctx, catalogue, { code: outcome.code, claim: command.claim })
}

/** Other times, for whoever wanted one that is taken. */
async function addAlternatives(
  { ctx, catalogue, service, rows, move, clientGroupId }: Asked,
  error: unknown,
): Promise<unknown> {
  const [row] = rows
  if (!isAppError(error, 'slot_taken') || row.sessionId !== null) return error
  const alternatives = await findAlternatives(ctx, service, {
    startsAt: move.startsAt ?? row.startsAt,
    trainerId: move.trainerId ? getTrainer(catalogue, move.trainerId).id : row.trainerId,
    locationId: move.locationId ?? row.locationId,
    durationMinutes: (row.endsAt - row.startsAt) / minutes(1),
    guests: rows.slice(1),
    clientGroupId,
    ignore: rows.map(({ id: own }) => own),
  })
  // Where it is now would be free for it, too.
  const isElsewhere = (other: Alternative) =>
    other.startsAt !== row.startsAt || other.trainerId !== row.trainerId
  const elsewhere = alternatives.filter(isElsewhere)
  return new AppError('slot_taken', error.message, { ...error.details, alternatives: elsewhere })
}

/** The booking itself, or those of its party who are where it is, the first of them first. */
function whoMoves({ row, party }: FoundManaged, { isWholeParty }: Move): [BookingRow, ...BookingRow[]] {
  if (row.sessionId !== null && !isWholeParty) return [row]
  const together = party.filter(
    (one) => one.sessionId === row.sessionId && one.startsAt === row.startsAt && isMovable(one),
  )
  const [first, ...others] = together.toSorted((a, b) => a.guestPosition - b.guestPosition)
  return first && isMovable(row) ? [first, ...others] : [row]
}

type Details = (typeof bookingEvents.$inferSelect)['details']

async function findEvent({ db }: TenantContext, eventId: string): Promise<{ details: Details } | undefined> {
  const [[event]] = await db.read([
    db.orm
      .select({ details: bookingEvents.details })
      .from(bookingEvents)
      .where(eq(bookingEvents.id, eventId)),
  ])
  return event
}

type Replay = { catalogue: Catalogue; bookingId: string; move: Move; details: Details }

function replay(ctx: TenantContext, { catalogue, bookingId, move, details }: Replay): Promise<BookingView> {
  const wanted = [
    [move.startsAt, details?.['toStartsAt']],
    [move.sessionId, details?.['toSessionId']],
    [move.trainerId && getTrainer(catalogue, move.trainerId).id, details?.['toTrainerId']],
  ]
  if (wanted.some(([asked, done]) => (asked ?? done) !== done)) {
    throw new AppError('idempotency_key_reused', refusals.idempotency_key_reused, {
      reason: 'idempotency_key_reused',
    })
  }
  return readBookingView(ctx, bookingId)
}
