import { z } from 'zod'
import type { ClassSeriesRow } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { note } from '../studio/staff-input.ts'
import { seriesChanges } from './edit-series.ts'
import { getSeriesRow } from './get-series-row.ts'
import { planSeriesChange, type KeptSession, type SeriesChangePlan, type Step } from './plan-series-change.ts'
import { previewSessionChange, type SessionChangePreview } from './preview-session-change.ts'
import { readAffected, type AffectedSession, type SessionChange } from './read-affected.ts'
import { clashFields } from './series-input.ts'
import { toPlannedDate, type PlannedDate } from './settle-clashes.ts'
import { toSessionChange } from './to-session-change.ts'

export const changeClassSeriesInput = seriesChanges
  .extend(clashFields.shape)
  .extend({
    seriesId: anId,
    /** `following`: that session and all after it, which go on as a series of their own. */
    scope: z.enum(['this', 'following', 'all']),
    /** Of `this` and `following`: which, and from which on. */
    sessionId: anId.nullish(),
    /** Told to whoever is booked on a date that is no more. */
    reason: note.nullish(),
  })
  .refine(({ scope, sessionId }) => (scope === 'all') !== Boolean(sessionId), {
    path: ['sessionId'],
    error: 'This belongs to one session, and to those that follow it.',
  })
export type ChangeClassSeriesInput = z.input<typeof changeClassSeriesInput>
export type SeriesChangeWish = z.output<typeof changeClassSeriesInput>

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
 * What a change of a series would mean, with everybody it concerns. Nothing is written.
 *
 * @throws AppError as `changeClassSeries`, except `conflict`.
 */
export async function previewSeriesChange(
  ctx: TenantContext,
  raw: ChangeClassSeriesInput,
): Promise<SeriesChangePreview> {
  requireReach(ctx, 'calendar:change')
  const input = parseInput(changeClassSeriesInput, raw)
  if (input.scope !== 'this') return toPreview(ctx, await planSeriesChange(ctx, input))
  return ofOneSession(ctx, input, await previewSessionChange(ctx, await toSessionChange(ctx, input)))
}

/** The answer for one session: its series stays as it is. */
export async function ofOneSession(
  ctx: TenantContext,
  { seriesId }: SeriesChangeWish,
  { date, affected }: SessionChangePreview,
): Promise<SeriesChangePreview> {
  return { series: await getSeriesRow(ctx, seriesId), dates: [date], affected, kept: [], droppedIds: [] }
}

export async function toPreview(ctx: TenantContext, plan: SeriesChangePlan): Promise<SeriesChangePreview> {
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
