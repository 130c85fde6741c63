import type { TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import {
  bookingEvents,
  bookings,
  holds,
  occupancies,
  resources,
  sessions,
  waitlistEntries,
  type BookingRow,
  type HoldRow,
  type OccupancyRow,
  type ResourceRow,
  type SessionRow,
  type WaitlistEntryRow,
} from '../../db/tenant/schema/index.ts'

type Studio = {
  booked: BookingRow[]
  held: HoldRow[]
  taken: OccupancyRow[]
  things: ResourceRow[]
  classes: SessionRow[]
  waiting: WaitlistEntryRow[]
  events: { bookingId: string; kind: string }[]
  now: number
}

/**
 * Everything that must never be true of a studio's database, as sentences; none when all is well. Read from the rows
 * themselves, by other means than the guard and the triggers.
 */
export async function findFaults(db: TenantDatabase, now: number): Promise<string[]> {
  const { orm } = db
  const [booked, held, taken, things, classes, waiting, events] = await db.read([
    orm.select().from(bookings),
    orm.select().from(holds),
    orm.select().from(occupancies),
    orm.select().from(resources),
    orm.select().from(sessions),
    orm.select().from(waitlistEntries),
    orm.select({ bookingId: bookingEvents.bookingId, kind: bookingEvents.kind }).from(bookingEvents),
  ])
  const studio = { booked, held, taken, things, classes, waiting, events, now }
  return [
    ...strayOccupancies(studio),
    ...trainerOverlaps(studio),
    ...overbookedResources(studio),
    ...overbookedSessions(studio),
    ...personOverlaps(studio),
    ...passedQueues(studio),
    ...manyHolds(studio),
    ...silentBookings(studio),
  ]
}

const isLive = ({ status }: BookingRow) => !['cancelled', 'declined', 'expired'].includes(status)
const counts = ({ expiresAt }: { expiresAt: number | null }, now: number) =>
  expiresAt === null || expiresAt > now
const meet = (a: { startsAt: number; endsAt: number }, b: { startsAt: number; endsAt: number }) =>
  a.startsAt < b.endsAt && a.endsAt > b.startsAt

function pairs<Item>(items: readonly Item[]): [Item, Item][] {
  return items.flatMap((a, index) => items.slice(index + 1).map((b): [Item, Item] => [a, b]))
}

/** What is taken is what bookings, sessions and holds say, no more and no less. */
function strayOccupancies({ booked, held, taken, classes }: Studio): string[] {
  const key = (ownerId: string, sourceId: string, from: number, until: number) =>
    [ownerId, sourceId, from, until].join(' ')
  const own = (ids: (string | null)[], row: BookingRow | SessionRow | HoldRow) => [
    ...ids.flatMap((id) => (id === null ? [] : key(id, row.id, row.startsAt, row.endsAt))),
    ...row.takes.map((take) => key(take.id, row.id, take.from, take.until)),
  ]
  const expected = new Set([
    ...booked
      .filter(isLive)
      .flatMap((row) => own(row.sessionId === null && row.guestPosition === 0 ? [row.trainerId] : [], row)),
    ...classes
      .filter(({ status }) => status !== 'cancelled')
      .flatMap((row) => own([row.status === 'scheduled' ? row.trainerId : null, row.secondTrainerId], row)),
    ...held
      .filter(({ status }) => status === 'active')
      .flatMap((row) => own(row.sessionId === null ? [row.trainerId] : [], row)),
  ])
  const actual = new Set(taken.map((row) => key(row.ownerId, row.sourceId, row.startsAt, row.endsAt)))
  return [
    ...[...actual].filter((one) => !expected.has(one)).map((one) => `taken by nobody: ${one}`),
    ...[...expected].filter((one) => !actual.has(one)).map((one) => `not taken: ${one}`),
  ]
}

function trainerOverlaps({ taken, things, now }: Studio): string[] {
  const rows = taken.filter(
    (row) => !row.isForced && counts(row, now) && !things.some(({ id }) => id === row.ownerId),
  )
  return pairs(rows)
    .filter(([a, b]) => a.ownerId === b.ownerId && a.sourceId !== b.sourceId && tooClose(a, b))
    .map(([a, b]) => `${a.ownerId} is in two places: ${a.sourceId} and ${b.sourceId}`)
}

function tooClose(a: OccupancyRow, b: OccupancyRow): boolean {
  const [first, second] = a.startsAt <= b.startsAt ? [a, b] : [b, a]
  const after = first.occupiedUntil - first.endsAt
  const before = second.startsAt - second.occupiedFrom
  const isSum = a.gapRule === 'sum' || b.gapRule === 'sum'
  return second.startsAt - first.endsAt < (isSum ? after + before : Math.max(after, before))
}

function overbookedResources({ taken, things, now }: Studio): string[] {
  return things.flatMap(({ id, units }) => {
    const uses = taken.filter((row) => row.ownerId === id && !row.isForced && counts(row, now))
    const usedAt = (at: number) =>
      uses.filter((use) => use.startsAt <= at && use.endsAt > at).reduce((sum, use) => sum + use.units, 0)
    return uses.some(({ startsAt }) => usedAt(startsAt) > units)
      ? [`${id} is promised beyond its ${units}`]
      : []
  })
}

/** More people than places there are only where places were taken away, or staff put somebody in. */
function overbookedSessions({ booked, held, classes, now }: Studio): string[] {
  return classes.flatMap(({ id, capacity, changedFields }) => {
    const people = booked.filter((row) => row.sessionId === id && isLive(row) && counts(row, now))
    const kept = held.filter((row) => row.sessionId === id && row.status === 'active' && counts(row, now))
    const places = people.length + kept.reduce((sum, { quantity }) => sum + quantity, 0)
    const isKnown =
      changedFields.includes('capacity') || people.some(({ overrideReason }) => overrideReason !== null)
    return places > capacity && !isKnown ? [`${id} has ${places} of ${capacity} places given away`] : []
  })
}

function personOverlaps({ booked, now }: Studio): string[] {
  const own = booked.filter((row) => isLive(row) && counts(row, now) && row.guestPosition === 0)
  return pairs(own.filter(({ overrideReason }) => overrideReason === null))
    .filter(([a, b]) => a.clientId === b.clientId && a.dependentId === b.dependentId && meet(a, b))
    .map(([a, b]) => `one person has ${a.id} and ${b.id}`)
}

/** Nobody waits, not passed by, while there is a place they could have. */
function passedQueues({ booked, held, classes, waiting, now }: Studio): string[] {
  return classes
    .filter(({ status, startsAt }) => status !== 'cancelled' && startsAt > now)
    .flatMap(({ id, capacity, walkInCapacity, onlineCapacity }) => {
      const people = booked.filter((row) => row.sessionId === id && isLive(row) && counts(row, now)).length
      const kept = held
        .filter((row) => row.sessionId === id && row.status === 'active' && counts(row, now))
        .reduce((sum, { quantity }) => sum + quantity, 0)
      const free = Math.min(capacity - walkInCapacity, onlineCapacity ?? capacity) - people - kept
      const next = waiting.find(
        (one) => one.sessionId === id && one.status === 'waiting' && one.skipReason === null,
      )
      return next && free >= next.partySize ? [`${next.id} waits while ${id} has ${free} places free`] : []
    })
}

function manyHolds({ held, now }: Studio): string[] {
  const active = held.filter((row) => row.status === 'active' && counts(row, now))
  const holders = new Set(active.map(({ holder }) => holder))
  return [...holders]
    .filter((holder) => active.filter((row) => row.holder === holder).length > 2)
    .map((holder) => `${holder} holds more than two places`)
}

function silentBookings({ booked, events }: Studio): string[] {
  const told = new Set(
    events.filter(({ kind }) => kind === 'booked' || kind === 'requested').map((one) => one.bookingId),
  )
  return booked
    .filter(({ id, source }) => source !== 'seed' && !told.has(id))
    .map(({ id }) => `${id} has no history`)
}
