import { isLocalDate, localDayBounds } from '../../../../tenants/availability/local-time.ts'
import { bookingSources, bookingStatuses } from '../../../../tenants/bookings/booking-view.ts'
import type { ListBookingsInput } from '../../../../tenants/bookings/list-bookings.ts'
import type { Desk } from '../../../lib/desk.server.ts'

export const bookingsPath = '/admin/bookings'
export const whens = ['upcoming', 'answer', 'past', 'all'] as const
export type When = (typeof whens)[number]

const filterNames = [
  'when',
  'q',
  'from',
  'to',
  'status',
  'trainer',
  'service',
  'place',
  'source',
  'client',
] as const
/** What the address asks for; empty is everything. */
export type BookingFilter = Record<(typeof filterNames)[number], string>

const LONGEST_SEARCH = 100

/** What an address asks for, as far as it can be asked for: nonsense is left out. */
export function readFilter(query: URLSearchParams): BookingFilter {
  const read = (name: keyof BookingFilter, isGood: (value: string) => boolean) => {
    const value = (query.get(name) ?? '').trim().slice(0, LONGEST_SEARCH)
    return isGood(value) ? value : ''
  }
  const oneOf = (values: readonly string[]) => (value: string) => values.includes(value)
  const isId = (value: string) => /^\w{1,64}$/.test(value)
  return {
    when: read('when', oneOf(whens)),
    q: read('q', () => true),
    from: read('from', isLocalDate),
    to: read('to', isLocalDate),
    status: read('status', oneOf(bookingStatuses)),
    trainer: read('trainer', isId),
    service: read('service', isId),
    place: read('place', isId),
    source: read('source', oneOf(bookingSources)),
    client: read('client', isId),
  }
}

/** Which of them are looked at: what is to come, unless somebody or some days are asked for. */
export function whenAsked({ when, q, from, to, client }: BookingFilter): When {
  const known = whens.find((one) => one === when)
  return known ?? (q || from || to || client ? 'all' : 'upcoming')
}

/** Whether anything is left out besides what is over or to come. */
export const isNarrowed = ({ when: _when, ...rest }: BookingFilter): boolean =>
  Object.values(rest).some(Boolean)

/** The filter as the verb asks it: days begin and end on the clock of the studio's main place. */
export function toAsked({ ctx, timeZone }: Desk, filter: BookingFilter): Partial<ListBookingsInput> {
  const now = ctx.now()
  const when = whenAsked(filter)
  const { from, to } = filter
  const firstAt = from ? localDayBounds(timeZone, from).startsAt : null
  const endsAt = to ? localDayBounds(timeZone, to).endsAt : null
  return {
    from: when === 'upcoming' ? Math.max(now, firstAt ?? 0) : firstAt,
    to: when === 'past' ? Math.min(now, endsAt ?? now) : endsAt,
    order: when === 'past' || (when === 'all' && !from) ? 'latest' : 'earliest',
    needsAnswer: when === 'answer',
    search: filter.q || null,
    status: bookingStatuses.find((status) => status === filter.status) ?? null,
    trainerId: filter.trainer || null,
    serviceId: filter.service || null,
    locationId: filter.place || null,
    clientId: filter.client || null,
    source: bookingSources.find((source) => source === filter.source) ?? null,
  }
}

/** Where a page begins or ends, as it stands in an address: `1799136000000.bkg_…`. */
export const toEdge = ({ startsAt, id }: { startsAt: number; id: string }): string => `${startsAt}.${id}`

export function readEdge(text: string | null): { startsAt: number; id: string } | null {
  const [, startsAt, id] = /^(\d{1,15})\.(bkg_\w{1,90})$/.exec(text ?? '') ?? []
  return startsAt && id && Number(startsAt) < 253_370_764_800_000 ? { startsAt: Number(startsAt), id } : null
}
