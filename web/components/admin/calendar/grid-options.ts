import type { Calendar } from '@event-calendar/core'
import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import type { GridHands } from './grid.tsx'
import { drawItem } from './draw-item.ts'
import { toneClass } from './swatch.tsx'
import { wallOf } from './wall-time.ts'

export type Latest = { page: CalendarPage; hands: GridHands }

const SNAP = '00:05:00'
const FIRST_COLUMN = 'none'
const HOUR_MS = 3_600_000
/** What is shorter has room for one line. */
const SHORT_MS = 0.75 * HOUR_MS

/** Everything the grid is told: what to show, how, and what to do when somebody points at it or drags something. */
export function gridOptions(latest: () => Latest): Calendar.Options {
  const { page } = latest()
  const { asked, hours } = page
  const hasColumns = page.columns.length > 0
  return {
    view:
      asked.view === 'month'
        ? 'dayGridMonth'
        : asked.view === 'week'
          ? 'timeGridWeek'
          : hasColumns
            ? 'resourceTimeGridDay'
            : 'timeGridDay',
    date: asked.on,
    timeZone: page.offset,
    locale: page.locale,
    firstDay: dayOfWeek(page.weekStartsOn),
    headerToolbar: { start: '', center: '', end: '' },
    allDaySlot: false,
    nowIndicator: true,
    dayMaxEvents: true,
    height: 'auto',
    slotMinTime: `${hours.from}:00:00`,
    slotMaxTime: `${hours.until}:00:00`,
    slotHeight: 28,
    scrollTime: `${hours.from}:00:00`,
    columnWidth: hasColumns ? 'minmax(7.5rem, 1fr)' : 'minmax(0, 1fr)',
    slotEventOverlap: false,
    dayHeaderFormat: { weekday: 'short', ...(asked.view === 'month' ? {} : { day: 'numeric' }) },
    resources: page.columns.map(({ id, title }) => ({ id: id || FIRST_COLUMN, title })),
    events: [
      ...page.open.map((open) => openHours(open, page)),
      ...page.items.map((item) => toEvent(item, page)),
    ],
    eventContent: ({ event }) => ({ domNodes: drawItem(event, latest().page) }),
    editable: asked.view !== 'month',
    snapDuration: SNAP,
    selectable: asked.view !== 'month' && (page.mayBook || page.mayBlock),
    ...handlers(latest),
  }
}

/** ISO weekdays begin with Monday as 1, the grid's with Sunday as 0. */
const dayOfWeek = (iso: number) => (iso % 7) as Calendar.dayOfWeek

function handlers(latest: () => Latest): Calendar.Options {
  const itemOf = (id: string | number) => latest().page.items.find((item) => item.id === String(id))
  return {
    eventClick: ({ event }) => latest().hands.onOpen(String(event.id)),
    dragConstraint: (info) => mayGo(latest(), info),
    eventDrop: ({ event, newResource }) => {
      const item = itemOf(event.id)
      if (!item) return
      const { by } = latest().page.asked
      const trainer = newResource && by === 'trainer' ? { trainerId: newResource.id } : {}
      latest().hands.onMove({ item, to: { start: wallOf(event.start), ...trainer } })
    },
    eventResize: ({ event }) => {
      const item = itemOf(event.id)
      const minutes = Math.round((event.end.getTime() - event.start.getTime()) / 60_000)
      if (item) latest().hands.onMove({ item, to: { start: wallOf(event.start), minutes } })
    },
    dateClick: ({ date, resource, view }) => {
      if (view.type === 'dayGridMonth') return
      pick(latest(), { start: date, end: new Date(date.getTime() + HOUR_MS), resource })
    },
    select: ({ start, end, resource }) => pick(latest(), { start, end, resource }),
  }
}

type Pointed = { start: Date; end: Date; resource: Calendar.Resource | undefined }

function pick({ page, hands }: Latest, { start, end, resource }: Pointed): void {
  if (!page.mayBook && !page.mayBlock) return
  const trainerId = resource && page.asked.by === 'trainer' ? resource.id : null
  hands.onPick({ start: wallOf(start), end: wallOf(end), trainerId })
}

/** Between columns only trainers change, and only from the one who gives it. */
function mayGo({ page }: Latest, { event, oldResource, newResource }: Calendar.EventDropInfo): boolean {
  if (!newResource || newResource.id === oldResource?.id) return true
  const item = page.items.find(({ id }) => id === String(event.id))
  return page.asked.by === 'trainer' && item?.trainerId === oldResource?.id
}

function openHours(
  { start, end, trainerId, locationId }: CalendarPage['open'][number],
  { asked }: CalendarPage,
) {
  const columns = { trainer: trainerId, location: locationId, room: FIRST_COLUMN }
  return {
    start,
    end,
    display: 'background' as const,
    resourceIds: [columns[asked.by]],
    classNames: ['slot-open'],
  }
}

function toEvent(item: CalendarItem, page: CalendarPage): Calendar.EventInput {
  const service = page.names.services[item.serviceId]
  const { kind, status, conflict, mayMove } = item
  const isAway = kind === 'away'
  return {
    id: item.id,
    start: item.start,
    end: item.end,
    resourceIds: columnsOf(item, page),
    classNames: [
      'item',
      `item-${kind}`,
      `state-${status || kind}`,
      toneClass(service),
      conflict === null ? '' : 'item-conflict',
      item.endsAt - item.startsAt < SHORT_MS ? 'item-short' : '',
    ].filter(Boolean),
    styles: service?.color ? [`--tone:${service.color}`] : [],
    startEditable: mayMove && !isAway,
    durationEditable: mayMove && kind === 'session',
  }
}

function columnsOf(item: CalendarItem, { asked, columns }: CalendarPage): string[] {
  if (columns.length === 0) return []
  if (asked.by === 'trainer') return [item.trainerId, item.secondTrainerId].filter((id) => id !== null)
  if (asked.by === 'location') return [item.locationId]
  const rooms = item.resourceIds.filter((id) => columns.some((column) => column.id === id))
  return rooms.length > 0 ? rooms : [FIRST_COLUMN]
}
