import {
  addDays,
  isLocalDate,
  localDateAt,
  localDayBounds,
  weekdayOf,
} from '../../../tenants/availability/local-time.ts'
import { listOverrides, type Override } from '../../../tenants/schedules/list-overrides.ts'
import { listTimeOff } from '../../../tenants/schedules/list-time-off.ts'
import type { TimeOff } from '../../../tenants/schedules/to-time-off.ts'
import type { Trainer } from '../../../tenants/studio/get-catalogue.ts'
import { formatDayHours } from '../../components/admin/hours/day-hours.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { hoursPath } from './hours-trainer.server.ts'

type Mark = 'off' | 'closed' | 'open' | 'replace'
/** Something that differs: on which dates, in words, and the deed that takes it back. */
type Entry = {
  id: string
  mark: Mark
  fromOn: string
  toOn: string
  when: string
  what: string
  note: string
  intent: string | null
}

/** A month of a trainer's dates that differ, as weeks of days; days lead to themselves as a choice, two of them to a range. */
export async function datesMonth(desk: Desk, trainer: Trainer) {
  const { catalogue, ctx, format, url } = desk
  const zone = catalogue.locations.find(({ id }) => id === trainer.locationId)?.timeZone ?? desk.timeZone
  const today = localDateAt(zone, ctx.now())
  const picked = pickedDates(url.searchParams)
  const month = monthOf(url.searchParams.get('month'), picked.fromOn || today)
  const first = `${month}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const last = addDays(next, -1)
  const [overrides, absences] = await Promise.all([
    listOverrides(ctx, { fromOn: first, toOn: last }),
    listTimeOff(ctx, {
      trainerId: trainer.id,
      from: localDayBounds(zone, first).startsAt,
      until: localDayBounds(zone, last).endsAt,
    }),
  ])
  const isTheirs = ({ trainerId, locationId }: Override) =>
    trainerId === null ? trainer.locationIds.includes(locationId ?? '') : trainerId === trainer.id
  const entries = [
    ...absences.map((away) => offEntry(desk, away, zone)),
    ...overrides.filter(isTheirs).map((row) => overrideEntry(desk, row)),
  ].toSorted((a, b) => (a.fromOn < b.fromOn ? -1 : 1))
  const lead = (weekdayOf(first) - format.firstWeekday + 7) % 7
  const cells = Array.from({ length: 42 }, (_, index) => addDays(first, index - lead))
  const toMonth = (on: string) => hoursPath('dates', trainer.id, { month: on.slice(0, 7) })
  return {
    title: format.monthLong(first),
    weekdays: cells.slice(0, 7).map((on) => ({ short: format.weekdayShort(on), long: format.weekday(on) })),
    weeks: [0, 1, 2, 3, 4, 5]
      .map((week) => cells.slice(week * 7, week * 7 + 7))
      .filter((week) => week.some((on) => on.startsWith(month)))
      .map((week) =>
        week.map((on) => {
          if (!on.startsWith(month)) return null
          const marks = entries.filter(({ fromOn, toOn }) => fromOn <= on && on <= toOn)
          return {
            on,
            number: Number(on.slice(8)),
            label: [format.dayLong(on, zone), ...marks.map(({ what }) => what)].join(', '),
            isToday: on === today,
            isPicked: picked.fromOn !== '' && picked.fromOn <= on && on <= (picked.toOn || picked.fromOn),
            marks: marks.map(({ mark, what }) => ({ mark, what })),
            href: hoursPath('dates', trainer.id, { month, ...pickNext(picked, on) }),
          }
        }),
      ),
    earlierHref: toMonth(addDays(first, -1)),
    laterHref: toMonth(next),
    entries: entries.map(({ fromOn: _from, toOn: _to, ...entry }) => entry),
    picked,
  }
}

export type DatesMonth = Awaited<ReturnType<typeof datesMonth>>

type Picked = { fromOn: string; toOn: string }

function pickedDates(query: URLSearchParams): Picked {
  const read = (name: string) => {
    const on = query.get(name) ?? ''
    return isLocalDate(on) && on >= '1970' && on < '9999' ? on : ''
  }
  return { fromOn: read('from'), toOn: read('to') }
}

/** A day alone, or up to it when one before it is chosen. */
function pickNext({ fromOn, toOn }: Picked, on: string): Record<string, string> {
  return fromOn !== '' && toOn === '' && on > fromOn ? { from: fromOn, to: on } : { from: on }
}

function monthOf(asked: string | null, on: string): string {
  const isMonth = asked !== null && /^\d{4}-\d\d$/.test(asked) && isLocalDate(`${asked}-01`)
  return isMonth && asked >= '1971' && asked < '9998' ? asked : on.slice(0, 7)
}

function offEntry(desk: Desk, away: TimeOff, zone: string): Entry {
  const { catalogue, format, say, text, words } = desk
  const { dates } = words('hours')
  const fromOn = localDateAt(zone, away.startsAt)
  const toOn = localDateAt(zone, away.endsAt - 1)
  const substitute = catalogue.trainers.find(({ id }) => id === away.substituteTrainerId)
  const hours = format.timeRange(away.startsAt, away.endsAt, zone)
  const instead = substitute ? say('say.hoursSubstitute', { name: text(substitute.name) }) : ''
  return {
    id: away.id,
    mark: 'off',
    fromOn,
    toOn,
    when: sayDates(desk, { fromOn, toOn }) + (away.isAllDay ? '' : ` ${hours}`),
    what: dates.kinds.off,
    note: [away.reason ?? '', instead].filter(Boolean).join(' · '),
    intent: `off.${away.id}`,
  }
}

function overrideEntry(desk: Desk, row: Override): Entry {
  const { mayAny, text, words } = desk
  const { kinds } = words('hours').dates
  const place =
    row.locationId === null ? undefined : desk.catalogue.locations.find(({ id }) => id === row.locationId)
  const { id, kind: mark, fromOn, toOn, windows, reason, trainerId } = row
  return {
    id,
    mark,
    fromOn,
    toOn,
    when: sayDates(desk, row),
    what: [kinds[mark], formatDayHours(windows)].filter(Boolean).join(' '),
    note: [reason ?? '', place ? text(place.name) : ''].filter(Boolean).join(' · '),
    // Those of a whole place are not a trainer's to take back.
    intent: trainerId === null && !mayAny('availability:change') ? null : `override.${id}`,
  }
}

function sayDates({ format, say }: Desk, { fromOn, toOn }: { fromOn: string; toOn: string }): string {
  if (fromOn === toOn) return format.dayShort(fromOn)
  return say('say.through', { from: format.dayShort(fromOn), to: format.dayShort(toOn) })
}
