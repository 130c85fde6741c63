import { localDateAt, toInstant } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { given } from '../studio/staff-input.ts'
import type { ChangeSessionInput } from './plan-session-change.ts'
import type { SeriesChangeWish } from './preview-series-change.ts'
import { getClassSeries } from './get-class-series.ts'
import { readSessionRow } from './read-session-row.ts'

/**
 * A change of a series, meant for one session only; its start is on the session's own local date.
 *
 * @throws AppError `invalid_input` for what only a series has; `not_found`; `not_allowed` for a session of another series,
 * or one that is cancelled; `already_started`; DatabaseError.
 */
export async function toSessionChange(
  ctx: TenantContext,
  { seriesId, sessionId, startMinute, ...wish }: SeriesChangeWish,
): Promise<ChangeSessionInput> {
  const { weekdays, everyNWeeks, untilOn, count, exceptOn, ...others } = wish
  const ofSeries = Object.keys(given({ weekdays, everyNWeeks, untilOn, count, exceptOn }))
  if (ofSeries.length > 0) {
    const message = 'This is of the whole series.'
    throw invalidFields(ofSeries.map((path) => ({ path, code: 'invalid', message })))
  }
  const { onConflict: _onConflict, reason: _reason, scope: _scope, ...fields } = others
  const row = await readSessionRow(ctx, sessionId ?? '')
  if (row.seriesId !== seriesId) {
    throw new AppError('not_allowed', 'This session is of another series.', { reason: 'not_of_series' })
  }
  await getClassSeries(ctx, seriesId, 'calendar:change')
  if (startMinute === undefined) return { ...fields, sessionId: row.id }
  const catalogue = await getCatalogue(ctx)
  const { timeZone } = getLocation(catalogue, fields.locationId ?? row.locationId)
  const on = localDateAt(timeZone, row.startsAt)
  return { ...fields, sessionId: row.id, startsAt: toInstant(timeZone, { on, minuteOfDay: startMinute }) }
}
