import { eq } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import { trainersOf } from '../calendar/trainers-of.ts'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { announceSessions } from './announce-sessions.ts'
import { draftSeries } from './draft-series.ts'
import { getSeriesRow } from './get-series-row.ts'
import { planSessions } from './plan-sessions.ts'
import { refuseIfSeriesChanged } from './refuse-if-changed.ts'
import { isOver } from './recurrence.ts'
import { retryClashes } from './retry-clashes.ts'
import { insertSessions } from './write-sessions.ts'

/**
 * Makes the sessions of a series from where they end up to the horizon; run again it adds nothing. Nobody is there to be
 * asked: a session whose trainer is not free needs one, and a date on which the place is closed or a room is taken becomes an
 * exception of the series, with a line in the audit log. A series whose last date is over has ended.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function materializeSeries(ctx: TenantContext, seriesId: string): Promise<void> {
  // Somebody may take a trainer or a room, or edit the series, between reading and writing: then it looks again.
  await retryClashes(async () => makeMore(ctx, await getSeriesRow(ctx, seriesId)))
}

async function makeMore(ctx: TenantContext, series: ClassSeriesRow): Promise<void> {
  if (series.status === 'ended') return
  const { db } = ctx
  const catalogue = await getCatalogue(ctx)
  const fromOn = series.madeUntilOn === null ? series.fromOn : addDays(series.madeUntilOn, 1)
  const { drafts, toOn } = draftSeries(ctx, { catalogue, series, fromOn })
  if (toOn < fromOn) return
  const { timeZone } = getLocation(catalogue, series.locationId)
  const yesterdayOn = addDays(localDateAt(timeZone, ctx.now()), -1)
  const planned = await planSessions(ctx, drafts, { catalogue, isUnattended: true })
  const made = planned.filter(({ clash }) => clash === undefined).map(({ session }) => session)
  const skipped = planned.flatMap(({ session, clash }) =>
    clash ? [{ on: session.seriesOn ?? '', clash }] : [],
  )
  await db.write([
    db.orm.run(refuseIfSeriesChanged(series)),
    db.orm
      .update(classSeries)
      .set({
        madeUntilOn: toOn,
        exceptOn: [...series.exceptOn, ...skipped.map(({ on }) => on)],
        status: isOver(series, yesterdayOn) ? 'ended' : 'active',
      })
      .where(eq(classSeries.id, series.id)),
    ...insertSessions(db, made),
    ...skipped.map(({ on, clash }) =>
      insertAudit(ctx, {
        actor: 'system',
        action: 'session.skip',
        subjectId: series.id,
        reason: `${on}: ${clash.reason}`,
      }),
    ),
  ])
  await announceSessions(ctx, made)
  if (made.length > 0) await ctx.calendar.announce(trainersOf(made))
}
