import type { CountedSession } from '../classes/read-sessions.ts'
import type { RosterPerson } from '../classes/roster-person.ts'

/** What takes place today: a class, or an appointment with everybody of its party. */
export type TodayEntry = {
  kind: 'session' | 'appointment'
  /** Of the session, or of the first booking. */
  id: string
  startsAt: number
  endsAt: number
  serviceId: string
  /** Who gives it, the first first. */
  trainerIds: string[]
  locationId: string
  /** Of a class: nobody may be there to give it. */
  needsTrainer: boolean
  /** Of a class. */
  places: { capacity: number; booked: number; waiting: number } | null
  /** Each party together, in the order they booked. */
  people: RosterPerson[]
}

/** Sessions and bookings as one list, by time. */
export function listEntries(
  sessions: readonly CountedSession[],
  people: readonly RosterPerson[],
): TodayEntry[] {
  const bySession = Map.groupBy(people, ({ sessionId }) => sessionId)
  const alone = Map.groupBy(bySession.get(null) ?? [], ({ id, partyId }) => partyId ?? id)
  const classes = sessions.map((session): TodayEntry => {
    const { id, startsAt, endsAt, serviceId, trainerId, secondTrainerId, locationId } = session
    return {
      kind: 'session',
      id,
      startsAt,
      endsAt,
      serviceId,
      trainerIds: secondTrainerId === null ? [trainerId] : [trainerId, secondTrainerId],
      locationId,
      needsTrainer: session.status === 'needs_trainer',
      places: { capacity: session.capacity, booked: session.booked, waiting: session.waiting },
      people: bySession.get(id) ?? [],
    }
  })
  const appointments = [...alone.values()].flatMap((party): TodayEntry[] => {
    const [first] = party
    if (!first) return []
    const { id, startsAt, endsAt, serviceId, trainerId, locationId } = first
    const what = { id, startsAt, endsAt, serviceId, trainerIds: [trainerId], locationId }
    return [{ kind: 'appointment', ...what, needsTrainer: false, places: null, people: party }]
  })
  return [...classes, ...appointments].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1))
}
