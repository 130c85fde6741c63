import { addDays, localDateAt } from '../../tenants/availability/local-time.ts'
import {
  bookingPath,
  classesPath,
  repeatPath,
  repeatSessionPath,
  servicePath,
  sessionPath,
  startPath,
  timesPath,
  withQuery,
} from '../../web/lib/portal-paths.ts'
import { formatStart } from '../../web/lib/start-parameter.ts'
import { askApi } from './ask.ts'
import { fillSession } from './demo-classes.ts'
import { bookElsewhere, listFreeTimes, type DemoPortal } from './demo-portals.ts'

export type PortalPage = { name: string; path: string; status: number }

/** Every page that can be opened at a studio, in every state that an address alone brings about. Books two times. */
export async function listPortalPages(url: string, portal: DemoPortal): Promise<PortalPage[]> {
  const { service, trainer, timeZone } = portal
  const free = await listFreeTimes({ url, portal })
  const [taken = 0, cancelled = 0, open = 0] = spread(free)
  const day = localDateAt(timeZone, open)
  const times = timesPath(service.slug, trainer.slug, day)
  const start = (at: number) => startPath(service.slug, trainer.slug, at)
  const booking = await bookSomeone(url, portal, taken)
  const former = await bookSomeone(url, portal, cancelled)
  const cancelPath = `/bookings/${former.id}/cancel?token=${former.token}`
  await askApi({ url, host: portal.host, path: cancelPath, method: 'POST', json: {} })

  const move = bookingPath(booking.id, booking.token, '/move')
  const moveTo = `${formatStart(open)}~${trainer.slug}`
  const repeat = repeatPath(service.slug, trainer.slug, taken)
  const classes = await listClassPages(url, portal)

  const page = (name: string, path: string, status = 200) => ({ name, path, status })
  return [
    page('home', '/'),
    page('services', '/book'),
    page('trainers', servicePath(service.slug)),
    page('times', times),
    page('month', `${times}&view=month`),
    page('full day', timesPath(service.slug, trainer.slug, dayOff(free, timeZone))),
    page('times of anyone', timesPath(service.slug, 'any', day)),
    page('details', start(open)),
    page('time that is gone', start(taken), 409),
    page('confirmation', `${booking.managePath}&new=1`),
    page('booking', booking.managePath),
    page('cancel', bookingPath(booking.id, booking.token, '/cancel')),
    page('cancelled', former.managePath),
    page('move', move),
    page('move question', withQuery(move, { to: moveTo })),
    page('repeat', repeat),
    page('repeat dates', withQuery(repeat, { count: '4' })),
    ...classes.map(([name, path]) => page(name, path)),
    page('sign in', '/sign-in'),
    page('register', '/register'),
    page('link on its way', '/sign-in/link?sent=1'),
    page('not found', '/nothing-here', 404),
  ]
}

type SessionJson = { id: string; places_left: number }

/** The timetable, a class with room, one without, and somebody's place in its waitlist. Fills a class. */
async function listClassPages(url: string, portal: DemoPortal): Promise<[string, string][]> {
  const { host } = portal
  const [from, to] = [3, 38].map((days) =>
    new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10),
  )
  const found = await askApi({ url, host, path: `/sessions?from=${from}&to=${to}` })
  const { data } = found.json() as { data: SessionJson[] }
  const [open, toFill] = data.filter((session) => session.places_left > 0).toReversed()
  if (!open || !toFill) throw new Error('too few classes')
  const [taken = ''] = await fillSession(url, portal, toFill.id)
  const joined = await askApi({
    url,
    host,
    path: '/waitlist',
    method: 'POST',
    json: {
      session_id: toFill.id,
      client: { first_name: 'Wanda', last_name: 'Waits', email: 'waits@example.test' },
    },
  })
  const { manage_url: waits } = joined.json() as { manage_url: string }
  const { pathname, search } = new URL(waits)
  return [
    ['timetable', classesPath()],
    ['class', sessionPath(open.id)],
    ['full class', sessionPath(toFill.id)],
    ['class every week', withQuery(repeatSessionPath(open.id), { count: '3' })],
    ['place in a class', taken],
    ['move to another class', taken.replace('?', '/move?')],
    ['waiting', pathname + search],
    ['leaving the line', `${pathname}/leave${search}`],
  ]
}

let people = 0

function bookSomeone(url: string, portal: DemoPortal, startsAt: number) {
  people += 1
  return bookElsewhere(url, portal, {
    startsAt,
    trainerId: portal.trainer.id,
    email: `someone-${people}@example.test`,
  })
}

/** Times of different days, so that none is in the way of another. */
function spread(times: number[]): number[] {
  return [0, 1, 2].map((third) => times[Math.floor((third * (times.length - 1)) / 2)] ?? 0)
}

/** A day among those with times on which there is none. */
function dayOff(free: number[], timeZone: string): string {
  const days = new Set(free.map((at) => localDateAt(timeZone, at)))
  const [first = ''] = days
  const later = Array.from({ length: 10 }, (_, index) => addDays(first, index))
  return later.find((on) => !days.has(on)) ?? first
}
