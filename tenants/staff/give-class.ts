import { changeClassSeries } from '../classes/change-class-series.ts'
import { changeSession } from '../classes/change-session.ts'
import { previewSeriesChange } from '../classes/preview-series-change.ts'
import { previewSessionChange } from '../classes/preview-session-change.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import type { Upcoming } from './list-upcoming.ts'
import type { Handover } from './reassignment.ts'

type Class = Exclude<Upcoming, { kind: 'booking' }>

/**
 * Has another trainer give a class, or help in it, from now on. Dates of a series on which they cannot stay as they are.
 *
 * @throws AppError as `changeSession` and `changeClassSeries`.
 */
// oxlint-disable-next-line max-params
export async function giveClass(ctx: TenantContext, one: Class, handover: Handover): Promise<void> {
  const change = toChange(one, handover)
  if (one.kind === 'session') await changeSession(ctx, { sessionId: one.id, ...change })
  else await changeClassSeries(ctx, { seriesId: one.id, scope: 'all', onConflict: 'skip', ...change })
}

/**
 * Whether they could. Nothing is written.
 *
 * @throws AppError as `giveClass`; `conflict` for what is in the way.
 */
// oxlint-disable-next-line max-params
export async function previewClass(ctx: TenantContext, one: Class, handover: Handover): Promise<void> {
  const change = toChange(one, handover)
  if (one.kind === 'class_series') {
    await previewSeriesChange(ctx, { seriesId: one.id, scope: 'all', onConflict: 'skip', ...change })
    return
  }
  const { date } = await previewSessionChange(ctx, { sessionId: one.id, ...change })
  if (date.clash) throw new AppError('conflict', date.clash.sentence, { reason: date.clash.reason })
}

/** Whoever gives a class already does not help themselves in it. */
function toChange({ row }: Class, { fromTrainerId, toTrainerId }: Handover) {
  if (row.trainerId === fromTrainerId) return { trainerId: toTrainerId }
  return { secondTrainerId: row.trainerId === toTrainerId ? null : toTrainerId }
}
