import { addDays, localDateAt, weekdayOf } from '../../tenants/availability/local-time.ts'
import { timesPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { queryOf, type Choice } from './choice.server.ts'
import type { SlotsByDay, Window } from './times-view.server.ts'

type MonthOptions = { portal: Portal; choice: Choice; byDay: SlotsByDay; window: Window; month: string }

/** A month ('YYYY-MM') as weeks of days; a day of another month is null. */
export function monthView({ portal, choice, byDay, window, month }: MonthOptions) {
  const { format, path, say } = portal
  const { firstOn, lastOn } = window
  const today = localDateAt(choice.location.timeZone, portal.ctx.now())
  const times = (on?: string) =>
    withQuery(timesPath(choice.service.slug, choice.trainerSlug, on), queryOf(choice))
  const hrefOf = (on: string) => path(times(on))
  const monthHref = (on: string) => path(withQuery(times(), { view: 'month', month: on.slice(0, 7) }))
  const first = `${month}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  const lead = (weekdayOf(first) - format.firstWeekday + 7) % 7
  const cells = Array.from({ length: 42 }, (_, index) => addDays(first, index - lead))
  const weeks = [0, 1, 2, 3, 4, 5].map((week) => cells.slice(week * 7, week * 7 + 7))
  return {
    title: format.monthLong(first),
    weekdays: cells.slice(0, 7).map((on) => ({ short: format.weekdayShort(on), long: format.weekday(on) })),
    weeks: weeks
      .filter((week) => week.some((on) => on.startsWith(month)))
      .map((week) =>
        week.map((on) => {
          if (!on.startsWith(month)) return null
          const count = byDay.get(on)?.length ?? 0
          return {
            on,
            number: Number(on.slice(8)),
            label: `${format.dayLong(on, 'UTC')}: ${say('say.freeTimes', { count })}`,
            isToday: on === today,
            href: count > 0 ? hrefOf(on) : null,
          }
        }),
      ),
    earlierHref: first > firstOn ? monthHref(addDays(first, -1)) : null,
    laterHref: next <= lastOn ? monthHref(next) : null,
    daysHref: path(times()),
  }
}

export type MonthView = ReturnType<typeof monthView>
