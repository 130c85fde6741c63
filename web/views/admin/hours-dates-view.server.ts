import { data, redirect } from '@remix-run/cloudflare'
import { toInstant } from '../../../tenants/availability/local-time.ts'
import { AppError } from '../../../tenants/errors.ts'
import { createOverride } from '../../../tenants/schedules/create-override.ts'
import { createTimeOff } from '../../../tenants/schedules/create-time-off.ts'
import { deleteOverride } from '../../../tenants/schedules/delete-override.ts'
import { deleteTimeOff } from '../../../tenants/schedules/delete-time-off.ts'
import { previewOverride } from '../../../tenants/schedules/preview-override.ts'
import { previewTimeOff } from '../../../tenants/schedules/preview-time-off.ts'
import { takeBackHours } from '../../../tenants/schedules/take-back-hours.ts'
import type { Trainer } from '../../../tenants/studio/get-catalogue.ts'
import { parseDayHours, type Hours } from '../../components/admin/hours/day-hours.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { CarriedOut, RefusedForm } from '../../lib/form-answer.server.ts'
import { readForm, type SentForm } from '../../lib/read-form.server.ts'
import { affectedView, type AffectedView } from './affected-view.server.ts'
import { datesMonth } from './hours-month.server.ts'
import { askedTrainer, hoursFrame, hoursPath } from './hours-trainer.server.ts'
import { mend } from './mend.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath, type Done } from './toast.server.ts'

/** Dates that were sent and not saved: what is wrong, or what they would be in the way of. */
export type DatesAnswer = RefusedForm & { affected: AffectedView | null; agreed: string }

/** A trainer's month: what differs from the week, and the form for more; null in a studio without trainers. */
export async function hoursDatesPage(desk: Desk) {
  const { catalogue, mayAny, text, words } = desk
  const said = words('hours')
  const pageTitle = titleOf(desk, said.tabs.dates)
  const trainer = askedTrainer(desk)
  if (!trainer) return { pageTitle, frame: null, words: said }
  const mayAll = mayAny('availability:change')
  const others = catalogue.trainers.filter(({ id }) => id !== trainer.id)
  const places = catalogue.locations.filter(({ id }) => trainer.locationIds.includes(id))
  return {
    pageTitle,
    frame: hoursFrame(desk, trainer),
    month: await datesMonth(desk, trainer),
    substitutes: mayAny('calendar:change')
      ? others.map(({ id, name }) => ({ value: id, label: text(name) }))
      : [],
    /** Where it can be said that it is about everybody there, or about one of several places. */
    places:
      mayAll || places.length > 1 ? places.map(({ id, name }) => ({ value: id, label: text(name) })) : [],
    mayAll,
    words: said,
  }
}

export type HoursDatesPage = Awaited<ReturnType<typeof hoursDatesPage>>

export async function hoursDatesAnswer(desk: Desk): Promise<CarriedOut | DatesAnswer> {
  const { ctx, request, url, words } = desk
  const trainer = askedTrainer(desk)
  if (!trainer) throw new AppError('not_found', 'There is no such trainer.')
  const form = await readForm(request)
  const month = url.searchParams.get('month')
  const here = hoursPath('dates', trainer.id, month === null ? {} : { month })
  const done = (what: Done): CarriedOut => ({ location: donePath(here, what) })
  const [intent, id = ''] = form.text('intent').split('.')
  if (intent === 'undo') return (await takeBackHours(ctx)) ? done('undone') : { location: here }
  if (intent === 'off') {
    await deleteTimeOff(ctx, { timeOffId: id })
    return done('timeOffGone')
  }
  if (intent === 'override') {
    await deleteOverride(ctx, { overrideId: id })
    return done('datesGone')
  }
  const values = readValues(form)
  const { dates } = words('hours')
  const answer = await mend<CarriedOut | DatesAnswer>(desk, { errors: dates.errors, values }, async () => {
    const wish = toWish(desk, trainer, values)
    const agreed = JSON.stringify(values)
    if (form.text('agreed') !== agreed) {
      const affected = await affectedView(desk, await previewOf(desk, wish))
      if (affected)
        return { status: 200, code: 'conflict', message: '', errors: {}, values, affected, agreed }
    }
    if ('timeOff' in wish) await createTimeOff(ctx, wish.timeOff)
    else await createOverride(ctx, wish.override)
    return done('timeOff' in wish ? 'timeOffSaved' : 'datesSaved')
  })
  return 'location' in answer ? answer : { affected: null, agreed: '', ...answer }
}

export function sendDatesAnswer(answer: CarriedOut | DatesAnswer) {
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
}

const FIELDS = [
  'what',
  'fromOn',
  'toOn',
  'hours',
  'whose',
  'locationId',
  'substituteTrainerId',
  'reason',
] as const
type Values = Record<(typeof FIELDS)[number], string>

function readValues(form: SentForm): Values {
  const [
    what = '',
    fromOn = '',
    toOn = '',
    hours = '',
    whose = '',
    locationId = '',
    substituteTrainerId = '',
    reason = '',
  ] = FIELDS.map((name) => form.text(name).trim())
  return { what, fromOn, toOn, hours, whose, locationId, substituteTrainerId, reason }
}

type Wish =
  { timeOff: Parameters<typeof createTimeOff>[1] } | { override: Parameters<typeof createOverride>[1] }

const previewOf = ({ ctx }: Desk, wish: Wish) =>
  'timeOff' in wish ? previewTimeOff(ctx, wish.timeOff) : previewOverride(ctx, wish.override)

/** What was filled in, as the verbs take it. */
function toWish({ catalogue }: Desk, trainer: Trainer, values: Values): Wish {
  const { fromOn, hours, reason } = values
  const toOn = values.toOn || fromOn
  const windows = readHours(hours)
  const noted = { reason: reason || null }
  if (values.what === 'off') {
    const zone = catalogue.locations.find(({ id }) => id === trainer.locationId)?.timeZone ?? 'UTC'
    return {
      timeOff: {
        ...noted,
        trainerId: trainer.id,
        substituteTrainerId: values.substituteTrainerId || null,
        ...spanOf({ fromOn, toOn, windows, zone }),
      },
    }
  }
  const kind = values.what === 'open' || values.what === 'replace' ? values.what : 'closed'
  const isOfPlace = values.whose === 'place'
  return {
    override: {
      ...noted,
      kind,
      fromOn,
      toOn,
      windows,
      trainerId: isOfPlace ? null : trainer.id,
      locationId: values.locationId || (isOfPlace ? trainer.locationId : null),
    },
  }
}

type Away = { fromOn: string; toOn: string; windows: Hours[]; zone: string }

/** Whole days, or from a time of the first to a time of the last. */
function spanOf({ fromOn, toOn, windows, zone }: Away) {
  const [window, ...more] = windows
  if (!window) return { fromOn, toOn }
  if (more.length > 0) throw wrongHours('one')
  if (!isDate(fromOn) || !isDate(toOn)) return { fromOn, toOn }
  return {
    startsAt: toInstant(zone, { on: fromOn, minuteOfDay: window.startMinute }),
    endsAt: toInstant(zone, { on: toOn, minuteOfDay: window.endMinute }),
  }
}

const isDate = (on: string): boolean => /^\d{4}-\d\d-\d\d$/.test(on) && !Number.isNaN(Date.parse(on))

function readHours(text: string): Hours[] {
  const read = parseDayHours(text)
  if ('fault' in read) throw wrongHours(read.fault.code)
  return read.hours
}

function wrongHours(code: string): AppError {
  const message = 'These are no hours.'
  return new AppError('invalid_input', message, { errors: [{ path: 'hours', message, code }] })
}
