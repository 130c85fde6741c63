import type { Right } from '../../../tenants/access/grants.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { Messages } from '../../i18n/en.ts'
import type { IconName } from '../../components/admin/icon.tsx'
import type { Desk } from '../../lib/desk.server.ts'
import { initialsOf } from '../../lib/initials.ts'
import { newsView } from './news-view.server.ts'
import { roleName } from './role-names.server.ts'
import { toastOf } from './toast.server.ts'

type PlaceKey = keyof Messages['admin']['desk']['places']
type Place = { key: PlaceKey & IconName; href: string; right?: Right }

const groups = [
  {
    key: 'day',
    places: [
      { key: 'home', href: '/admin' },
      { key: 'calendar', href: '/admin/calendar', right: 'calendar:view' },
      { key: 'bookings', href: '/admin/bookings', right: 'bookings:view' },
      { key: 'classes', href: '/admin/classes', right: 'calendar:view' },
      { key: 'clients', href: '/admin/clients', right: 'clients:view' },
      { key: 'messages', href: '/admin/messages', right: 'messages:view' },
    ],
  },
  {
    key: 'studio',
    places: [
      { key: 'services', href: '/admin/services', right: 'services:view' },
      { key: 'trainers', href: '/admin/trainers', right: 'services:view' },
      { key: 'places', href: '/admin/places', right: 'services:view' },
      { key: 'hours', href: '/admin/hours', right: 'availability:view' },
      { key: 'policies', href: '/admin/policies', right: 'settings:view' },
      { key: 'site', href: '/admin/site', right: 'settings:view' },
      { key: 'settings', href: '/admin/settings', right: 'settings:view' },
      { key: 'data', href: '/admin/data', right: 'data:change' },
    ],
  },
  {
    key: 'people',
    places: [
      { key: 'staff', href: '/admin/staff', right: 'staff:view' },
      { key: 'roles', href: '/admin/roles', right: 'staff:view' },
      { key: 'keys', href: '/admin/keys', right: 'staff:view' },
      { key: 'log', href: '/admin/audit', right: 'staff:view' },
    ],
  },
  {
    key: 'you',
    places: [
      { key: 'profile', href: '/admin/profile' },
      { key: 'security', href: '/admin/security' },
    ],
  },
] as const satisfies { key: string; places: Place[] }[]

/** Beside these a phone's bar has room for what leads to all others. */
const MOST_ON_BAR = 4
const fitsBar = new Set<PlaceKey>(['home', 'calendar', 'bookings', 'clients', 'staff', 'log', 'security'])

/** The places somebody may go to, in their groups. */
function groupsFor({ may, words }: Desk) {
  const labels = words('admin').desk
  return groups.map(({ key, places }) => ({
    key,
    title: key === 'day' ? null : labels.groups[key],
    places: places
      .filter((place) => !('right' in place) || may(place.right))
      .map((place) => ({ key: place.key, href: place.href, label: labels.places[place.key] })),
  }))
}

/** The same, one after the other. */
export const placesFor = (desk: Desk) => groupsFor(desk).flatMap(({ places }) => places)

/** What frames the admin's pages: the places this person may go to, and who they are. */
export async function frameView(desk: Desk) {
  const { login, studio, locale, words } = desk
  const labels = words('admin').desk
  const name = localize(studio.studioName, locale, studio.defaultLocale)
  const shown = groupsFor(desk)
  const places = shown.flatMap((group) => group.places)
  const bar = places.filter(({ key }) => fitsBar.has(key)).slice(0, MOST_ON_BAR)
  return {
    studio: { name, initials: initialsOf(name) },
    groups: shown.filter((group) => group.places.length > 0),
    bar,
    places,
    rest: places.filter((place) => !bar.includes(place)),
    person: {
      name: login.user.name,
      initials: initialsOf(login.user.name),
      role: roleName(desk, desk.staff),
    },
    toast: toastOf(desk),
    training: desk.ctx.tenant.isCopy ? words('support').training : null,
    visit: visitView(desk),
    news: await newsView(desk),
    newsWords: words('support').news,
    words: labels,
    search: words('search'),
    /** Asked of whoever signs out before everything is sent. */
    leaving: words('roster').offline.signOut,
    unsaved: words('admin').forms.unsaved,
  }
}

/** That whoever looks at this is not of the studio, and until when. */
function visitView({ login, say, format, timeZone, words }: Desk) {
  const { visit } = login
  if (!visit) return null
  const { reason, endsAt, mayChange } = visit
  // Some hours at the most: the clock is enough.
  const text = say('say.supportBanner', { until: format.time(endsAt, timeZone), reason })
  return { text, mayChange, words: words('support').banner }
}

export type FrameView = Awaited<ReturnType<typeof frameView>>
