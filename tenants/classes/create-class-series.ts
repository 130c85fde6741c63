import { insertAudit } from '../audit/insert-audit.ts'
import { classSeries, type ClassSeriesRow, type SessionRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { trainersOf } from '../calendar/trainers-of.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { announceSessions } from './announce-sessions.ts'
import { createClassSeriesInput, planSeries, type CreateClassSeriesInput } from './plan-series.ts'
import { retryClashes } from './retry-clashes.ts'
import { settleClashes, toPlannedDate, type PlannedDate } from './settle-clashes.ts'
import { insertSessions } from './write-sessions.ts'

export type CreatedSeries = { series: ClassSeriesRow; sessionIds: string[]; dates: PlannedDate[] }

/**
 * Staff have a class come back every week, a trainer one that they alone give: the series and its sessions up to the horizon, all or nothing. What is not said
 * comes from the service. Dates on which it cannot take place are refused, left out (as exceptions of the series) or put
 * there all the same, by the input's choice; the answer says each date's clash.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `conflict` (each date in `errors`); DatabaseError.
 */
export async function createClassSeries(
  ctx: TenantContext,
  raw: CreateClassSeriesInput,
): Promise<CreatedSeries> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const input = parseInput(createClassSeriesInput, raw)
  const { db } = ctx
  return retryClashes(async () => {
    const { catalogue, series, planned } = await planSeries(ctx, input)
    const { sessions, forced, skipped } = settleClashes(planned, { catalogue, ...input })
    const row = { ...series, exceptOn: [...series.exceptOn, ...datesOf(skipped)] }
    await db.write([
      db.orm.insert(classSeries).values(row),
      ...insertSessions(db, sessions),
      ...forced.map(({ id, overrideReason }) =>
        insertAudit(ctx, { actor, action: 'session.override', subjectId: id, reason: overrideReason }),
      ),
    ])
    await announceSessions(ctx, sessions)
    await ctx.calendar.announce(trainersOf(sessions))
    const dates = planned.map((one) => toPlannedDate(one, catalogue))
    return { series: row, sessionIds: sessions.map(({ id }) => id), dates }
  })
}

function datesOf(sessions: readonly SessionRow[]): string[] {
  return sessions.map(({ seriesOn }) => seriesOn).filter((on) => on !== null)
}
