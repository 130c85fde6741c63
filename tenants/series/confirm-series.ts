import type { BookingRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { BookingChange } from '../bookings/booking-command.ts'
import { claimOfRows } from '../bookings/claim-of-rows.ts'
import { toConfirmed } from '../bookings/confirm-booking.ts'
import { explainOutcome } from '../bookings/refuse-booking.ts'
import type { TenantContext } from '../context.ts'
import { planNotice } from '../messages/plan-notice.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { findManagedSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import type { SeriesView } from './series-view.ts'

/**
 * Staff say yes to every request of a series that still waits, in one step and told in one message. Whether the places are
 * theirs is asked again inside the line: if one is not, none is confirmed. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `not_found`; `slot_taken`, `session_full`; `changed_meanwhile`; `unavailable`,
 * `outcome_unknown`; DatabaseError.
 */
export async function confirmSeries(
  ctx: TenantContext,
  { seriesId }: { seriesId: string },
): Promise<SeriesView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { found } = await findManagedSeries(ctx, { seriesId })
  const now = ctx.now()
  const rows = found.flatMap(({ row }) => (isWaiting(row, now) ? row : []))
  const [first, ...others] = rows
  if (first) {
    const change = await toChange(first, { actor, now, kind: 'series_confirmed' })
    const changes = await Promise.all(others.map((row) => toChange(row, { actor, now, kind: null })))
    const claim = claimOfRows(rows, now)
    const outcome = await ctx.calendar.book({
      kind: 'change',
      id: change.event.id,
      lineId: first.trainerId,
      claim,
      rows: [change, ...changes],
    })
    if (!outcome.ok) throw await explainOutcome(ctx, await getCatalogue(ctx), { code: outcome.code, claim })
    await ctx.announce(now)
  }
  return getSeries(ctx, { seriesId })
}

/** After its time a request's place is anybody's, swept up or not. */
function isWaiting({ status, expiresAt }: BookingRow, now: number): boolean {
  return status === 'pending' && (expiresAt === null || expiresAt > now)
}

type Saying = { actor: string; now: number; kind: 'series_confirmed' | null }

async function toChange(row: BookingRow, { actor, now, kind }: Saying): Promise<BookingChange> {
  const messages = await planNotice({ bookingId: row.id, now, kind, version: row.version + 1 })
  return { ...(await toConfirmed(row, actor)), messages }
}
