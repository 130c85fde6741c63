import { searchDesk, type FoundInDesk } from '../../../tenants/desk/search-desk.ts'
import { localize } from '../../../tenants/studio/localize.ts'
import type { Right } from '../../../tenants/access/grants.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { nameOf } from './clients-view.server.ts'
import { placesFor } from './frame-view.server.ts'
import { titleOf } from './page-title.server.ts'

type Item = { href: string; label: string; under: string }

const LONGEST = 100

const actions = [
  { key: 'book', href: '/admin/bookings/new', right: 'bookings:change' },
  { key: 'addClient', href: '/admin/clients/new', right: 'clients:change' },
  { key: 'block', href: '/admin/calendar/block', right: 'availability:change' },
  { key: 'invite', href: '/admin/staff/invite', right: 'staff:change' },
] as const satisfies { key: string; href: string; right: Right }[]

/** What is found all over the admin by what was typed: things, what can be done, and pages. Nothing typed: what can be done. */
export async function searchPage(desk: Desk) {
  const { ctx, say, url, words } = desk
  const labels = words('search')
  const text = (url.searchParams.get('q') ?? '').trim().slice(0, LONGEST)
  const groups = [...thingsIn(desk, await searchDesk(ctx, { text })), ...waysOf(desk, text)]
  const shown = groups
    .filter(({ items }) => items.length > 0)
    .map(({ key, items }) => ({ key, title: labels.kinds[key], items }))
  const count = shown.reduce((sum, { items }) => sum + items.length, 0)
  return {
    pageTitle: titleOf(desk, labels.title),
    text,
    groups: shown,
    found: text === '' ? '' : say('say.found', { count }),
    words: labels,
  }
}

export type SearchPage = Awaited<ReturnType<typeof searchPage>>

type Group = { key: 'clients' | 'bookings' | 'services' | 'trainers' | 'actions' | 'places'; items: Item[] }

function thingsIn(desk: Desk, { clients, bookings, services, trainers }: FoundInDesk): Group[] {
  const { catalogue, locale, studio, may, when } = desk
  const nameIn = ({ name }: Pick<(typeof services)[number], 'name'>) =>
    localize(name, locale, studio.defaultLocale)
  const serviceName = (id: string) => {
    const service = catalogue.services.find((one) => one.id === id)
    return service ? nameIn(service) : ''
  }
  return [
    {
      key: 'clients',
      items: clients.map((client) => ({
        href: `/admin/clients/${client.id}`,
        label: nameOf(desk, client).name,
        under: client.email ?? client.phone ?? '',
      })),
    },
    {
      key: 'bookings',
      items: bookings.map(({ id, client, startsAt, serviceId }) => ({
        href: `/admin/bookings/${id}`,
        label: `${client.firstName} ${client.lastName}`.trim(),
        under: [when(startsAt), serviceName(serviceId)].filter(Boolean).join(' · '),
      })),
    },
    {
      key: 'services',
      items: may('services:view')
        ? services.map((one) => ({ href: `/admin/services/${one.id}`, label: nameIn(one), under: '' }))
        : [],
    },
    {
      key: 'trainers',
      items: may('services:view')
        ? trainers.map((one) => ({ href: `/admin/trainers/${one.id}`, label: nameIn(one), under: '' }))
        : [],
    },
  ]
}

/** What can be done and where one can go, by its words. */
function waysOf(desk: Desk, text: string): Group[] {
  const { may, words } = desk
  const labels = words('search').actions
  const isMeant = ({ label }: Item) => label.toLowerCase().includes(text.toLowerCase())
  const deeds = actions
    .filter(({ right }) => may(right))
    .map(({ key, href }) => ({ href, label: labels[key], under: '' }))
  const places = placesFor(desk).map(({ href, label }) => ({ href, label, under: '' }))
  return [
    { key: 'actions', items: deeds.filter(isMeant) },
    { key: 'places', items: places.filter(isMeant) },
  ]
}
