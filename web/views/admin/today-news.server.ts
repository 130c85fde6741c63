import type { Today } from '../../../tenants/today/get-today.ts'
import type { Change } from '../../../tenants/today/select-changes.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { whoOf } from './audit-line.server.ts'
import { fullName } from './roster-view.server.ts'

type Place = { locationId: string }
type Start = Place & { startsAt: number }

/** What is called what, and when it is by the clock of its place. */
export type Names = ReturnType<typeof makeNames>

/** As many news as are not too many. */
const MOST_AT_FIRST = 6

export function makeNames(
  { catalogue, format, text }: Desk,
  { names, timeZone }: Pick<Today, 'names' | 'timeZone'>,
) {
  const { locations } = catalogue
  const services = new Map(names.services.map(({ id, name }) => [id, text(name)]))
  const trainers = new Map(names.trainers.map(({ id, name }) => [id, text(name)]))
  const zoneOf = ({ locationId }: Place) =>
    locations.find(({ id }) => id === locationId)?.timeZone ?? timeZone
  return {
    service: (id: string) => services.get(id) ?? '',
    trainer: (id: string) => trainers.get(id) ?? '',
    /** Empty where there is only one. */
    place: (id: string) => {
      const place = locations.find((location) => location.id === id)
      return place && locations.length > 1 ? text(place.name) : ''
    },
    when: (start: Start) => format.whenNear(start.startsAt, zoneOf(start)),
    time: (start: Start) => format.time(start.startsAt, zoneOf(start)),
    range: ({ endsAt, ...start }: Start & { endsAt: number }) =>
      format.timeRange(start.startsAt, endsAt, zoneOf(start)),
    until: (at: number, place: Place) => format.whenNear(at, zoneOf(place)),
  }
}

/** What changed since yesterday, in sentences. */
export function newsView(desk: Desk, { changes, moves }: Today, names: Names) {
  const { say, when, words } = desk
  const lines = changes.map((change) => {
    const who = whoOf(desk, change)
    const at = when(change.at)
    return {
      id: change.id,
      text: sentenceOf(desk, change, names),
      by: say('say.byWhom', { when: at, who: change.actor === 'api' ? words('admin').log.key : who }),
      href:
        change.count > 1 && change.sessionId !== null
          ? `/admin/sessions/${change.sessionId}`
          : `/admin/bookings/${change.bookingId}`,
    }
  })
  return {
    changes: lines.slice(0, MOST_AT_FIRST),
    moreChanges: lines.slice(MOST_AT_FIRST),
    moves: moves.map((move) => {
      const said = { name: fullName(move), what: names.service(move.serviceId), when: names.when(move) }
      const { id, offerExpiresAt, sessionId, status } = move
      const isOffer = status === 'offered' && offerExpiresAt !== null
      return {
        id,
        text: isOffer
          ? say('say.wasOffered', { ...said, until: names.until(offerExpiresAt, move) })
          : say('say.movedUp', said),
        href: `/admin/sessions/${sessionId}`,
      }
    }),
  }
}

function sentenceOf({ say }: Desk, change: Change, names: Names): string {
  const { count, kind, fromStartsAt, locationId } = change
  const person = fullName(change)
  const name = count > 1 ? say('say.andOthers', { name: person, count: count - 1 }) : person
  const said = { name, what: names.service(change.serviceId), when: names.when(change) }
  switch (kind) {
    case 'moved':
      return fromStartsAt === null
        ? say('say.newChanged', said)
        : say('say.newMoved', { ...said, from: names.when({ startsAt: fromStartsAt, locationId }) })
    case 'booked':
      return say('say.newBooked', said)
    case 'requested':
      return say('say.newRequested', said)
    case 'confirmed':
      return say('say.newConfirmed', said)
    case 'declined':
      return say('say.newDeclined', said)
    case 'expired':
      return say('say.newExpired', said)
    case 'cancelled':
      return say('say.newCancelled', said)
    case 'charge_waived':
      return say('say.newWaived', said)
    case 'session_changed':
      return say('say.newChanged', said)
  }
}
