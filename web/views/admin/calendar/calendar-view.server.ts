import { addDays, daysBetween, toDayNumber, DAY_MS } from '../../../../tenants/availability/local-time.ts'
import type { CalendarView } from '../../../../tenants/calendar/calendar-view.ts'
import { listCalendar } from '../../../../tenants/calendar/list-calendar.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { sentenceStart } from '../../../lib/format.server.ts'
import { hashText } from '../../../theme/hash-text.ts'
import { zoneLine } from '../../zone-line.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import { makeItems, wallTime, type CalendarItem } from './calendar-items.server.ts'
import {
  calendarHref,
  columns,
  datesOf,
  instantsOf,
  readAsked,
  showsAll,
  stepFrom,
  views,
  type CalendarAsked,
} from './calendar-query.server.ts'

/** So many colours there are for services that have none of their own. */
const TONES = 8

/** The calendar: what is in it, and everything around it. */
export async function calendarPage(desk: Desk) {
  const { ctx, catalogue, words, mayAny, may } = desk
  const asked = readAsked(desk)
  const dates = datesOf(asked, catalogue.studio.weekStartsOn)
  const range = instantsOf(asked.timeZone, dates)
  const calendar = await listCalendar(ctx, {
    ...range,
    trainerId: asked.trainer || null,
    withCancelled: asked.withCancelled,
  })
  const { entry, absence } = makeItems(desk, asked.timeZone)
  const items = [...calendar.entries.map(entry), ...calendar.away.map(absence)]
  const said = words('deskCalendar')
  return {
    pageTitle: titleOf(desk, said.title),
    ...headOf(desk, asked, dates),
    items,
    days: daysOf(desk, { asked, dates, items }),
    open: openOf(calendar, asked),
    names: namesOf(desk, calendar),
    columns: columnsOf(desk, asked, calendar),
    hours: hoursOf(calendar, asked),
    livePath: withQuery('/admin/live', { trainer: asked.trainer }),
    mayBook: may('bookings:change'),
    mayBlock: may('availability:change'),
    mayForce: { appointment: mayAny('bookings:change'), session: mayAny('calendar:change') },
    words: { ...said, undo: words('admin').desk.undo },
  }
}

export type CalendarPage = Awaited<ReturnType<typeof calendarPage>>

/** What is shown, and the ways to something else. */
function headOf(desk: Desk, asked: CalendarAsked, dates: [string, string]) {
  const { catalogue, words, text, mayAny, ctx } = desk
  const said = words('deskCalendar')
  const { view, timeZone, isMine } = asked
  const clock = zoneLine(desk, timeZone === desk.timeZone || isMine ? desk.timeZone : timeZone, ctx.now())
  const isElsewhere = clock.yourTime(ctx.now()) !== null
  return {
    asked,
    heading: headingOf(desk, asked, dates),
    views: views.map((one) => ({
      key: one,
      label: said.views[one],
      href: calendarHref(asked, { view: one === 'day' ? null : one }),
      isShown: one === view,
    })),
    previousHref: calendarHref(asked, { on: stepFrom(asked, -1) }),
    nextHref: calendarHref(asked, { on: stepFrom(asked, 1) }),
    todayHref: calendarHref(asked, { on: null }),
    bookHref: withQuery('/admin/bookings/new', { trainer: asked.trainer }),
    blockHref: withQuery('/admin/calendar/block', { trainer: asked.trainer, on: asked.on }),
    hasEverybody: showsAll(catalogue, view),
    trainers: mayAny('calendar:view')
      ? catalogue.trainers.map(({ id, name }) => ({ value: id, label: text(name) }))
      : [],
    by: columns
      .filter((one) => one !== 'room' || catalogue.resources.some(({ kind }) => kind === 'room'))
      .filter((one) => one !== 'location' || catalogue.locations.length > 1)
      .map((one) => ({ value: one, label: said.columns[one] })),
    zone: {
      visitorZone: clock.visitorZone,
      text: clock.text,
      switchHref: isElsewhere || isMine ? calendarHref(asked, { zone: isMine ? null : 'mine' }) : null,
      switchLabel: isMine ? said.studios : said.mine,
    },
    offset: offsetOf(timeZone, ctx.now()),
    weekStartsOn: catalogue.studio.weekStartsOn,
    locale: desk.format.tag,
  }
}

function headingOf(
  { format }: Desk,
  { view, on, timeZone }: CalendarAsked,
  [firstOn, lastOn]: [string, string],
) {
  if (view === 'day') return sentenceStart(format.dayLong(on, timeZone))
  if (view === 'month') return format.monthLong(on)
  const date = new Intl.DateTimeFormat(format.tag, { dateStyle: 'long', timeZone: 'UTC' })
  return date.formatRange(toDayNumber(firstOn) * DAY_MS, toDayNumber(lastOn) * DAY_MS)
}

/** "+02:00": how far the zone is from UTC now, for a line that goes on. */
function offsetOf(timeZone: string, now: number): string {
  const wall = Date.parse(`${wallTime(timeZone, now)}Z`)
  const ahead = Math.round((wall - now) / 60_000)
  const [hours, minutes] = [Math.floor(Math.abs(ahead) / 60), Math.abs(ahead) % 60]
  const two = (part: number) => String(part).padStart(2, '0')
  return `${ahead < 0 ? '-' : '+'}${two(hours)}:${two(minutes)}`
}

type Shown = { asked: CalendarAsked; dates: [string, string]; items: CalendarItem[] }

/** The same as a list, day by day: what there is without scripts, on paper, and as the agenda. */
function daysOf({ format }: Desk, { asked, dates: [firstOn, lastOn], items }: Shown) {
  const all = Array.from({ length: daysBetween(firstOn, lastOn) + 1 }, (_, index) => addDays(firstOn, index))
  const inOrder = items.toSorted((a, b) => a.startsAt - b.startsAt)
  return all
    .map((on) => ({
      on,
      label: sentenceStart(format.dayLong(on, asked.timeZone)),
      isToday: on === asked.todayOn,
      href: calendarHref(asked, { view: null, on }),
      ids: inOrder
        .filter(({ start, end }) => start.slice(0, 10) <= on && end > `${on}T00:00`)
        .map(({ id }) => id),
    }))
    .filter(({ ids, on }) => ids.length > 0 || asked.view === 'day' || on === asked.todayOn)
}

/** When it is open, on the page's clock. */
function openOf({ open }: CalendarView, { timeZone, view }: CalendarAsked) {
  if (view === 'month' || view === 'agenda') return []
  return open.map(({ startsAt, endsAt, trainerId, locationId }) => ({
    trainerId,
    locationId,
    start: wallTime(timeZone, startsAt),
    end: wallTime(timeZone, endsAt),
  }))
}

function namesOf({ text, catalogue }: Desk, { trainers, services }: CalendarView) {
  const byId = <Row extends { id: string }, Name>(rows: readonly Row[], nameOf: (row: Row) => Name) =>
    Object.fromEntries(rows.map((row) => [row.id, nameOf(row)]))
  return {
    trainers: byId(trainers, ({ name }) => text(name)),
    services: byId(services, ({ id, name, color }) => ({
      name: text(name),
      color,
      tone: Number.parseInt(hashText(id).slice(-2), 36) % TONES,
    })),
    places: byId(catalogue.locations, ({ name }) => text(name)),
    rooms: byId(catalogue.resources, ({ name }) => text(name)),
  }
}

/** A column for each trainer, room or place, of a day with everybody in it. */
function columnsOf(
  { catalogue, text, words }: Desk,
  { view, by, trainer }: CalendarAsked,
  { entries, trainers }: CalendarView,
) {
  if (view !== 'day' || (trainer && by === 'trainer')) return []
  const said = words('deskCalendar')
  const named = ({ id, name }: { id: string; name: Parameters<typeof text>[0] }) => ({
    id,
    title: text(name),
  })
  if (by === 'location') return catalogue.locations.map(named)
  if (by === 'room') {
    const rooms = catalogue.resources.filter(({ kind }) => kind === 'room')
    return [...rooms.map(named), { id: '', title: said.noRoom }]
  }
  // Who takes no bookings any more has a column while there is something in it.
  const busy = new Set(entries.map(({ trainerId }) => trainerId))
  return trainers.filter(({ id, isBookable }) => isBookable || busy.has(id)).map(named)
}

const EARLIEST = 7
const LATEST = 20

/** The hours a grid has to show: the open ones and whatever is in it, and an hour on either side. */
function hoursOf(
  { entries, open }: CalendarView,
  { timeZone }: CalendarAsked,
): { from: number; until: number } {
  let [from, until] = [EARLIEST, LATEST]
  for (const { startsAt, endsAt } of [...entries, ...open]) {
    const [start, end] = [wallTime(timeZone, startsAt), wallTime(timeZone, endsAt)]
    const isOverNight = start.slice(0, 10) !== end.slice(0, 10)
    const [first, last] = [Number(start.slice(11, 13)), Number(end.slice(11, 13)) + 1]
    from = Math.min(from, isOverNight && end.slice(11) !== '00:00' ? 0 : Math.max(0, first - 1))
    until = Math.max(until, isOverNight ? 24 : Math.min(24, last + 1))
  }
  return { from, until }
}
