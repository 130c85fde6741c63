import { addDays, daysBetween, isLocalDate, localDateAt } from '../../tenants/availability/local-time.ts'
import { listTimetable } from '../../tenants/classes/list-timetable.ts'
import type { SessionView } from '../../tenants/classes/session-view.ts'
import { getLocation } from '../../tenants/studio/get-location.ts'
import { sentenceStart } from '../lib/format.server.ts'
import { classesPath, sessionPath, withQuery } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { sessionState } from './session-state.server.ts'
import { zoneLine } from './zone-line.server.ts'

const DAYS_IN_WEEK = 7
/** Nobody plans further; and an address with a day in the next century asks for nothing. */
const WEEKS_AHEAD = 26
const WEEKS_SEARCHED = 4

/** A week of classes, one of its days opened, and the ways to other weeks: one round trip beyond the catalogue. */
export async function timetableView(portal: Portal) {
  const { ctx, catalogue, studio, say, format, path, text, words, url } = portal
  const filter = filterOf(portal)
  const { timeZone } = getLocation(catalogue, filter.locationId)
  const today = localDateAt(timeZone, ctx.now())
  const asked = url.searchParams.get('on')
  const lastOn = addDays(today, WEEKS_AHEAD * DAYS_IN_WEEK - 1)
  const isShown = asked !== null && isLocalDate(asked) && today <= asked && asked <= lastOn
  const fromOn = weekStart(today, isShown ? asked : today)
  const toOn = addDays(fromOn, DAYS_IN_WEEK - 1)
  const sessions = await listAhead(portal, { fromOn, toOn, ...filter })
  const byDay = Map.groupBy(sessions, (session) => localDateAt(session.timeZone, session.startsAt))
  const days = Array.from({ length: DAYS_IN_WEEK }, (_, index) => addDays(fromOn, index))
  const selected = (isShown ? asked : days.find((on) => byDay.has(on))) ?? fromOn
  const hrefOf = (on: string) => path(withQuery(classesPath(on), askedFor(portal)))
  const labels = words('classes')
  const zone = zoneLine(portal, timeZone, sessions[0]?.startsAt ?? ctx.now())
  return {
    week: weekTitle(portal, fromOn, toOn),
    filters: filterChoices(portal),
    /** What a form of filters keeps. */
    on: isShown ? asked : null,
    strip: {
      days: days.map((on) => ({
        on,
        weekday: format.weekdayShort(on),
        number: Number(on.slice(8)),
        name: format.dayLong(on, timeZone),
        hasRoom: byDay.has(on),
        isSelected: on === selected,
        href: hrefOf(on),
      })),
      earlierHref: fromOn > today ? hrefOf(addDays(fromOn, -DAYS_IN_WEEK)) : null,
      laterHref: toOn < lastOn ? hrefOf(addDays(fromOn, DAYS_IN_WEEK)) : null,
    },
    days: days.map((on) => ({
      on,
      title: sentenceStart(format.dayLong(on, timeZone)),
      shortTitle: sentenceStart(format.dayShort(on)),
      isSelected: on === selected,
      sessions: (byDay.get(on) ?? []).map((session) => sessionCard(portal, session)),
    })),
    empty: sessions.length === 0 ? await emptyWeek(portal, { after: toOn, ...filter }) : null,
    zone: { visitorZone: zone.visitorZone, text: zone.text },
    pageTitle: say('say.pageTitle', { page: labels.title, studio: text(studio.studioName) }),
    description: say('say.metaClasses', { studio: text(studio.studioName) }),
    words: labels,
  }
}

export type TimetableView = Awaited<ReturnType<typeof timetableView>>

/** A class as lists show it; the whole card leads to its page. */
export function sessionCard(portal: Portal, session: SessionView) {
  const { catalogue, format, path, say, text } = portal
  const { id, startsAt, endsAt, timeZone } = session
  const service = catalogue.services.find((one) => one.id === session.serviceId)
  const trainer = catalogue.trainers.find((one) => one.id === session.trainerId)
  const name = service ? text(service.name) : ''
  const isNamed = trainer && session.status !== 'needs_trainer'
  return {
    id,
    href: path(sessionPath(id)),
    time: format.time(startsAt, timeZone),
    times: format.timeRange(startsAt, endsAt, timeZone),
    when: format.whenNear(startsAt, timeZone),
    name,
    trainer: isNamed ? text(trainer.name) : '',
    place: catalogue.locations.length > 1 ? text(getLocation(catalogue, session.locationId).name) : '',
    state: sessionState(portal, session),
    label: say('say.bookAria', { service: name, when: format.whenNear(startsAt, timeZone) }),
  }
}

export type SessionCard = ReturnType<typeof sessionCard>

type Range = { fromOn: string; toOn: string; serviceId?: string; trainerId?: string; locationId?: string }

/** The classes of some days that have not begun. */
export async function listAhead({ ctx }: Portal, range: Range): Promise<SessionView[]> {
  const sessions = await listTimetable(ctx, range)
  return sessions.filter(({ startsAt }) => startsAt > ctx.now())
}

type Filter = Omit<Range, 'fromOn' | 'toOn'>

/** What the address asks for, by slug or id; what does not exist filters nothing. */
function filterOf({ catalogue, url }: Portal): Filter {
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const service = classesOf(catalogue).find(({ slug }) => slug === asked('service'))
  const trainer = catalogue.trainers.find(({ slug }) => slug === asked('trainer'))
  const place = catalogue.locations.find(({ id }) => id === asked('place'))
  return {
    ...(service ? { serviceId: service.id } : {}),
    ...(trainer ? { trainerId: trainer.id } : {}),
    ...(place ? { locationId: place.id } : {}),
  }
}

const askedFor = ({ url }: Portal) =>
  Object.fromEntries(['service', 'trainer', 'place'].map((name) => [name, url.searchParams.get(name)]))

/** What the studio gives in classes. */
export const classesOf = ({ services }: Portal['catalogue']) =>
  services.filter(({ kind }) => kind === 'class')

/** A choice for each question that has more than one answer. */
function filterChoices(portal: Portal) {
  const { catalogue, text, url, words } = portal
  const labels = words('classes')
  const classes = classesOf(catalogue)
  const givers = catalogue.trainers.filter(({ id }) =>
    classes.some(({ trainerIds }) => trainerIds.includes(id)),
  )
  const questions = [
    {
      name: 'service',
      label: labels.service,
      options: classes.map((one) => [one.slug, text(one.name)] as const),
    },
    {
      name: 'trainer',
      label: labels.trainer,
      options: givers.map((one) => [one.slug, text(one.name)] as const),
    },
    {
      name: 'place',
      label: labels.place,
      options: catalogue.locations.map((one) => [one.id, text(one.name)] as const),
    },
  ]
  return questions
    .filter(({ options }) => options.length > 1)
    .map(({ name, label, options }) => ({
      name,
      label,
      value: url.searchParams.get(name) ?? '',
      options: options.map(([value, shown]) => ({ value, label: shown })),
    }))
}

/** What to say of a week without classes: when there is one next, if soon. */
async function emptyWeek(portal: Portal, { after, ...filter }: Filter & { after: string }) {
  const { format, path, say, words } = portal
  const fromOn = addDays(after, 1)
  const toOn = addDays(after, WEEKS_SEARCHED * DAYS_IN_WEEK)
  const [next] = await listAhead(portal, { fromOn, toOn, ...filter })
  if (!next) return { text: words('classes').noneAhead, next: null }
  const { startsAt, timeZone } = next
  const to = withQuery(classesPath(localDateAt(timeZone, startsAt)), askedFor(portal))
  const when = format.whenNear(startsAt, timeZone)
  return { text: words('classes').noneWeek, next: { href: path(to), text: say('say.nextClass', { when }) } }
}

/** Weeks begin today, a week from today, and so on: none shows days that are over. */
const weekStart = (today: string, on: string): string =>
  addDays(today, Math.floor(daysBetween(today, on) / DAYS_IN_WEEK) * DAYS_IN_WEEK)

/** "Mon 4 Jan – Sun 10 Jan"; the dash begins no line. */
function weekTitle({ format }: Portal, fromOn: string, toOn: string): string {
  return sentenceStart(`${format.dayShort(fromOn)}\u00a0– ${format.dayShort(toOn)}`)
}
