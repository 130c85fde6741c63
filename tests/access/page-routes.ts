import { areas } from '../../tenants/access/grants.ts'
import { days, hours } from '../../tenants/durations.ts'
import { formatStart } from '../../web/lib/start-parameter.ts'
import { classPageRoutes } from './class-page-routes.ts'
import { clientPageRoutes } from './client-page-routes.ts'
import * as pageThings from './page-things.ts'
import { setupPageRoutes } from './setup-page-routes.ts'
import { sitePageRoutes } from './site-page-routes.ts'
import * as things from './things.ts'
import type { MakeThing } from './things.ts'
import { managers, noWhere, ofOwn, owner, person, work, type Reaches } from './route-row.ts'

export type PageRoute = {
  /** As in `api-routes.ts`. */
  who: Reaches | 'everybody'
  /** What stands for the last `:name` of the path, or what the form names. */
  of?: MakeThing
  /** What is sent; a form without fields unless told. */
  form?: (id: string) => Record<string, string>
  query?: string
  /** Only shortly after proving who one is: where else one is led, when not to where that is asked. */
  isFresh?: true | string
  /** What whoever is let through is told, where that looks like a refusal. */
  says?: 404
  /** Whoever opens it and was no client yet is one then. */
  makesClient?: true
}

// What belongs to a client is for the client, and for whoever has its link. Staff have the admin for it.
export const ofClient = 'o o - - - -'
const onlyClient = '- o - - - -'
const onlyTrainer = '- - o - - -'
/** What is one person's own: nobody else's rights matter. */
export const onlyOf = new Set<string>([onlyClient, onlyTrainer])

const everybody = { who: 'everybody' } as const

/** A Tuesday at noon, some weeks ahead. */
const AT = Math.ceil(Date.now() / days(7)) * days(7) + days(12) + hours(10)
export const START = formatStart(AT)

/** What the forms of roles and keys ask for, area by area. */
const seesBookings = Object.fromEntries(
  areas.flatMap((area) => [
    [`${area}.view`, area === 'bookings' ? 'any' : 'none'],
    [`${area}.change`, 'none'],
  ]),
)
const undo = () => ({ intent: 'undo' })
const remove = (passkeyId: string) => ({ intent: 'remove', passkeyId })
const rename = (id: string) => ({ intent: 'change', id, firstName: 'Ana', lastName: 'Ilieva' })

/** Who may open which page, and send which form, address by address: a route that is not here fails the suite. */
export const pageRoutes: Record<string, PageRoute> = {
  'GET /': everybody,
  'GET /*': { ...everybody, ...noWhere },
  'POST /*': { ...everybody, ...noWhere },
  'GET /favicon.svg': everybody,
  'GET /icon.svg': everybody,
  'GET /offline': everybody,
  'GET /robots.txt': everybody,
  'GET /share.svg': everybody,
  'GET /site.webmanifest': everybody,
  'GET /sitemap.xml': everybody,
  'GET /sw.js': everybody,
  'GET /theme/:file': everybody,
  'GET /embed': everybody,
  'GET /embed.json': everybody,
  'GET /legal/:slug': { ...everybody, ...noWhere },

  // Whoever holds the link; without one there is nothing to say no to.
  'GET /unsubscribe': everybody,
  'POST /unsubscribe': everybody,

  'GET /book': everybody,
  'GET /book/:service': everybody,
  'GET /book/:service/:trainer': everybody,
  'GET /book/:service/:trainer/:start': everybody,
  'POST /book/:service/:trainer/:start': everybody,
  'GET /book/:service/:trainer/:start/hold': everybody,
  'POST /book/:service/:trainer/:start/hold': everybody,
  'GET /book/:service/:trainer/:start/repeat': everybody,
  'POST /book/:service/:trainer/:start/repeat': { ...everybody, query: 'count=2' },
  'GET /classes': everybody,
  'GET /classes/:session': everybody,
  'POST /classes/:session': everybody,
  'GET /classes/:session/repeat': everybody,
  'POST /classes/:session/repeat': { ...everybody, query: 'count=2' },

  'GET /bookings/:bookingId': { who: ofClient, of: things.booking },
  'POST /bookings/:bookingId': { who: ofClient, of: pageThings.dateOfSeries },
  'GET /bookings/:bookingId/calendar.ics': { who: ofClient, of: things.booking },
  'GET /bookings/:bookingId/cancel': { who: ofClient, of: things.booking },
  'POST /bookings/:bookingId/cancel': { who: ofClient, of: things.booking },
  'GET /bookings/:bookingId/move': { who: ofClient, of: things.booking },
  'POST /bookings/:bookingId/move': { who: ofClient, of: things.booking, query: `to=${START}~maria` },
  'GET /waitlist/:entry': { who: ofClient, of: things.entry },
  'POST /waitlist/:entry': { who: ofClient, of: things.entry },
  'GET /waitlist/:entry/leave': { who: ofClient, of: things.entry },
  'POST /waitlist/:entry/leave': { who: ofClient, of: things.entry },

  'GET /sign-in': everybody,
  'POST /sign-in': everybody,
  'GET /sign-in/challenge': everybody,
  'POST /sign-in/challenge': everybody,
  'GET /sign-in/code': everybody,
  'POST /sign-in/code': everybody,
  'GET /sign-in/link': everybody,
  'POST /sign-in/link': everybody,
  'GET /sign-out': everybody,
  'POST /sign-out': everybody,
  'GET /register': everybody,
  'POST /register': everybody,
  'GET /forgot-password': everybody,
  'POST /forgot-password': everybody,
  'GET /reset-password': everybody,
  'POST /reset-password': everybody,
  'GET /account/register/complete': everybody,
  'POST /account/register/complete': everybody,
  'GET /account/erased': everybody,

  'GET /account': { who: person },
  'GET /account/past': { who: person },
  'GET /account/confirm': { who: person },
  'POST /account/confirm': { who: person },
  'GET /account/confirm-email': { who: person },
  'POST /account/confirm-email': { who: person },
  'GET /account/data': { who: person },
  'POST /account/data': { who: person },
  'GET /account/data/:file': { who: person, isFresh: '/account/data', makesClient: true },
  'GET /account/calendar': { who: person },
  'POST /account/calendar': { who: person, form: () => ({ intent: 'make' }) },
  'GET /account/family': { who: person },
  'POST /account/family': { who: onlyClient, of: things.dependent, form: rename },
  'GET /account/notifications': { who: person },
  'POST /account/notifications': { who: person },
  'GET /account/push': everybody,
  'POST /account/push': { who: person },
  'GET /account/profile': { who: person },
  'POST /account/profile': { who: person },
  'GET /account/security': { who: person },
  'GET /account/security/devices': { who: person },
  'POST /account/security/devices': {
    who: onlyClient,
    of: pageThings.deviceOf('client'),
    form: (deviceId) => ({ deviceId }),
  },
  'GET /account/security/email': { who: person, isFresh: true },
  'POST /account/security/email': { who: person, isFresh: true, form: () => ({ email: 'an@other.test' }) },
  'GET /account/security/passkeys': { who: person, isFresh: true },
  'POST /account/security/passkeys': {
    who: onlyClient,
    of: pageThings.passkeyOf('client'),
    isFresh: true,
    form: remove,
  },
  // Nobody here has a password yet, so that who they are is asked first.
  'GET /account/security/password': { who: person, isFresh: true },
  'POST /account/security/password': { who: person, isFresh: true },
  'GET /account/security/two-step': { who: person, isFresh: true },
  'POST /account/security/two-step': { who: person, isFresh: true, form: () => ({ intent: 'begin' }) },

  'GET /admin': { who: work },
  'GET /admin/*': { who: work, ...noWhere },
  'POST /admin/*': { who: work, ...noWhere },
  'GET /admin/audit': { who: managers },
  'GET /admin/bookings': { who: work },
  'POST /admin/bookings': {
    who: work,
    form: () => ({ intent: 'save-view', name: 'Mine' }),
  },
  'GET /admin/bookings/:booking': { who: ofOwn, of: things.booking },
  'POST /admin/bookings/:booking': {
    who: ofOwn,
    of: things.booking,
    form: () => ({ intent: 'note', notes: 'Knee' }),
  },
  'GET /admin/bookings/:booking/cancel': { who: ofOwn, of: things.booking },
  'POST /admin/bookings/:booking/cancel': { who: ofOwn, of: things.booking },
  'GET /admin/bookings/:booking/decline': { who: ofOwn, of: things.pendingBooking },
  'POST /admin/bookings/:booking/decline': { who: ofOwn, of: things.pendingBooking },
  'GET /admin/bookings/:booking/move': { who: ofOwn, of: things.booking },
  'POST /admin/bookings/:booking/move': { who: ofOwn, of: things.booking, query: `start=${START}` },
  'GET /admin/bookings/many': { who: work, query: 'deed=cancel&id=bkg_none' },
  'POST /admin/bookings/many': { who: work, query: 'deed=cancel' },
  'GET /admin/bookings/new': { who: work },
  'POST /admin/bookings/new': { who: work },
  ...sitePageRoutes,
  'GET /admin/calendar': { who: work },
  'POST /admin/calendar': {
    who: ofOwn,
    of: things.booking,
    form: (id) => ({ intent: 'move', kind: 'appointment', id, key: `move-${id}`, at: String(AT) }),
  },
  'GET /admin/calendar/block': { who: '- - o - a a' },
  'POST /admin/calendar/block': {
    who: '- - o - a a',
    form: () => ({ trainerId: 'trn_maria', on: '2030-05-07', startsAt: '12:00', endsAt: '13:00' }),
  },
  ...classPageRoutes,
  ...clientPageRoutes,
  'GET /admin/start': { who: managers },
  'POST /admin/start': { who: managers },
  'GET /admin/search': { who: work, query: 'q=Last' },
  'GET /admin/data': { who: owner, isFresh: true },
  'POST /admin/data': { who: owner, isFresh: true },
  'GET /admin/data/file': { who: work },
  'POST /admin/data/file': { who: owner, isFresh: '/data', says: 404 },
  'GET /admin/confirm': { who: work },
  'POST /admin/confirm': { who: work },
  'GET /admin/hours': { who: work },
  'POST /admin/hours': { who: '- - a - a a', form: undo },
  'GET /admin/hours/dates': { who: work },
  'POST /admin/hours/dates': { who: '- - a - a a', form: undo },
  'GET /admin/hours/holidays': { who: '- - - a a a' },
  'POST /admin/hours/holidays': { who: '- - a - a a', form: undo },
  'GET /admin/hours/offered': { who: work },
  'GET /admin/join': everybody,
  'POST /admin/join': everybody,
  'GET /admin/find-clients': { who: work },
  'GET /admin/keys': { who: managers },
  'GET /admin/keys/:key/revoke': { who: managers, of: pageThings.key, isFresh: true },
  'POST /admin/keys/:key/revoke': { who: managers, of: pageThings.key, isFresh: true },
  'GET /admin/keys/new': { who: managers, isFresh: true },
  'POST /admin/keys/new': {
    who: managers,
    isFresh: true,
    form: () => ({ name: 'Till', expiresInDays: '30', ...seesBookings }),
  },
  ...setupPageRoutes,
  'GET /admin/profile': { who: work },
  'GET /admin/profile/calendar': { who: onlyTrainer },
  'POST /admin/profile/calendar': { who: onlyTrainer, form: () => ({ intent: 'make' }) },
  'POST /admin/profile': { who: work },
  'GET /admin/roles': { who: managers },
  'GET /admin/roles/:role': { who: owner, of: pageThings.role, isFresh: true },
  'POST /admin/roles/:role': {
    who: owner,
    of: pageThings.role,
    isFresh: true,
    form: (id) => ({ name: `New ${id}`, ...seesBookings }),
  },
  'GET /admin/roles/new': { who: owner, isFresh: true },
  'POST /admin/roles/new': { who: owner, isFresh: true, form: () => ({ name: 'New', ...seesBookings }) },
  'GET /admin/roster': { who: work },
  'POST /admin/roster': {
    who: ofOwn,
    of: things.booking,
    form: (booking) => ({ booking, intent: 'check-in', back: '/admin' }),
  },
  'GET /admin/news': { who: work },
  'POST /admin/news': { who: work, form: () => ({ id: 'ntc_1', back: '/admin' }) },
  'GET /admin/roster/send': { who: work },
  'POST /admin/roster/send': { who: work, form: () => ({ booking: 'bkg_unknown', intent: 'check-in' }) },
  'GET /admin/sessions/:sessionId': { who: ofOwn, of: things.session },
  'GET /admin/sw.js': everybody,
  'GET /admin/security': { who: work },
  'GET /admin/security/devices': { who: work },
  'POST /admin/security/devices': {
    who: onlyTrainer,
    of: pageThings.deviceOf('trainer'),
    form: (deviceId) => ({ deviceId }),
  },
  'GET /admin/security/email': { who: work, isFresh: true },
  'POST /admin/security/email': { who: work, isFresh: true, form: () => ({ email: 'an@other.test' }) },
  'GET /admin/security/passkeys': { who: work, isFresh: true },
  'POST /admin/security/passkeys': {
    who: onlyTrainer,
    of: pageThings.passkeyOf('trainer'),
    isFresh: true,
    form: remove,
  },
  'GET /admin/security/password': { who: work, isFresh: true },
  'POST /admin/security/password': { who: work, isFresh: true },
  'GET /admin/security/two-step': { who: work, isFresh: true },
  'POST /admin/security/two-step': { who: work, isFresh: true, form: () => ({ intent: 'begin' }) },
  'GET /admin/staff': { who: managers },
  'POST /admin/staff': {
    who: managers,
    of: pageThings.invitation,
    isFresh: true,
    form: (invitation) => ({ invitation, intent: 'withdraw' }),
  },
  'GET /admin/staff/:user': { who: managers, of: pageThings.member },
  'GET /admin/staff/:user/change': { who: managers, of: pageThings.member, isFresh: true },
  'POST /admin/staff/:user/change': {
    who: managers,
    of: pageThings.member,
    isFresh: true,
    form: () => ({ role: 'front_desk' }),
  },
  'GET /admin/staff/:user/remove': { who: managers, of: pageThings.member, isFresh: true },
  'POST /admin/staff/:user/remove': { who: managers, of: pageThings.member, isFresh: true },
  'GET /admin/staff/invite': { who: managers, isFresh: true },
  'POST /admin/staff/invite': {
    who: managers,
    isFresh: true,
    form: () => ({ email: `a${Math.random()}@example.test`, name: 'Ana', role: 'front_desk' }),
  },
}
