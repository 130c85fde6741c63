import { sql, type SQL } from 'drizzle-orm'
import { MAX_BUFFER_MINUTES, MAX_SERVICE_MINUTES, type TakenResource } from '../../db/tenant/schema/index.ts'
import { minutes } from '../durations.ts'
import { IN_LINE } from '../waitlist/in-line.ts'
import { FREED, OFFLINE, unexpired } from './booking-statuses.ts'
import { findByKey, type ClientKey } from './client-key.ts'
import type { Claim, LimitCheck, SessionPlaces, TrainerTime } from './claim.ts'

const LONGEST_MS = minutes(MAX_SERVICE_MINUTES)
const WIDEST_MS = minutes(MAX_BUFFER_MINUTES)
const GROUP = 100

/** Why a claim is not granted. */
export type GuardReason =
  | 'busy'
  | 'time_off'
  | 'resource_taken'
  | 'session_full'
  | 'session_changed'
  | 'waitlist_first'
  | 'trainer_limit'
  | 'client_limit'
  | 'service_limit'
  | 'client_overlap'
  | 'client_blocked'
  | 'hold_limit'

/** One condition of a claim, and what is wrong when it does not hold; `about` is the id of what is in question. */
export type GuardPart = { reason: GuardReason; about: string; holds: SQL }

/**
 * The condition under which a claim can be granted, for the WHERE of the statement that writes it: everything is asked
 * of the rows there are at that moment, in the same transaction. The rules stand once more in the triggers of
 * `db/tenant/migrations/0003_occupancies.sql`, for every other way in (decision 009).
 */
export function guard(claim: Claim): SQL {
  return all(guardParts(claim).map(({ holds }) => holds))
}

/** SQLite reads a chain of at most 1000 conditions; a year of dates has more, so they come in groups. */
function all(conditions: readonly SQL[]): SQL {
  if (conditions.length === 0) return sql`1`
  const groups = Array.from({ length: Math.ceil(conditions.length / GROUP) }, (_, index) => {
    const group = conditions.slice(index * GROUP, (index + 1) * GROUP)
    return sql`(${sql.join(group, sql` AND `)})`
  })
  return sql.join(groups, sql` AND `)
}

/** The conditions one by one: what a client may not before what is taken. */
export function guardParts(claim: Claim): GuardPart[] {
  if (claim.isForced) return []
  const { times, takes, places, limits, person, holder, unblocked } = claim
  return [
    ...(unblocked
      ? [{ reason: 'client_blocked', about: unblocked, holds: mayBook(unblocked) } as const]
      : []),
    ...(holder
      ? [{ reason: 'hold_limit', about: holder.holder, holds: fewHolds(holder, claim) } as const]
      : []),
    ...(person?.during ?? []).map((during) => {
      return {
        reason: 'client_overlap',
        about: person?.clientKey ?? '',
        holds: sql`NOT EXISTS (${elsewhere(claim, during)})`,
      } as const
    }),
    ...limits.map((limit) => {
      return {
        reason: `${limit.subject}_limit`,
        about: limit.limitId,
        holds: withinLimit(limit, claim),
      } as const
    }),
    ...times.flatMap((time) => [
      {
        reason: 'time_off',
        about: time.trainerId,
        holds: sql`(${takesBookings(time, claim)} AND NOT EXISTS (${away(time)}))`,
      } as const,
      {
        reason: 'busy',
        about: time.trainerId,
        holds: sql`NOT EXISTS (${overlapping(time, claim)})`,
      } as const,
    ]),
    ...places.flatMap((place) => [
      { reason: 'session_changed', about: place.sessionId, holds: isAsSeen(place) } as const,
      { reason: 'session_full', about: place.sessionId, holds: hasRoom(place, claim) } as const,
      { reason: 'waitlist_first', about: place.sessionId, holds: isNext(place, claim) } as const,
    ]),
    ...addUnits(takes).map((take) => {
      return {
        reason: 'resource_taken',
        about: take.id,
        holds: sql`NOT EXISTS (${overbooked(take, claim)})`,
      } as const
    }),
  ]
}

/**
 * Something of the trainer's in the way: one meets the other with its buffers. Intervals are half-open, so they may
 * touch. The bounds on `starts_at` keep the search in one range of the key however long the history is.
 */
function overlapping(time: TrainerTime, { ignore, now }: Claim): SQL {
  const { startsAt, endsAt, occupiedFrom, occupiedUntil } = time
  return sql`SELECT 1 FROM occupancies AS other
    WHERE other.owner_id = ${time.trainerId}
      AND other.starts_at > ${startsAt - LONGEST_MS - 2 * WIDEST_MS} AND other.starts_at < ${endsAt + 2 * WIDEST_MS}
      AND other.source_id NOT IN ${list(ignore)}
      AND ${unexpired(now)}
      AND CASE WHEN ${time.gapRule} = 'sum' OR other.gap_rule = 'sum'
        THEN other.occupied_from < ${occupiedUntil} AND other.occupied_until > ${occupiedFrom}
        ELSE (other.starts_at < ${occupiedUntil} AND other.ends_at > ${occupiedFrom})
          OR (other.occupied_from < ${endsAt} AND other.occupied_until > ${startsAt}) END`
}

/** Nothing new with whoever was taken off the site since it was asked for; what is theirs already may stay. */
function takesBookings({ trainerId }: TrainerTime, { ignore }: Claim): SQL {
  return sql`(EXISTS (SELECT 1 FROM trainers WHERE id = ${trainerId} AND is_bookable = 1)
    OR EXISTS (SELECT 1 FROM bookings WHERE id IN ${list(ignore)} AND trainer_id = ${trainerId}))`
}

function away({ trainerId, startsAt, endsAt }: TrainerTime): SQL {
  return sql`SELECT 1 FROM time_off AS away
    WHERE away.trainer_id = ${trainerId} AND away.starts_at < ${endsAt} AND away.ends_at > ${startsAt}`
}

/** An instant at which the resource would be asked for more than it has. Use rises only where a use starts. */
function overbooked({ id, units, from, until }: TakenResource, { ignore, now }: Claim): SQL {
  const counts = sql`other.owner_id = ${id} AND other.source_id NOT IN ${list(ignore)}
    AND ${unexpired(now)}`
  return sql`SELECT 1 FROM (
      SELECT ${from} AS at
      UNION ALL
      SELECT other.starts_at FROM occupancies AS other
      WHERE ${counts} AND other.starts_at > ${from} AND other.starts_at < ${until}) AS point
    WHERE ${units} + (
        SELECT coalesce(sum(other.units), 0) FROM occupancies AS other
        WHERE ${counts} AND other.starts_at > point.at - ${LONGEST_MS + 2 * WIDEST_MS}
          AND other.starts_at <= point.at AND other.ends_at > point.at)
      > coalesce((SELECT units FROM resources WHERE id = ${id} AND status = 'active'), 0)`
}

/** The heads of a party ask for the same resource at the same time: that is one question. */
function addUnits(takes: readonly TakenResource[]): TakenResource[] {
  const asked = new Map<string, TakenResource>()
  for (const take of takes) {
    const key = `${take.id} ${take.from} ${take.until}`
    const same = asked.get(key)
    asked.set(key, same ? { ...same, units: same.units + take.units } : take)
  }
  return [...asked.values()]
}

/**
 * Nobody jumps the queue: not while somebody waits who was not passed by, or whose party, too large then, would fit by now.
 * Whoever had a place kept for them before need not queue for it.
 */
function isNext(place: SessionPlaces, claim: Claim): SQL {
  const { sessionId, quantity, isOnline, isOwn, waitlistEntryId, hold } = place
  if (isOwn) return sql`1`
  if (waitlistEntryId) {
    return sql`EXISTS (SELECT 1 FROM waitlist_entries
      WHERE id = ${waitlistEntryId} AND status IN ${IN_LINE})`
  }
  const { inAll, online } = freePlaces(sessionId, claim)
  const nobodyWaits = sql`NOT EXISTS (SELECT 1 FROM waitlist_entries
    WHERE session_id = ${sessionId} AND status = 'waiting' AND (skip_reason IS NULL
      OR skip_reason = 'party_too_large' AND party_size <= min(${inAll}, ${online})))`
  // Staff give away what whoever waits could not have, such as places for people who walk in.
  if (!isOnline) return sql`(${nobodyWaits} OR ${quantity} <= ${inAll} - max(0, min(${inAll}, ${online})))`
  if (!hold) return nobodyWaits
  return sql`(${nobodyWaits} OR EXISTS (SELECT 1 FROM holds WHERE id = ${hold.id} AND booking_id = ${hold.bookingId}
    AND session_id = ${sessionId} AND quantity >= ${quantity} AND expires_at > ${claim.now}))`
}

/** What the bookings will say of when, where and with whom is what the session says at that moment. */
function isAsSeen({ sessionId, seen }: SessionPlaces): SQL {
  if (!seen) return sql`1`
  return sql`EXISTS (SELECT 1 FROM sessions WHERE id = ${sessionId} AND starts_at = ${seen.startsAt}
    AND ends_at = ${seen.endsAt} AND trainer_id = ${seen.trainerId} AND location_id = ${seen.locationId})`
}

function hasRoom({ sessionId, quantity, isOnline }: SessionPlaces, claim: Claim): SQL {
  const { inAll, online } = freePlaces(sessionId, claim)
  return isOnline ? sql`${quantity} <= min(${inAll}, ${online})` : sql`${quantity} <= ${inAll}`
}

/** Places left in all, and of those that clients may book themselves. */
function freePlaces(sessionId: string, { ignore, now }: Claim): { inAll: SQL; online: SQL } {
  const booked = (more: SQL) => sql`(SELECT count(*) FROM bookings AS other
    WHERE other.session_id = ${sessionId} AND other.id NOT IN ${list(ignore)} AND other.status NOT IN ${FREED}
      AND ${unexpired(now)}${more})`
  const held = sql`(SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
    WHERE other.session_id = ${sessionId} AND other.id NOT IN ${list(ignore)}
      AND other.status = 'active' AND other.expires_at > ${now})`
  const session = (column: SQL) =>
    sql`coalesce((SELECT ${column} FROM sessions WHERE id = ${sessionId} AND status <> 'cancelled'), 0)`
  const forClients = session(sql`min(coalesce(online_capacity, capacity), capacity - walk_in_capacity)`)
  const isOnlineBooking = sql` AND other.source NOT IN ${OFFLINE}`
  return {
    inAll: sql`(${session(sql`capacity`)} - ${booked(sql``)} - ${held})`,
    online: sql`(${forClients} - ${booked(isOnlineBooking)} - ${held})`,
  }
}

/** What counts against a limit is what `tenants/limits/` shows beforehand. */
function withinLimit(limit: LimitCheck, { ignore, now }: Claim): SQL {
  const counted =
    limit.subject === 'trainer' ? trainerTime(limit, { ignore, now }) : bookingsOf(limit, { ignore, now })
  const within = [
    limit.maxBookings === null ? undefined : sql`${limit.bookings} + count(*) <= ${limit.maxBookings}`,
    limit.maxMinutes === null
      ? undefined
      : sql`${limit.minutes} * 60000 + coalesce(sum(other.ends_at - other.starts_at), 0) <= ${limit.maxMinutes} * 60000`,
  ].filter((one) => one !== undefined)
  return sql`(SELECT ${within.length === 0 ? sql`1` : sql.join(within, sql` AND `)} FROM ${counted})`
}

function trainerTime(
  { trainerId, from, until }: LimitCheck,
  { ignore, now }: Pick<Claim, 'ignore' | 'now'>,
): SQL {
  return sql`occupancies AS other
    WHERE other.owner_id = ${trainerId} AND other.starts_at >= ${from} AND other.starts_at < ${until}
      AND other.source_id NOT IN ${list(ignore)} AND ${unexpired(now)}`
}

function bookingsOf(
  { clientKey, serviceId, period, from, until }: LimitCheck,
  { ignore, now }: Pick<Claim, 'ignore' | 'now'>,
): SQL {
  const inPeriod = {
    day: sql`other.starts_at >= ${from} AND other.starts_at < ${until} AND other.status NOT IN ${FREED}`,
    week: sql`other.starts_at >= ${from} AND other.starts_at < ${until} AND other.status NOT IN ${FREED}`,
    open: sql`other.ends_at > ${from} AND other.status IN ('pending', 'confirmed')`,
    // Cancelled in time, or by the studio: that was no taster.
    ever: sql`(other.status NOT IN ${FREED} OR other.cancel_kind = 'late')`,
  }[period]
  const whose = clientKey ? sql` AND other.client_id = ${findByKey(clientKey)}` : sql``
  const what = serviceId ? sql` AND other.service_id = ${serviceId}` : sql``
  return sql`bookings AS other WHERE ${inPeriod}${whose}${what}
    AND other.guest_position = 0 AND other.id NOT IN ${list(ignore)}
    AND ${unexpired(now)}`
}

function mayBook(key: ClientKey): SQL {
  return sql`NOT EXISTS (SELECT 1 FROM clients WHERE id = ${findByKey(key)} AND blocked_at IS NOT NULL)`
}

/** The person is booked elsewhere then. Guests are strangers: nobody knows where else they are. */
function elsewhere(
  { person, ignore, now }: Claim,
  { startsAt, endsAt }: { startsAt: number; endsAt: number },
): SQL {
  return sql`SELECT 1 FROM bookings AS other
    WHERE other.client_id = ${findByKey(person?.clientKey ?? '')}
      AND other.dependent_id IS ${person?.dependentId ?? null} AND other.guest_position = 0
      AND other.starts_at > ${startsAt - LONGEST_MS} AND other.starts_at < ${endsAt} AND other.ends_at > ${startsAt}
      AND other.status NOT IN ${FREED} AND ${unexpired(now)}
      AND other.id NOT IN ${list(ignore)}`
}

function fewHolds({ holder, most }: NonNullable<Claim['holder']>, { ignore, now }: Claim): SQL {
  return sql`(SELECT count(*) FROM holds AS other WHERE other.holder = ${holder} AND other.id NOT IN ${list(ignore)}
    AND other.status = 'active' AND other.expires_at > ${now}) < ${most}`
}

/** One parameter however many there are: of those, too, a statement has at most so many. */
function list(ids: readonly string[]): SQL {
  return sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`
}
