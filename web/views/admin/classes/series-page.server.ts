import { localDateAt, addDays } from '../../../../tenants/availability/local-time.ts'
import type { ClassSeries } from '../../../../tenants/classes/get-class-series.ts'
import { getSeriesRow } from '../../../../tenants/classes/get-series-row.ts'
import { listTimetable } from '../../../../tenants/classes/list-timetable.ts'
import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'
import { classNames, datesOf, patternOf, seriesPath, zoneOf } from './class-names.server.ts'
import { requireGiven } from './require-given.server.ts'
import { daysOf } from './week-view.server.ts'

/** As far as the timetable can be asked at once. */
const DAYS_AHEAD = 60
const MOST_NEXT = 12

/** The series of an address. @throws AppError `forbidden`, `not_found`. */
export const readSeries = (desk: Desk, right: 'calendar:view' | 'calendar:change'): Promise<ClassSeries> =>
  requireGiven(desk, right, () => getSeriesRow(desk.ctx, desk.params['series'] ?? ''))

/** Its dates to come, as far as two months ahead; none of a class that is no longer sold. */
export async function nextSessions(desk: Desk, series: ClassSeries): Promise<SessionView[]> {
  const { catalogue, ctx } = desk
  if (!catalogue.services.some(({ id }) => id === series.serviceId)) return []
  const fromOn = localDateAt(zoneOf(desk, series.locationId), ctx.now())
  const toOn = addDays(fromOn, DAYS_AHEAD)
  const found = await listTimetable(ctx, { fromOn, toOn, seriesId: series.id })
  return found.filter(({ startsAt }) => startsAt > ctx.now())
}

/** A class that comes back: what it is, and its next dates. */
export async function seriesPage(desk: Desk) {
  const { ctx, may, timeZone, words } = desk
  const series = await readSeries(desk, 'calendar:view')
  const said = words('deskClasses')
  const names = classNames(desk)
  const next = (await nextSessions(desk, series)).slice(0, MOST_NEXT)
  const title = names.service(series.serviceId) || said.class
  const href = `${seriesPath}/${series.id}`
  const canChange = may('calendar:change') && series.status === 'active'
  return {
    pageTitle: titleOf(desk, title),
    title,
    intro: patternOf(desk, series),
    isEnded: series.status === 'ended',
    facts: [
      { label: said.who, text: names.trainers(series) },
      { label: said.where, text: names.place(series.locationId) },
      { label: said.until, text: datesOf(desk, series) },
      { label: said.places, text: String(series.capacity) },
      { label: said.rooms, text: series.resourceIds.map(names.resource).filter(Boolean).join(', ') },
    ].filter(({ text }) => text !== ''),
    days: daysOf(desk, next, localDateAt(timeZone, ctx.now())),
    changeHref: canChange ? `${href}/change` : null,
    endHref: canChange ? `${href}/end` : null,
    words: said,
  }
}

export type SeriesPage = Awaited<ReturnType<typeof seriesPage>>
