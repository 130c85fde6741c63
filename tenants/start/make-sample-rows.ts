import type {
  bookingEvents,
  bookings,
  clients,
  sessions,
  waitlistEntries,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { days, hours } from '../durations.ts'
import { makeId } from '../ids.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { SAMPLE_PLACES, type Part, type SampleCast } from './choose-sample-cast.ts'
import { findSampleTime, sampleVisits, type SampleTime, type Taken } from './plan-sample-times.ts'
import { sampleFamily, sampleFirstNames } from './sample-words.ts'

type ClientInsert = typeof clients.$inferInsert
type BookingInsert = typeof bookings.$inferInsert
export type SampleRows = {
  cast: SampleCast
  clients: ClientInsert[]
  sessions: (typeof sessions.$inferInsert)[]
  bookings: BookingInsert[]
  events: (typeof bookingEvents.$inferInsert)[]
  waiting: (typeof waitlistEntries.$inferInsert)[]
}
type Given = { catalogue: Catalogue; cast: SampleCast; taken: readonly Taken[] }

const CLASS_IN_DAYS = 2
const WAITING = 2

/** All rows of the samples but those of trainers and services: `taken` is kept free, whoever it belongs to. */
export function makeSampleRows(ctx: TenantContext, { catalogue, cast, taken: before }: Given): SampleRows {
  const taken = [...before]
  const zones = new Map(catalogue.locations.map(({ id, timeZone }) => [id, timeZone]))
  const now = ctx.now()
  const take = (part: Part, inDays: number): SampleTime | null => {
    const time = findSampleTime({ part, timeZone: zones.get(part.locationId) ?? 'UTC', now, inDays, taken })
    if (time) taken.push({ from: time.occupiedFrom, until: time.occupiedUntil })
    return time
  }
  const people = makeClients(catalogue, now)
  const book = makeBookings(ctx, catalogue)
  const made: BookingInsert[] = []
  for (const { inDays, client, status } of sampleVisits) {
    const time = take(cast.appointment, inDays)
    const person = people[client]
    if (time && person) made.push(book({ part: cast.appointment, time, person, status }))
  }
  const classTime = take(cast.class, CLASS_IN_DAYS)
  const session = classTime ? makeSession(cast.class, { time: classTime, now }) : null
  if (session && classTime) {
    for (const person of people.slice(0, SAMPLE_PLACES)) {
      const booked = { part: cast.class, time: classTime, person, status: 'confirmed' as const }
      made.push(book({ ...booked, sessionId: session.id }))
    }
  }
  const waiting = session ? people.slice(SAMPLE_PLACES, SAMPLE_PLACES + WAITING) : []
  return {
    cast,
    clients: people,
    sessions: session ? [session] : [],
    bookings: made,
    events: made.flatMap(makeEvents),
    waiting: waiting.map((person, index) => ({
      id: makeId('wle'),
      requestHash: '',
      sessionId: session?.id ?? '',
      clientId: person.id,
      ...contactOf(person),
      locale: person.locale,
      host: ctx.tenant.primaryHost,
      joinedAt: now - hours(WAITING - index),
      statusAt: now - hours(WAITING - index),
    })),
  }
}

function makeClients({ studio }: Catalogue, now: number): ClientInsert[] {
  const locale = studio.defaultLocale
  return sampleFirstNames[locale].map((firstName, index) => ({
    id: makeId('cli'),
    email: null,
    firstName,
    lastName: sampleFamily[locale],
    locale,
    createdAt: now - days(30 - index),
  }))
}

const contactOf = ({ firstName, lastName }: ClientInsert) => ({
  contactFirstName: firstName,
  contactLastName: lastName,
  // To nobody: nothing is ever sent.
  contactEmail: '',
})

type Booked = {
  part: Part
  time: SampleTime
  person: ClientInsert
  status: BookingInsert['status']
  sessionId?: string
}

function makeBookings(ctx: TenantContext, { studio }: Catalogue) {
  const now = ctx.now()
  return ({ part, time, person, status, sessionId }: Booked): BookingInsert => {
    const isOver = time.startsAt < now
    const createdAt = Math.min(now, time.startsAt) - days(2)
    const decidedAt = isOver ? time.endsAt : createdAt
    const isCancelled = status === 'cancelled'
    return {
      id: makeId('bkg'),
      requestHash: '',
      trainerId: part.trainerId,
      serviceId: part.service.id,
      locationId: part.locationId,
      clientId: person.id,
      ...contactOf(person),
      sessionId: sessionId ?? null,
      ...time,
      gapRule: part.service.gapRule,
      status,
      statusAt: isCancelled ? createdAt : decidedAt,
      expiresAt: status === 'pending' ? Math.min(now + days(1), time.startsAt) : null,
      priceMinor: part.service.priceMinor,
      currency: studio.currency,
      freeCancelUntil: time.startsAt - days(1),
      locale: person.locale,
      host: ctx.tenant.primaryHost,
      source: 'staff',
      createdAt,
      cancelledAt: isCancelled ? createdAt : null,
      cancelKind: isCancelled ? 'free' : null,
      checkedInAt: status === 'completed' ? time.startsAt : null,
    }
  }
}

function makeEvents({ id, status, createdAt, statusAt = createdAt }: BookingInsert): SampleRows['events'] {
  const event = (kind: SampleRows['events'][number]['kind'], at: number) => {
    return { id: makeId('evt'), bookingId: id, kind, actor: 'system', at }
  }
  if (status === 'pending') return [event('requested', createdAt)]
  const outcome = status === 'completed' || status === 'no_show' || status === 'cancelled'
  return [event('booked', createdAt), ...(outcome ? [event(status, statusAt)] : [])]
}

function makeSession(
  { trainerId, locationId, service }: Part,
  { time, now }: { time: SampleTime; now: number },
) {
  return {
    id: makeId('ses'),
    serviceId: service.id,
    trainerId,
    locationId,
    ...time,
    gapRule: service.gapRule,
    capacity: SAMPLE_PLACES,
    priceMinor: service.priceMinor,
    statusAt: now,
    createdAt: now,
  }
}
