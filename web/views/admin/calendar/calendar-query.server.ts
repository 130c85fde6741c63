import {
  addDays,
  isLocalDate,
  localDateAt,
  localDayBounds,
  weekdayOf,
} from '../../../../tenants/availability/local-time.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { visitorZone } from '../../../lib/known-zone.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'

export const views = ['day', 'week', 'month', 'agenda'] as const
export const columns = ['trainer', 'room', 'location'] as const
export type View = (typeof views)[number]
export type Columns = (typeof columns)[number]

/** What a page of the calendar shows, as its address says; what cannot be meant is what it would be without. */
export type CalendarAsked = {
  view: View
  /** The local date it is about. */
  on: string
  /** Of a day with everybody in it. */
  by: Columns
  /** A slug or an id; empty: everybody's. */
  trainer: string
  isMine: boolean
  withCancelled: boolean
  timeZone: string
  todayOn: string
}

/** More at once nobody can tell apart, but for a day with a column for each. */
const MOST_TOGETHER = 8

export function readAsked(desk: Desk): CalendarAsked {
  const { url, ctx, request } = desk
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const view = views.find((one) => one === asked('view')) ?? 'day'
  const trainer = chooseTrainer(desk, asked('trainer'), view)
  const own = asked('zone') === 'mine' ? visitorZone(request) : undefined
  const timeZone = own ?? zoneOf(desk, trainer)
  const todayOn = localDateAt(timeZone, ctx.now())
  return {
    view,
    on: isShown(asked('on')) ? asked('on') : todayOn,
    by: columns.find((one) => one === asked('by')) ?? 'trainer',
    trainer,
    isMine: own !== undefined,
    withCancelled: asked('cancelled') === '1',
    timeZone,
    todayOn,
  }
}

/** A date that has six weeks on either side. */
const isShown = (on: string): boolean => isLocalDate(on) && on > '1970-03-01' && on < '9998-01-01'

/** Whether a view has room for everybody's. */
export const showsAll = ({ trainers }: Desk['catalogue'], view: View): boolean =>
  view === 'day' || trainers.length <= MOST_TOGETHER

function chooseTrainer({ catalogue, mayAny, staff }: Desk, asked: string, view: View): string {
  if (!mayAny('calendar:view')) return staff.trainerId ?? ''
  const isTooMany = !showsAll(catalogue, view)
  const [first] = catalogue.trainers
  return asked || (isTooMany ? (staff.trainerId ?? first?.id ?? '') : '')
}

/** The zone of where somebody works, else of the main place. */
function zoneOf({ catalogue, timeZone }: Desk, trainer: string): string {
  const found = catalogue.trainers.find(({ id, slug }) => id === trainer || slug === trainer)
  return catalogue.locations.find(({ id }) => id === found?.locationId)?.timeZone ?? timeZone
}

/** The local dates a view shows, the first and the last. */
export function datesOf(
  { view, on }: Pick<CalendarAsked, 'view' | 'on'>,
  weekStartsOn: number,
): [string, string] {
  if (view === 'day') return [on, on]
  const startOfWeek = (date: string) => addDays(date, -((weekdayOf(date) - weekStartsOn + 7) % 7))
  if (view !== 'month') return [startOfWeek(on), addDays(startOfWeek(on), 6)]
  const lastOn = addDays(nextMonth(on, 1), -1)
  return [startOfWeek(`${on.slice(0, 7)}-01`), addDays(startOfWeek(lastOn), 6)]
}

/** From the first instant of the first of them to the last of the last. */
export const instantsOf = (timeZone: string, [firstOn, lastOn]: [string, string]) => ({
  from: localDayBounds(timeZone, firstOn).startsAt,
  to: localDayBounds(timeZone, lastOn).endsAt,
})

/** The date that a view earlier (-1) or later (1) is about. */
export function stepFrom({ view, on }: Pick<CalendarAsked, 'view' | 'on'>, step: 1 | -1): string {
  if (view === 'month') return nextMonth(on, step)
  return addDays(on, view === 'day' ? step : 7 * step)
}

/** The first of the month after, or before. */
function nextMonth(on: string, step: 1 | -1): string {
  const first = `${on.slice(0, 7)}-01`
  return `${addDays(first, step === 1 ? 31 : -1).slice(0, 7)}-01`
}

/** The address of the calendar as it is, but for what is named; what is empty is left out. */
export function calendarHref(asked: CalendarAsked, changes: Record<string, string | null> = {}): string {
  const { view, on, by, trainer, isMine, withCancelled } = asked
  return withQuery('/admin/calendar', {
    view: view === 'day' ? null : view,
    on: on === asked.todayOn ? null : on,
    by: by === 'trainer' ? null : by,
    trainer,
    zone: isMine ? 'mine' : null,
    cancelled: withCancelled ? '1' : null,
    ...changes,
  })
}
