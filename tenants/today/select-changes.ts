import { and, desc, eq, gt, inArray, notInArray, sql, type SQL } from 'drizzle-orm'
import { apiKeys, bookingEvents, bookings, users } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** What of a booking's history is news: not who came, which those who ask wrote down themselves. */
export const newsKinds = [
  'booked',
  'requested',
  'confirmed',
  'declined',
  'expired',
  'moved',
  'cancelled',
  'session_changed',
  'charge_waived',
] as const satisfies (typeof bookingEvents.$inferSelect)['kind'][]

/** Something that happened to a booking, or at one stroke to several of a party, a series or a class. */
export type Change = {
  id: string
  kind: (typeof newsKinds)[number]
  at: number
  /** As the history writes it, and the name of whom it knows. */
  actor: string
  actorName: string | null
  bookingId: string
  sessionId: string | null
  serviceId: string
  trainerId: string
  locationId: string
  startsAt: number
  /** When it was before, of what was moved (ms). */
  fromStartsAt: number | null
  firstName: string
  lastName: string
  /** How many bookings it was. */
  count: number
}

/** What happened after `since`, the last first, for `db.read`. */
export function selectChanges(
  { db: { orm } }: Pick<TenantContext, 'db'>,
  { since, where, limit }: { since: number; where: SQL | undefined; limit: number },
) {
  return (
    orm
      .select({
        id: bookingEvents.id,
        kind: sql<Change['kind']>`${bookingEvents.kind}`,
        at: bookingEvents.at,
        actor: bookingEvents.actor,
        actorName: sql<string | null>`coalesce(${users.name}, ${apiKeys.name})`,
        bookingId: bookings.id,
        sessionId: bookings.sessionId,
        serviceId: bookings.serviceId,
        trainerId: bookings.trainerId,
        locationId: bookings.locationId,
        startsAt: bookings.startsAt,
        fromStartsAt: sql<number | null>`${bookingEvents.details} ->> 'fromStartsAt'`,
        firstName: bookings.contactFirstName,
        lastName: bookings.contactLastName,
        count: sql<number>`count(*)`,
      })
      .from(bookingEvents)
      // Not an inner join: that might begin with all bookings that are somebody's.
      .crossJoin(bookings)
      .leftJoin(users, eq(users.id, actorId))
      .leftJoin(apiKeys, eq(apiKeys.id, actorId))
      .where(
        and(
          eq(bookings.id, bookingEvents.bookingId),
          gt(bookingEvents.at, since),
          inArray(bookingEvents.kind, [...newsKinds]),
          notInArray(bookings.source, ['import', 'seed']),
          where,
        ),
      )
      .groupBy(bookingEvents.kind, bookingEvents.at, bookingEvents.actor, together)
      .orderBy(desc(bookingEvents.at), desc(bookingEvents.id))
      .limit(limit)
  )
}

/** `usr_…` of `staff:usr_…`. */
const actorId = sql`substr(${bookingEvents.actor}, instr(${bookingEvents.actor}, ':') + 1)`
const together = sql`coalesce(${bookings.seriesId}, ${bookings.partyId}, ${bookings.sessionId}, ${bookings.id})`
