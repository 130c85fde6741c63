import { localDateAt } from '../../../tenants/availability/local-time.ts'
import { getToday, type Today } from '../../../tenants/today/get-today.ts'
import type { TodayEntry } from '../../../tenants/today/list-entries.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { sentenceStart } from '../../lib/format.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { todoView } from './desk-todo.server.ts'
import { titleOf } from './page-title.server.ts'
import { failedDeed } from './roster-answer.server.ts'
import { fullName, marksView, peopleView, type PersonView } from './roster-view.server.ts'
import { makeNames, newsView, type Names } from './today-news.server.ts'
import { walkInView, type WalkInView } from './walk-in.server.ts'

/** As many as a page shows at once; the rest of a large studio's day is behind a link. */
const MOST_ENTRIES = 60
/** Of what is over, which is looked at least, the last. */
const MOST_EARLIER = 20
/** More of them would keep the day itself from being seen; the rest is in the list of bookings. */
const MOST_REQUESTS = 5

/** What takes place, as the page shows it. */
export type EntryView = {
  id: string
  time: string
  title: string
  under: string
  href: string | null
  /** "5 of 10", and how many wait. */
  places: string
  waiting: string
  needsTrainer: boolean
  people: PersonView[]
  walkIn: WalkInView | null
}

/** The studio's day, or a trainer's. */
export async function todayPage(desk: Desk) {
  const { ctx, url, words, format } = desk
  const now = ctx.now()
  const trainerId = url.searchParams.get('trainer') || null
  const today = await getToday(ctx, { trainerId })
  const said = words('today')
  const names = makeNames(desk, today)
  const here = withQuery('/admin', { trainer: trainerId })
  return {
    kind: 'today' as const,
    pageTitle: titleOf(desk, said.title),
    intro: sentenceStart(format.dayLong(today.on, today.timeZone)),
    ...keptView(desk, today.timeZone),
    back: here,
    failed: failedDeed(desk),
    filter: filterOf(desk, today, trainerId),
    numbers: numbersOf(desk, today),
    requests: requestsOf(desk, today, names),
    requestsHref:
      today.requests.length > MOST_REQUESTS ? withQuery('/admin/bookings', { when: 'answer' }) : null,
    mayAnswer: desk.may('bookings:change'),
    flagged: flaggedOf(desk, today, names),
    ...partsOf(desk, today, { names, now, isWhole: url.searchParams.get('show') === 'all' }),
    allHref: withQuery(here, { show: 'all' }),
    gaps: gapsOf(desk, today, names),
    ...newsView(desk, today, names),
    todo: await todoView(desk),
    todoTitle: words('admin').home.todo,
    words: { ...said, roster: words('roster') },
  }
}

/** What a page of the day says when there is no connection, and for whom it is. */
export function keptView({ ctx, format, login, say }: Desk, timeZone: string) {
  const madeAt = ctx.now()
  return {
    person: login.user.id,
    madeAt,
    asOf: say('say.offlineAsOf', {
      day: format.dayShort(localDateAt(timeZone, madeAt)),
      time: format.time(madeAt, timeZone),
    }),
  }
}

function filterOf({ mayAny, words, text }: Desk, { names }: Today, trainerId: string | null) {
  if (!mayAny('bookings:view') || names.trainers.length < 2) return null
  const { whose, all } = words('today')
  const options = names.trainers.map(({ id, name }) => ({ value: id, label: text(name) }))
  return {
    kind: 'select' as const,
    name: 'trainer',
    label: whose,
    value: trainerId ?? '',
    options,
    empty: all,
  }
}

function numbersOf({ format, say, words }: Desk, { on, numbers }: Today) {
  const { booked, here, places } = words('today')
  const { booked: count, bookedLastWeek, cameIn, placesLeft } = numbers
  const lastWeek = say('say.thanLastWeek', { count: bookedLastWeek, day: format.weekday(on) })
  return [
    { key: 'booked', value: count, label: booked, hint: lastWeek },
    { key: 'here', value: cameIn, label: here, hint: say('say.hereOf', { count }) },
    { key: 'places', value: placesLeft, label: places, hint: '' },
  ]
}

function requestsOf(desk: Desk, { requests }: Today, names: Names) {
  const { say, when } = desk
  return requests.slice(0, MOST_REQUESTS).map((request) => {
    const name = fullName(request)
    const { bookingId, heads, expiresAt } = request
    const what = say('say.requestWhen', {
      service: names.service(request.serviceId),
      when: names.when(request),
    })
    return {
      id: bookingId,
      name,
      what: heads > 1 ? `${what} · ${say('say.requestFor', { count: heads })}` : what,
      under: [
        names.trainer(request.trainerId),
        expiresAt === null ? '' : say('say.answerUntil', { when: when(expiresAt) }),
      ]
        .filter(Boolean)
        .join(' · '),
      notes: request.notes ?? '',
      href: `/admin/bookings/${bookingId}`,
      confirm: say('say.confirmOf', { name }),
      decline: say('say.declineOf', { name }),
    }
  })
}

/** Whoever is still to come today and about whom something has to be done. */
function flaggedOf(desk: Desk, { entries }: Today, names: Names) {
  const now = desk.ctx.now()
  const found = entries
    .filter(({ endsAt }) => endsAt > now)
    .flatMap(({ people, serviceId, startsAt, locationId }) =>
      people.flatMap((person) => {
        const marks = marksView(desk, person).filter(({ warns }) => warns)
        if (marks.length === 0) return []
        const { clientId, id, contact } = person
        const what = `${names.service(serviceId)}, ${names.time({ startsAt, locationId })}`
        return [{ clientId, name: fullName(contact), what, marks, href: `#${id}` }]
      }),
    )
  return [...new Map(found.map((one) => [one.clientId, one])).values()]
}

type Parts = { names: Names; now: number; isWhole: boolean }

/** The day in its parts: what is over, what runs now, what comes next, and the rest. */
function partsOf(desk: Desk, { entries }: Today, { names, now, isWhole }: Parts) {
  const view = (entry: TodayEntry) => entryView(desk, entry, names)
  const earlier = entries.filter(({ endsAt }) => endsAt <= now)
  const running = entries.filter(({ startsAt, endsAt }) => startsAt <= now && endsAt > now)
  const ahead = entries.filter(({ startsAt }) => startsAt > now)
  const next = ahead.filter(({ startsAt }) => startsAt === ahead[0]?.startsAt)
  const later = ahead.slice(next.length)
  const room = isWhole ? Infinity : Math.max(0, MOST_ENTRIES - running.length - next.length)
  return {
    isEmpty: entries.length === 0,
    isOver: entries.length > 0 && running.length + ahead.length === 0,
    running: running.map(view),
    next: next.map(view),
    later: later.slice(0, room).map(view),
    hasMore: later.length > room || (!isWhole && earlier.length > MOST_EARLIER),
    earlier: (isWhole ? earlier : earlier.slice(-MOST_EARLIER)).map(view),
    earlierCount: desk.say('say.earlierCount', { count: earlier.length }),
  }
}

function entryView(desk: Desk, entry: TodayEntry, names: Names): EntryView {
  const { say } = desk
  const { id, kind, startsAt, endsAt, locationId, places } = entry
  const trainers = entry.trainerIds.map(names.trainer).join(', ')
  return {
    id,
    time: names.range({ startsAt, endsAt, locationId }),
    title: names.service(entry.serviceId),
    under: [trainers, names.place(locationId)].filter(Boolean).join(' · '),
    href: kind === 'session' ? `/admin/sessions/${id}` : null,
    places: places === null ? '' : say('say.placesTaken', places),
    waiting: places === null || places.waiting === 0 ? '' : say('say.waiting', { count: places.waiting }),
    needsTrainer: entry.needsTrainer,
    people: peopleView(desk, entry.people),
    walkIn: walkInView(desk, entry),
  }
}

/** Free stretches, trainer by trainer. */
function gapsOf({ ctx, format, say }: Desk, { gaps }: Today, names: Names) {
  const now = ctx.now()
  return [...Map.groupBy(gaps, ({ trainerId }) => trainerId)].map(([trainerId, free]) => ({
    id: trainerId,
    trainer: names.trainer(trainerId),
    times: free.map(({ startsAt, endsAt, timeZone }) =>
      startsAt <= now
        ? say('say.gapUntil', { time: format.time(endsAt, timeZone) })
        : format.timeRange(startsAt, endsAt, timeZone),
    ),
  }))
}
