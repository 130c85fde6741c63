import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { addDays, isLocalDate, localDateAt, weekdayOf } from '../../../../tenants/availability/local-time.ts'
import { listTimetable } from '../../../../tenants/classes/list-timetable.ts'
import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import type { ListFilter } from '../../../components/admin/filter-bar.tsx'
import type { Desk } from '../../../lib/desk.server.ts'
import { sentenceStart } from '../../../lib/format.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { titleOf } from '../page-title.server.ts'
import { classesPath, classServices, optionsOf, seriesPath, zoneOf } from './class-names.server.ts'
import { lineStates, sessionLine, stateOf } from './session-line.server.ts'

/** Classes day by day: a week of them, and of those what is asked for. */
export async function weekPage(desk: Desk) {
  const { catalogue, ctx, format, may, mayAny, say, words } = desk
  const { onlyTrainerId } = requireReach(ctx, 'calendar:view')
  const said = words('deskClasses')
  const { todayOn, ...asked } = readAsked(desk)
  const [fromOn, toOn] = weekOf(asked.on, catalogue.studio.weekStartsOn)
  const found = await listTimetable(ctx, {
    fromOn,
    toOn,
    trainerId: onlyTrainerId ?? (asked.trainer || null),
    serviceId: asked.service || null,
    locationId: asked.place || null,
  })
  const count = (state: string) => found.filter((one) => stateOf(one, ctx.now()) === state).length
  const shown = found.filter((one) => !asked.status || stateOf(one, ctx.now()) === asked.status)
  const href = (changes: Record<string, string | null>) => withQuery(classesPath, { ...asked, ...changes })
  const isNarrowed = Boolean(asked.trainer || asked.service || asked.place || asked.status)
  const date = new Intl.DateTimeFormat(format.tag, { dateStyle: 'long', timeZone: 'UTC' })
  return {
    pageTitle: titleOf(desk, said.title),
    heading: date.formatRange(Date.parse(fromOn), Date.parse(toOn)),
    previousHref: href({ on: addDays(fromOn, -7) }),
    nextHref: href({ on: addDays(fromOn, 7) }),
    thisWeekHref: href({ on: null }),
    keep: { on: asked.on === todayOn ? '' : asked.on },
    filters: filtersOf(desk, asked),
    clear: isNarrowed ? { href: withQuery(classesPath, { on: asked.on }), label: said.clear } : null,
    alerts: [
      { state: 'needs_trainer', text: say('say.classNeedsTrainer', { count: count('needs_trainer') }) },
      { state: 'too_few', text: say('say.classTooFewCount', { count: count('too_few') }) },
    ]
      .filter(({ state }) => count(state) > 0 && asked.status !== state)
      .map(({ state, text }) => ({ state, text, href: href({ status: state }) })),
    days: daysOf(desk, shown, todayOn),
    found: say('say.classCount', { count: shown.length }),
    isNarrowed,
    hasService: classServices(desk).length > 0,
    onceHref: may('calendar:change')
      ? withQuery(`${classesPath}/new`, { on: laterOf(fromOn, todayOn) })
      : null,
    newHref: may('calendar:change') ? `${seriesPath}/new` : null,
    newServiceHref: mayAny('services:change') ? '/admin/services/new?kind=class' : null,
    words: said,
  }
}

/** The day a new class is on, to begin with: none that is over. */
const laterOf = (one: string, other: string): string => (one > other ? one : other)

export type WeekPage = Awaited<ReturnType<typeof weekPage>>

/** What the address asks for, as far as there is such a thing: nonsense is left out. */
function readAsked({ catalogue, ctx, timeZone, url }: Desk) {
  const read = (name: string, known: readonly string[]) => {
    const value = url.searchParams.get(name) ?? ''
    return known.includes(value) ? value : ''
  }
  const todayOn = localDateAt(timeZone, ctx.now())
  const on = url.searchParams.get('on') ?? ''
  const isShown = isLocalDate(on) && on > '1971-01-01' && on < '9998-01-01'
  const idsOf = (things: readonly { id: string }[]) => things.map(({ id }) => id)
  return {
    on: isShown ? on : todayOn,
    todayOn,
    trainer: read('trainer', idsOf(catalogue.trainers)),
    service: read('service', idsOf(catalogue.services)),
    place: read('place', idsOf(catalogue.locations)),
    status: read('status', lineStates),
  }
}

type Asked = Omit<ReturnType<typeof readAsked>, 'todayOn'>

function weekOf(on: string, weekStartsOn: number): [string, string] {
  const firstOn = addDays(on, -((weekdayOf(on) - weekStartsOn + 7) % 7))
  return [firstOn, addDays(firstOn, 6)]
}

function filtersOf(desk: Desk, { trainer, service, place, status }: Asked): ListFilter[] {
  const { catalogue, mayAny, words } = desk
  const { filters, statuses } = words('deskClasses')
  const choices = [
    { name: 'trainer', value: trainer, options: optionsOf(desk, catalogue.trainers) },
    { name: 'service', value: service, options: optionsOf(desk, classServices(desk)) },
    { name: 'place', value: place, options: optionsOf(desk, catalogue.locations) },
  ] as const
  return [
    ...choices
      .filter(({ options, value }) => options.length > 1 || value)
      .filter(({ name }) => name !== 'trainer' || mayAny('calendar:view'))
      .map((one) => ({ ...one, kind: 'select' as const, label: filters[one.name], empty: filters.any })),
    {
      kind: 'select',
      name: 'status',
      label: filters.status,
      value: status,
      options: lineStates.map((state) => ({ value: state, label: statuses[state] })),
      empty: filters.any,
    },
  ]
}

/** Days on which something is, each with its classes in order. */
export function daysOf(desk: Desk, sessions: readonly SessionView[], todayOn: string) {
  const { format } = desk
  const onOf = ({ locationId, startsAt }: SessionView) => localDateAt(zoneOf(desk, locationId), startsAt)
  return [...Map.groupBy(sessions, onOf)]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, those]) => ({
      on,
      label: sentenceStart(format.dayLong(on, desk.timeZone)),
      isToday: on === todayOn,
      lines: those.map((one) => sessionLine(desk, one)),
    }))
}

export type ClassDay = ReturnType<typeof daysOf>[number]
