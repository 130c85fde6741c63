import { and, eq } from 'drizzle-orm'
import { policyVersions, type BookingRow, type PolicyRules } from '../../db/tenant/schema/index.ts'
import type { ChangeCommand } from '../bookings/booking-command.ts'
import { chooseNewSpot } from '../bookings/choose-new-spot.ts'
import { findRefusal } from '../bookings/find-refusal.ts'
import { freePlaces } from '../bookings/free-places.ts'
import { makeMoveCommand } from '../bookings/make-move-command.ts'
import { requireMovable } from '../bookings/movable.ts'
import { readClient } from '../bookings/read-client.ts'
import { explainOutcome } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { deriveId } from '../ids.ts'
import { getAnyService } from '../studio/get-any-service.ts'
import type { Upcoming } from './list-upcoming.ts'
import type { Handover } from './reassignment.ts'

type Together = Pick<Extract<Upcoming, { kind: 'booking' }>, 'rows'>

/**
 * Moves a booking, with whoever comes along, to another trainer at the same time.
 *
 * @throws AppError as `rescheduleBooking`, for what is in the way; DatabaseError.
 */
// oxlint-disable-next-line max-params
export async function moveBookings(
  ctx: TenantContext,
  { rows }: Together,
  handover: Handover,
): Promise<void> {
  const command = await planMove(ctx, rows, handover)
  const outcome = await ctx.calendar.book(command)
  if (outcome.ok) return freePlaces(ctx, rows)
  throw await explainOutcome(ctx, handover.catalogue, { code: outcome.code, claim: command.claim })
}

/**
 * Whether it could be moved now. Nothing is written.
 *
 * @throws AppError as `moveBookings`.
 */
// oxlint-disable-next-line max-params
export async function previewMove(ctx: TenantContext, { rows }: Together, handover: Handover): Promise<void> {
  const { claim } = await planMove(ctx, rows, handover)
  if (await findRefusal(ctx.db, claim)) {
    throw await explainOutcome(ctx, handover.catalogue, { code: 'slot_taken', claim })
  }
}

// oxlint-disable-next-line max-params
async function planMove(
  ctx: TenantContext,
  rows: Together['rows'],
  { catalogue, fromTrainerId, toTrainerId, actor }: Handover,
): Promise<ChangeCommand> {
  const [row] = rows
  const rules = await readRules(ctx, row)
  for (const one of rows) requireMovable(one, { rules, isStaff: true, now: ctx.now() })
  const client = await readClient(ctx, row.clientId)
  const words = [row.id, 'reassigned', fromTrainerId, toTrainerId, String(row.version)]
  const eventId = await deriveId('evt', ...words)
  const asked = {
    ctx,
    catalogue,
    service: getAnyService(catalogue, row.serviceId),
    rows,
    move: { idempotencyKey: eventId, trainerId: toTrainerId },
    client,
    clientGroupId: client.clientGroupId,
    isStaff: true,
  }
  const spot = await chooseNewSpot(asked)
  return onSameTerms(await makeMoveCommand({ ...asked, spot, rules, eventId, actor }), rows)
}

/** It is the studio that changes what was agreed: it costs what it did, and may be cancelled free of charge until it starts. */
function onSameTerms(command: ChangeCommand, rows: Together['rows']): ChangeCommand {
  const [first, ...others] = command.rows.map((change, index) => {
    const { priceMinor, startsAt } = rows[index] ?? rows[0]
    const { event } = change
    return {
      ...change,
      set: { ...change.set, priceMinor, freeCancelUntil: startsAt },
      event: { ...event, details: { ...event.details, toPriceMinor: priceMinor } },
    }
  })
  return first ? { ...command, rows: [first, ...others] } : command
}

async function readRules(
  { db }: TenantContext,
  { policyId, policyVersion }: BookingRow,
): Promise<PolicyRules | null> {
  if (policyId === null || policyVersion === null) return null
  const isAgreed = and(eq(policyVersions.policyId, policyId), eq(policyVersions.version, policyVersion))
  const [[agreed]] = await db.read([
    db.orm.select({ rules: policyVersions.rules }).from(policyVersions).where(isAgreed),
  ])
  return agreed?.rules ?? null
}
