import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { classSeries, type ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId, invalidFields, note, parseFields } from '../studio/staff-input.ts'
import { commitChanges } from './commit-changes.ts'
import { seriesChanges } from './edit-series.ts'
import { planSeriesChange, type KeptSession, type SeriesChangePlan, type Step } from './plan-series-change.ts'
import { readAffected, type AffectedSession, type SessionChange } from './read-affected.ts'
import { refuseIfSeriesChanged } from './refuse-if-changed.ts'
import { retryClashes } from './retry-clashes.ts'
import { clashFields, type ClashChoice } from './series-input.ts'
import { settleClashes, toPlannedDate, type PlannedDate } from './settle-clashes.ts'

const changeClassSeriesInput = seriesChanges.extend(clashFields.shape).extend({
  seriesId: anId,
  /** `following`: that session and all after it, which go on as a series of their own. */
  scope: z.enum(['following', 'all']),
  /** Of `following`: from which on. */
  sessionId: anId.nullish(),
  /** Told to whoever is booked on a date that is no more. */
  reason: note.nullish(),
})
export type ChangeClassSeriesInput = z.input<typeof changeClassSeriesInput>

export type SeriesChangePreview = {
  /** The series that has the dates from now on. */
  series: ClassSeriesRow
  /** The sessions that take place otherwise than before or in addition, and what is in the way of each. */
  dates: PlannedDate[]
  /** Who is told. */
  affected: AffectedSession[]
  /** Sessions that were changed one by one, and what of them stays. */
  kept: KeptSession[]
  /** Ids of sessions that do not take place any more. */
  droppedIds: string[]
}

/**
 * Staff change a class that comes back, all of it or from one of its sessions on, in one go. Sessions that have begun stay;
 * those on a date that is no more become the one of the same week, so that whoever is booked goes along, and are cancelled
 * where there is none. What was changed for one session alone stays as it is, and a cancelled one stays cancelled. Dates on
 * which something is in the way are refused, or with `skip` stay as they were, or with a reason take place all the same.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `not_found`, `not_allowed`; `conflict` with each date in `errors`;
 * `changed_meanwhile`; DatabaseError.
 */
export async function changeClassSeries(
  ctx: TenantContext,
  raw: ChangeClassSeriesInput,
): Promise<SeriesChangePreview> {
  const actor = requireStaff(ctx)
  const input = parseFields(changeClassSeriesInput, raw)
  return retryClashes(async () => {
    const plan = await planSeriesChange(ctx, toWish(input))
    const preview = await toPreview(ctx, plan)
    const { changed, added, exceptOn } = settle(plan, input)
    const series = { ...plan.series, exceptOn: [...plan.series.exceptOn, ...exceptOn] }
    await commitChanges(ctx, {
      first: [refuseIfSeriesChanged(plan.before), ...writeSeries(ctx, { ...plan, series })],
      changed,
      added,
      dropped: plan.dropped,
      dropReason: input.reason ?? null,
      actor,
    })
    return { ...preview, series }
  })
}

/**
 * What such a change would mean, with everybody it concerns. Nothing is written.
 *
 * @throws AppError as `changeClassSeries`, except `conflict`.
 */
export async function previewSeriesChange(
  ctx: TenantContext,
  raw: ChangeClassSeriesInput,
): Promise<SeriesChangePreview> {
  requireStaff(ctx)
  return toPreview(ctx, await planSeriesChange(ctx, toWish(parseFields(changeClassSeriesInput, raw))))
}

function toWish(input: z.output<typeof changeClassSeriesInput>) {
  const { seriesId, scope, sessionId, reason: _, onConflict: _on, overrideReason: _why, ...changes } = input
  if ((scope === 'following') !== Boolean(sessionId)) {
    const message = scope === 'following' ? 'From which session on?' : 'All means all of them.'
    throw invalidFields([{ path: 'sessionId', code: 'custom', message }])
  }
  return { seriesId, fromSessionId: sessionId ?? null, changes }
}

async function toPreview(ctx: TenantContext, plan: SeriesChangePlan): Promise<SeriesChangePreview> {
  const changes: SessionChange[] = [
    ...withPlans(plan),
    ...plan.dropped.map((before) => ({ before, after: null })),
  ]
  return {
    series: plan.series,
    dates: plan.planned.map((one) => toPlannedDate(one, plan.catalogue)),
    affected: await readAffected(ctx, changes),
    kept: plan.kept,
    droppedIds: plan.dropped.map(({ id }) => id),
  }
}

/** The steps with the resources and substitutes that were found for them. */
function withPlans({ steps, planned }: SeriesChangePlan): Step[] {
  const found = new Map(planned.map(({ session }) => [session.id, session]))
  return steps.map((step) => ({ ...step, after: found.get(step.after.id) ?? step.after }))
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
