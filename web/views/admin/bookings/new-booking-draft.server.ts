import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { getClient } from '../../../../tenants/clients/get-client.ts'
import { getSession } from '../../../../tenants/classes/get-session.ts'
import type { SessionView } from '../../../../tenants/classes/session-view.ts'
import { isAppError } from '../../../../tenants/errors.ts'
import { findAnyService } from '../../../../tenants/studio/get-any-service.ts'
import type { Location, Service } from '../../../../tenants/studio/get-catalogue.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { withQuery } from '../../../lib/portal-paths.ts'
import { formatStart } from '../../../lib/start-parameter.ts'
import { bookingsPath } from './booking-filter.server.ts'
import { onlyTrainerOf, startAsked } from './free-times.server.ts'

export const newBookingPath = `${bookingsPath}/new`

type Client = Awaited<ReturnType<typeof getClient>>

/** A booking as far as the address says what it shall be. */
export type Draft = {
  /** `new`: somebody who is written down with the booking. */
  client: Client | 'new' | null
  service: Service | null
  /** Null: whoever is free. */
  trainerId: string | null
  /** Who is free at the time that was chosen, where anybody was asked for. */
  byId: string | null
  /** Null: wherever it is given. */
  locationId: string | null
  location: Location
  people: number
  durationMinutes: number | null
  session: SessionView | null
  startsAt: number | null
}

/** Reads the address; what is not there, or not for this person, is not chosen. */
export async function readDraft(desk: Desk): Promise<Draft> {
  const { ctx, catalogue, staff, url } = desk
  requireReach(ctx, 'bookings:change')
  const asked = (name: string) => url.searchParams.get(name) ?? ''
  const [client, session] = await Promise.all([
    readClient(desk, asked('client')),
    asked('session') ? orNone(getSession(ctx, asked('session'))) : null,
  ])
  const isAsked = ({ id, slug }: Service) => id === asked('service') || slug === asked('service')
  const service = session
    ? (findAnyService(catalogue, session.serviceId) ?? null)
    : (catalogue.services.find(isAsked) ?? null)
  const trainerId = onlyTrainerOf(staff) ?? asked('trainer')
  const gives = (id: string) => (service?.trainerIds.includes(id) ? id : null)
  const place = catalogue.locations.find(({ id }) => id === (session?.locationId ?? asked('place')))
  const location =
    place ?? catalogue.locations.find(({ id }) => id === service?.locationIds[0]) ?? catalogue.locations[0]
  if (!location) throw new TypeError('A studio has a place.')
  const minutes = Number(asked('minutes'))
  return {
    client,
    service,
    trainerId: gives(trainerId),
    byId: gives(asked('by')),
    locationId: place?.id ?? null,
    location,
    people: Math.min(service?.maxParty ?? 1, Math.max(1, Math.floor(Number(asked('people'))) || 1)),
    durationMinutes: service?.durationChoices.includes(minutes) ? minutes : null,
    session,
    startsAt: session?.startsAt ?? (service?.kind === 'class' ? null : startAsked(desk, location.timeZone)),
  }
}

async function readClient({ ctx, may }: Desk, clientId: string): Promise<Draft['client']> {
  if (clientId === 'new') return 'new'
  if (clientId === '' || !may('clients:view')) return null
  const client = await orNone(getClient(ctx, { clientId }))
  return client?.erasedAt === null ? client : null
}

async function orNone<Found>(finding: Promise<Found>): Promise<Found | null> {
  try {
    return await finding
  } catch (error) {
    if (isAppError(error, 'not_found')) return null
    throw error
  }
}

/** The address of a draft, with what is chosen besides. */
export function draftPath(desk: Desk, draft: Draft, choice: Record<string, string | null> = {}): string {
  const { client, service, trainerId, byId, locationId, people, durationMinutes, session, startsAt } = draft
  const query = {
    client: client === 'new' ? 'new' : (client?.id ?? null),
    service: service?.id ?? null,
    trainer: trainerId,
    by: startsAt === null ? null : byId,
    place: locationId,
    people: people > 1 ? String(people) : null,
    minutes: durationMinutes === null ? null : String(durationMinutes),
    session: session?.id ?? null,
    start: session === null && startsAt !== null ? formatStart(startsAt) : null,
    day: desk.url.searchParams.get('day'),
    // What was typed to find them begins their name.
    q: client === 'new' ? desk.url.searchParams.get('q') : null,
    ...choice,
  }
  return withQuery(newBookingPath, query)
}
