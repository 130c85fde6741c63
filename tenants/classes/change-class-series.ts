import { eq } from 'drizzle-orm'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { parseInput } from '../parse-input.ts'
import { changeSession } from './change-session.ts'
import { commitChanges } from './commit-changes.ts'
import { planSeriesChange, type SeriesChangePlan, type Step } from './plan-series-change.ts'
import {
  changeClassSeriesInput,
  ofOneSession,
  toPreview,
  type ChangeClassSeriesInput,
  type SeriesChangePreview,
} from './preview-series-change.ts'
import { refuseIfSeriesChanged } from './refuse-if-changed.ts'
import { retryClashes } from './retry-clashes.ts'
import type { ClashChoice } from './series-input.ts'
import { settleClashes } from './settle-clashes.ts'
import { toSessionChange } from './to-session-change.ts'

/**
 * Staff change a class that comes back, all of it, from one of its sessions on, or one of them (as `changeSession`). Sessions that have begun stay;
 * those on a date that is no more become the one of the same week, so that whoever is booked goes along, and are cancelled
 * where there is none. What was changed for one session alone stays as it is, and a cancelled one stays cancelled. Dates on
 * which something is in the way are refused, or with `skip` stay as they were, or with a reason take place all the same.
 * A trainer changes a series that they give, as long as they give all of those sessions, and not who gives it.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`, `not_found`, `not_allowed`; `conflict` with each date in `errors`;
 * `changed_meanwhile`; DatabaseError.
 */
export async function changeClassSeries(
  ctx: TenantContext,
  raw: ChangeClassSeriesInput,
): Promise<SeriesChangePreview> {
  const { actor } = requireReach(ctx, 'calendar:change')
  const input = parseInput(changeClassSeriesInput, raw)
  if (input.scope === 'this') {
    return ofOneSession(ctx, input, await changeSession(ctx, await toSessionChange(ctx, input)))
  }
  return retryClashes(async () => {
    const plan = await planSeriesChange(ctx, input)
    const preview = await toPreview(ctx, plan)
    const isAsRead = refuseIfSeriesChanged(plan.before)
    // What is in the way may have come into this series since it was read.
    if (plan.planned.some(({ clash }) => clash)) await ctx.db.write([ctx.db.orm.run(isAsRead)])
    const { changed, added, exceptOn } = settle(plan, input)
    const series = { ...plan.series, exceptOn: [...plan.series.exceptOn, ...exceptOn] }
    await commitChanges(ctx, {
      first: [isAsRead, ...writeSeries(ctx, { ...plan, series })],
      changed,
      added,
      dropped: plan.dropped,
      dropReason: input.reason ?? null,
      actor,
    })
    return { ...preview, series }
  })
}

function settle(plan: SeriesChangePlan, choice: ClashChoice) {
  const { sessions, skipped } = settleClashes(plan.planned, { catalogue: plan.catalogue, ...choice })
  const settled = new Map(sessions.map((session) => [session.id, session]))
  const skippedIds = new Set(skipped.map(({ id }) => id))
  const isThere = new Set(plan.steps.map(({ before }) => before.id))
  return {
    changed: plan.steps.map((step) => {
      if (skippedIds.has(step.before.id)) return stay(step)
      return { before: step.before, after: settled.get(step.before.id) ?? step.after }
    }),
    added: sessions.filter(({ id }) => !isThere.has(id)),
    exceptOn: skipped.filter(({ id }) => !isThere.has(id)).flatMap(({ seriesOn }) => seriesOn ?? []),
  }
}

/** It stays as it was: from now on, that is its own. */
function stay({ before, after, fields }: Step) {
  const { seriesId, seriesOn } = after
  const changedFields = [...new Set([...before.changedFields, ...fields])]
  return { before, after: { ...before, seriesId, seriesOn, changedFields } }
}

function writeSeries({ db: { orm } }: TenantContext, { before, series, ended }: SeriesChangePlan) {
  const update = ({ id, ...row }: ClassSeriesRow) =>
    orm.update(classSeries).set(row).where(eq(classSeries.id, id)).getSQL()
  if (!ended) return [update({ ...series, id: before.id })]
  return [update(ended), orm.insert(classSeries).values(series).getSQL()]
}
