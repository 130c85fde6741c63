import { makeManageToken } from '../../tenants/access/manage-token.ts'
import { bookSeries } from '../../tenants/series/book-series.ts'
import type { Choice } from '../../tenants/series/series-input.ts'
import { SeriesRefused } from '../../tenants/series/series-refused.ts'
import { AppError } from '../../tenants/errors.ts'
import { toAppError } from '../../tenants/to-app-error.ts'
import { readBookingForm, readField } from '../lib/booking-form.server.ts'
import { bookingPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { contactInput, nextKey, type BookAnswer } from './book-answer.server.ts'
import { countOf, datesView, SKIP, type DatesView, type Repeated } from './repeat-view.server.ts'
import { holdToUse, keepOn } from './kept-time.server.ts'
import { tellFailure } from './tell-failure.server.ts'

/** What became of a form that did not book a series: what was chosen, and the dates as they are now where they differ. */
export type RepeatAnswer = { answer: BookAnswer | null; isChanged: boolean; dates: DatesView | null } & {
  chosen: Record<string, string>
  values: BookAnswer['values']
  key: string
  status: number
}

/** Books the dates as they were chosen, all or none: the path of the first, or what to tell. */
export async function repeatAnswer(
  portal: Portal,
  { wish }: Repeated,
): Promise<{ location: string } | RepeatAnswer> {
  const { ctx, path, request } = portal
  const form = await request.formData()
  const { values, key } = readBookingForm(form)
  const chosen = readChosen(form)
  const count = countOf(portal)
  if (count === null) throw new AppError('not_found', 'How many dates?')
  try {
    const { series } = await bookSeries(ctx, {
      ...contactInput(portal, values, key),
      ...wish,
      hold: await holdToUse(portal),
      trainerId: readField(form, 'trainerId') || wish.trainerId,
      count,
      conflictPolicy: 'ask',
      choices: Object.entries(chosen).map(([on, value]) => toChoice(on, value)),
    })
    const [first] = series.bookings
    if (!first) throw new AppError('outcome_unknown', 'The series has no dates.')
    return { location: path(`${bookingPath(first.id, await makeManageToken(ctx, first.id))}&new=1`) }
  } catch (error) {
    const failure = toAppError(error)
    await keepOn(portal)
    const next = { values, chosen, key: nextKey(key, failure), status: failure.status }
    if (failure instanceof SeriesRefused) {
      return { ...next, answer: null, isChanged: true, dates: datesView(portal, failure.preview) }
    }
    const told = tellFailure(portal, failure)
    if (!told) throw error
    if (told.kind === 'taken' || told.kind === 'full')
      return { ...next, answer: null, isChanged: true, dates: null }
    return { ...next, answer: { ...next, ...told }, isChanged: false, dates: null }
  }
}

/** What was chosen for dates, by date; a date without a choice is booked as it is. */
function readChosen(form: FormData): Record<string, string> {
  const chosen = [...form].flatMap(([name, value]) => {
    const on = /^date-(\d{4}-\d\d-\d\d)$/.exec(name)?.[1]
    return on !== undefined && typeof value === 'string' && value !== '' ? [[on, value] as const] : []
  })
  return Object.fromEntries(chosen)
}

/** @throws AppError `invalid_input` for what no page of ours sends. */
function toChoice(on: string, value: string): Choice {
  if (value === SKIP) return { on, skip: true }
  const [startsAt, trainerId = ''] = value.split('~')
  return { on, startsAt: Number(startsAt), trainerId: trainerId || null }
}
