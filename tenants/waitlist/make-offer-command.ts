import type { BookCommand, HoldCommand } from '../bookings/booking-command.ts'
import type { TenantContext } from '../context.ts'
import { deriveId } from '../ids.ts'

/**
 * What keeps a place for somebody who waits, until they answer: what their booking would take, held by the entry itself.
 * That makes it `offered`, in the same batch (`commit-bookings.ts`). One for each entry, as nobody is asked twice.
 */
export async function makeOfferCommand(
  ctx: TenantContext,
  { rows, claim, lineId, waitlistEntryId }: BookCommand,
  until: number,
): Promise<HoldCommand> {
  const holder = waitlistEntryId ?? ''
  const id = await deriveId('hld', ctx.tenant.id, 'waitlist', holder)
  const [
    { sessionId, trainerId, serviceId, locationId, startsAt, endsAt, occupiedFrom, occupiedUntil, gapRule },
  ] = rows
  const now = claim.now
  return {
    kind: 'hold',
    id,
    lineId,
    row: {
      id,
      holder,
      sessionId,
      trainerId,
      serviceId,
      locationId,
      startsAt,
      endsAt,
      occupiedFrom,
      occupiedUntil,
      gapRule,
      quantity: rows.length,
      takes: rows.flatMap(({ takes }) => takes),
      status: 'active',
      bookingId: null,
      statusAt: now,
      createdAt: now,
      expiresAt: until,
    },
    claim: { ...claim, ignore: [...claim.ignore, id] },
  }
}
