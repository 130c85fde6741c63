import { addDays, localDateAt } from '../../../../tenants/availability/local-time.ts'
import type { ClassSeries } from '../../../../tenants/classes/get-class-series.ts'
import type { Choice } from '../../../components/admin/choice-list.tsx'
import type { Desk } from '../../../lib/desk.server.ts'

export const classesPath = '/admin/classes'
export const seriesPath = `${classesPath}/series`
export const sessionHref = (id: string): string => `/admin/sessions/${id}`

type Named = { id: string; name: Parameters<Desk['text']>[0] }

/** What things are called, by their ids; what is no longer there is called nothing. */
export function classNames({ catalogue, text }: Desk) {
  const nameIn =
    (things: readonly Named[]) =>
    (id: string | null): string => {
      const found = things.find((one) => one.id === id)
      return found ? text(found.name) : ''
    }
  return {
    service: nameIn([...catalogue.services, ...catalogue.archivedServices]),
    trainer: nameIn(catalogue.trainers),
    place: nameIn(catalogue.locations),
    resource: nameIn(catalogue.resources),
    trainers: ({ trainerId, secondTrainerId }: { trainerId: string; secondTrainerId: string | null }) =>
      [trainerId, secondTrainerId].map(nameIn(catalogue.trainers)).filter(Boolean).join(', '),
  }
}

/** The clock of a place. */
export const zoneOf = ({ catalogue, timeZone }: Desk, locationId: string): string =>
  catalogue.locations.find(({ id }) => id === locationId)?.timeZone ?? timeZone

/** "Tue 5 Jan 18:00", on the clock of the place. */
export function dayAndTime(
  desk: Desk,
  { startsAt, locationId }: { startsAt: number; locationId: string },
): string {
  const { format, say } = desk
  const zone = zoneOf(desk, locationId)
  const day = format.dayShort(localDateAt(zone, startsAt))
  return say('say.dayTime', { day, time: format.time(startsAt, zone) })
}

/** Any Monday. */
const MONDAY_ON = '2024-01-01'

/** "Tue"; 1 is Monday. */
export const weekdayName = ({ format }: Desk, weekday: number): string =>
  format.weekdayShort(addDays(MONDAY_ON, weekday - 1))

/** "Tue, Thu, 18:00–19:00, every 2 weeks". */
export function patternOf(desk: Desk, series: ClassSeries): string {
  const { format, say } = desk
  const { weekdays, startMinute, durationMinutes, everyNWeeks: count } = series
  const days = weekdays.map((weekday) => weekdayName(desk, weekday)).join(', ')
  const time = format.minuteRange(startMinute, startMinute + durationMinutes)
  return count === 1 ? say('say.classWeekly', { days, time }) : say('say.classEveryN', { days, time, count })
}

/** From when and until when: "5 Jan 2027 – 1 Jun 2027". */
export function datesOf({ format, say }: Desk, { fromOn, untilOn, count }: ClassSeries): string {
  const date = new Intl.DateTimeFormat(format.tag, { dateStyle: 'medium', timeZone: 'UTC' })
  const from = date.format(Date.parse(fromOn))
  if (untilOn !== null) return say('say.classFromUntil', { from, until: date.format(Date.parse(untilOn)) })
  return count === null ? say('say.classFrom', { from }) : say('say.classFromCount', { from, count })
}

/** Things to choose from. */
export const optionsOf = ({ text }: Desk, things: readonly Named[]): Choice[] =>
  things.map(({ id, name }) => ({ value: id, label: text(name) }))

/** The services that several people book together. */
export const classServices = ({ catalogue }: Desk) =>
  catalogue.services.filter(({ kind }) => kind === 'class')
