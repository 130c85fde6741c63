import { requireReach } from '../access/require-staff.ts'
import type { BookingRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { deriveId } from '../ids.ts'
import { planNotice } from '../messages/plan-notice.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import type { BookingChange, ChangeCommand } from './booking-command.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { claimOfRows } from './claim-of-rows.ts'
import { findManaged } from './find-managed.ts'
import { readBookingView } from './read-booking-view.ts'
import { explainOutcome } from './refuse-booking.ts'

/**
 * Staff say yes to a request, for everybody of its party. Whether the place is still theirs is asked again inside the
 * line; two who say yes at once confirm it once. Saying yes to what is confirmed changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `not_allowed` (its status, or `expired`); `already_started`; `slot_taken`,
 * `session_full`; `changed_meanwhile`; `unavailable`, `outcome_unknown`; DatabaseError.
 */
export async function confirmBooking(
  ctx: TenantContext,
  { bookingId }: { bookingId: string },
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { row, party } = await findManaged(ctx, { bookingId })
  const asked = party.filter(({ status }) => status === 'pending')
  const [first, ...others] = asked
  if (row.status === 'confirmed' || !first) {
    if (row.status !== 'confirmed') requireStatus(row, 'confirm')
    return readBookingView(ctx, bookingId)
  }
  refuseTooLate(row, ctx.now())

  const command = await makeCommand(ctx, { rows: [first, ...others], actor })
  const outcome = await ctx.calendar.book(command)
  if (!outcome.ok) {
    const now = await readBookingView(ctx, bookingId)
    if (now.status === 'confirmed') return now
    requireStatus(now, 'confirm')
    throw await explainOutcome(ctx, await getCatalogue(ctx), { code: outcome.code, claim: command.claim })
  }
  await ctx.announce(ctx.now())
  return readBookingView(ctx, bookingId)
}

/** Whoever asked was told until when they wait: after that the place is anybody's, swept up or not. */
function refuseTooLate({ startsAt, expiresAt }: BookingRow, now: number): void {
  if (startsAt <= now) {
    throw new AppError('already_started', 'It has started already.', { reason: 'already_started' })
  }
  if (expiresAt !== null && expiresAt <= now) {
    throw new AppError('not_allowed', 'The request has expired.', { reason: 'expired' })
  }
}

type Asked = { rows: readonly [BookingRow, ...BookingRow[]]; actor: string }

async function makeCommand(ctx: TenantContext, { rows, actor }: Asked): Promise<ChangeCommand> {
  const [first, ...others] = rows
  const now = ctx.now()
  const toChange = async (row: BookingRow): Promise<BookingChange> => {
    const kind = row.id === first.id ? 'booking_confirmed' : null
    const messages = await planNotice({ bookingId: row.id, now, kind, version: row.version + 1 })
    return { ...(await toConfirmed(row, actor)), messages }
  }
  const change = await toChange(first)
  return {
    kind: 'change',
    id: change.event.id,
    lineId: first.trainerId,
    claim: claimOfRows(rows, now),
    rows: [change, ...(await Promise.all(others.map(toChange)))],
  }
}

/** A yes to one request, without what is told. */
export async function toConfirmed(
  { id, version }: BookingRow,
  actor: string,
): Promise<Omit<BookingChange, 'messages'>> {
  return {
    id,
    version,
    set: { status: 'confirmed', expiresAt: null },
    event: {
      id: await deriveId('evt', id, 'confirmed', String(version)),
      kind: 'confirmed',
      actor,
      details: null,
    },
  }
}
