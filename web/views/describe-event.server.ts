import type { SessionView } from '../../tenants/classes/session-view.ts'
import { formatTimeOfDay, toLocalTime } from '../../tenants/availability/local-time.ts'
import type { Location, LocalizedText, Trainer } from '../../tenants/studio/get-catalogue.ts'

type Described = {
  session: SessionView
  names: { service: string; studio: string }
  description: string
  url: string
  location: Location
  trainers: Trainer[]
  text: (text: LocalizedText) => string
}

/** A class as search engines read it: schema.org's Event, in JSON-LD. */
export function describeEvent({ session, names, description, url, location, trainers, text }: Described) {
  const { startsAt, endsAt, timeZone, status, currency, priceMinor, bookability } = session
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions()
    .maximumFractionDigits
  const isOver = status === 'cancelled'
  return {
    '@context': 'https://schema.org',
    '@type': 'Event',
    name: names.service,
    description,
    startDate: withOffset(startsAt, timeZone),
    endDate: withOffset(endsAt, timeZone),
    eventStatus: `https://schema.org/${isOver ? 'EventCancelled' : 'EventScheduled'}`,
    eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode',
    location: { '@type': 'Place', name: text(location.name), address: text(location.address) },
    organizer: { '@type': 'Organization', name: names.studio, url: new URL('/', url).href },
    performer: trainers.map(({ name }) => ({ '@type': 'Person', name: text(name) })),
    offers: {
      '@type': 'Offer',
      url,
      price: (priceMinor / 10 ** (digits ?? 2)).toFixed(digits ?? 2),
      priceCurrency: currency,
      availability: `https://schema.org/${bookability.ok ? 'InStock' : 'SoldOut'}`,
    },
  }
}

/** "2027-01-05T18:00+02:00": the clock of the place, and how far it is from UTC. */
function withOffset(at: number, timeZone: string): string {
  const { on, minuteOfDay } = toLocalTime(timeZone, at)
  const ahead = Math.round((Date.parse(`${on}T00:00Z`) + minuteOfDay * 60_000 - at) / 60_000)
  const offset = formatTimeOfDay(Math.abs(ahead))
  return `${on}T${formatTimeOfDay(minuteOfDay)}${ahead < 0 ? '-' : '+'}${offset}`
}
