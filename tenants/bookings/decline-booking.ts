import { sql } from 'drizzle-orm'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { insertNotice, skipReminders } from '../messages/insert-notice.ts'
import { requireStatus } from './booking-statuses.ts'
import type { BookingView } from './booking-view.ts'
import { findManaged } from './find-managed.ts'
import { freePlaces } from './free-places.ts'
import { readBookingView } from './read-booking-view.ts'
import { among, transition } from './transition.ts'
import { z } from 'zod'
import { paragraph } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'

const declineInput = z.object({ reason: paragraph(500).nullish() })
export type DeclineBookingInput = { bookingId: string } & z.input<typeof declineInput>

/**
 * Staff say no to a request, for everybody of its party: the place is free and the client is told. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input`; `not_found`; `not_allowed` (its status); DatabaseError.
 */
export async function declineBooking(
  ctx: TenantContext,
  { bookingId, ...raw }: DeclineBookingInput,
): Promise<BookingView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { reason } = parseInput(declineInput, raw)
  const { row, party } = await findManaged(ctx, { bookingId })
  if (row.status !== 'declined') {
    requireStatus(row, 'decline')
    const asked = party.filter(({ status }) => status === 'pending')
    const ids = asked.map(({ id }) => id)
    const now = ctx.now()
    const { db } = ctx
    const [first] = ids
    const statements = [
      ...transition({
        ids,
        deed: 'decline',
        to: 'declined',
        actor,
        event: 'declined',
        now,
        set: sql`, cancel_reason = ${reason || null}`,
      }),
      skipReminders(sql`${among(ids)} AND status = 'declined'`, now),
      insertNotice({
        kind: 'booking_declined',
        where: sql`bookings.id = ${first} AND status = 'declined'`,
        now,
      }),
    ]
    await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
    await freePlaces(ctx, asked)
  }
  const view = await readBookingView(ctx, bookingId)
  // Somebody else may have answered meanwhile.
  if (view.status !== 'declined') requireStatus(view, 'decline')
  return view
}
