import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { requireReach } from '../access/require-staff.ts'
import { freePlaces } from '../bookings/free-places.ts'
import { among, transition } from '../bookings/transition.ts'
import type { TenantContext } from '../context.ts'
import { paragraph } from '../input-parts.ts'
import { insertNotice, skipReminders } from '../messages/insert-notice.ts'
import { parseInput } from '../parse-input.ts'
import { findManagedSeries } from './find-series.ts'
import { getSeries } from './get-series.ts'
import type { SeriesView } from './series-view.ts'

const declineInput = z.object({ seriesId: z.string(), reason: paragraph(500).nullish() })
export type DeclineSeriesInput = z.input<typeof declineInput>

/**
 * Staff say no to every request of a series that still waits: their places are free, and the client is told in one
 * message. Again changes nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`; `invalid_input`; `not_found`; DatabaseError.
 */
export async function declineSeries(ctx: TenantContext, raw: DeclineSeriesInput): Promise<SeriesView> {
  const { actor } = requireReach(ctx, 'bookings:change')
  const { seriesId, reason } = parseInput(declineInput, raw)
  const { found } = await findManagedSeries(ctx, { seriesId })
  const rows = found.flatMap(({ row }) => (row.status === 'pending' ? row : []))
  if (rows.length > 0) {
    const { db } = ctx
    const now = ctx.now()
    const ids = rows.map(({ id }) => id)
    const isDeclined = sql`${among(ids)} AND status = 'declined'`
    const set = sql`, cancel_reason = ${reason || null}`
    const statements = [
      ...transition({ ids, deed: 'decline', to: 'declined', actor, event: 'declined', now, set }),
      skipReminders(isDeclined, now),
      insertNotice({ kind: 'booking_declined', where: isDeclined, now }),
    ]
    await db.write([db.orm.run(sql`SELECT 1`), ...statements.map((statement) => db.orm.run(statement))])
    await freePlaces(ctx, rows)
  }
  return getSeries(ctx, { seriesId })
}
