import { and, asc, eq, getTableColumns, gt, gte, isNull, lt, lte, ne, or, sql, type SQL } from 'drizzle-orm'
import {
  availabilityOverrides,
  bookings,
  dependents,
  MAX_SERVICE_MINUTES,
  services,
  sessions,
  timeOff,
  trainers,
} from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt } from '../availability/local-time.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import { selectSessions } from '../classes/read-sessions.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import type { CalendarQuery } from './calendar-input.ts'

const LONGEST_MS = minutes(MAX_SERVICE_MINUTES)

export type CalendarRows = Awaited<ReturnType<typeof readCalendar>>

/**
 * The rows a calendar is made of, in one round trip. Each list stays in one range of an index, however long the history
 * is: nothing is longer than `LONGEST_MS`, so what meets the range starts at most so long before it.
 */
export async function readCalendar(ctx: TenantContext, query: CalendarQuery) {
  const [appointments, classes, away, overrides, people, offers] = await ctx.db.read([
    selectAppointments(ctx, query),
    selectSessions(ctx, ...classConditions(query)),
    selectTimeOff(ctx, query),
    selectOverrides(ctx, query),
    selectTrainers(ctx),
    selectServices(ctx),
  ])
  return { appointments, classes, away, overrides, people, offers }
}

type Table = typeof bookings | typeof sessions

const meetsRange = ({ startsAt, endsAt }: Table, { from, to }: CalendarQuery) =>
  and(gt(startsAt, from - LONGEST_MS), lt(startsAt, to), gt(endsAt, from))

/** The id of a trainer named by id or slug: looked up by the database, so that it costs no round trip. */
const idOf = (trainerId: string): SQL =>
  sql`(SELECT id FROM trainers WHERE id = ${trainerId} OR slug = ${trainerId})`

function selectAppointments({ db, now }: TenantContext, query: CalendarQuery) {
  return db.orm
    .select({
      id: bookings.id,
      serviceId: bookings.serviceId,
      trainerId: bookings.trainerId,
      locationId: bookings.locationId,
      startsAt: bookings.startsAt,
      endsAt: bookings.endsAt,
      status: bookings.status,
      takes: bookings.takes,
      overrideReason: bookings.overrideReason,
      dependent: { firstName: dependents.firstName, lastName: dependents.lastName },
      attendee: { firstName: bookings.attendeeFirstName, lastName: bookings.attendeeLastName },
      contact: { firstName: bookings.contactFirstName, lastName: bookings.contactLastName },
      heads: sql<number>`CASE WHEN ${bookings.partyId} IS NULL THEN 1 ELSE (SELECT count(*) FROM bookings AS other
        WHERE other.party_id = ${bookings.partyId} AND other.starts_at = ${bookings.startsAt}
          AND other.status = ${bookings.status}) END`,
    })
    .from(bookings)
    .leftJoin(dependents, eq(dependents.id, bookings.dependentId))
    .where(
      and(
        meetsRange(bookings, query),
        query.trainerId ? sql`${bookings.trainerId} = ${idOf(query.trainerId)}` : undefined,
        // With the sign it is no reason to choose the index of sessions, in which all appointments are alike.
        sql`+${bookings.sessionId} IS NULL`,
        eq(bookings.guestPosition, 0),
        query.withCancelled
          ? undefined
          : sql`${bookings.status} NOT IN ${FREED} AND (${bookings.status} <> 'pending' OR ${unexpired(now(), bookings.expiresAt)})`,
      ),
    )
    .orderBy(asc(bookings.startsAt), asc(bookings.id))
}

function classConditions(query: CalendarQuery): SQL[] {
  const { trainerId } = query
  return [
    meetsRange(sessions, query),
    trainerId
      ? sql`${idOf(trainerId)} IN (${sessions.trainerId}, coalesce(${sessions.secondTrainerId}, ''))`
      : undefined,
    query.withCancelled ? undefined : ne(sessions.status, 'cancelled'),
  ].filter((one) => one !== undefined)
}

function selectTimeOff({ db: { orm } }: TenantContext, { from, to, trainerId }: CalendarQuery) {
  return orm
    .select()
    .from(timeOff)
    .where(
      and(
        // Named one by one, they let the search stay in the index of trainers and ends.
        sql`${timeOff.trainerId} IN ${trainerId ? idOf(trainerId) : sql`(SELECT id FROM trainers)`}`,
        gt(timeOff.endsAt, from),
        lt(timeOff.startsAt, to),
      ),
    )
    .orderBy(asc(timeOff.startsAt), asc(timeOff.id))
}

function selectOverrides({ db: { orm } }: TenantContext, { from, to, trainerId }: CalendarQuery) {
  const { trainerId: whose, fromOn, toOn } = availabilityOverrides
  return orm
    .select(getTableColumns(availabilityOverrides))
    .from(availabilityOverrides)
    .where(
      and(
        trainerId ? or(isNull(whose), sql`${whose} = ${idOf(trainerId)}`) : undefined,
        // Whole dates on either side: no zone is further from UTC than a day, and windows reach into the next.
        gte(toOn, addDays(localDateAt('UTC', from), -3)),
        lte(fromOn, addDays(localDateAt('UTC', to), 2)),
      ),
    )
}

function selectTrainers({ db: { orm } }: TenantContext) {
  const { id, slug, name, status, isBookable, locationId } = trainers
  return orm
    .select({ id, slug, name, status, isBookable, locationId })
    .from(trainers)
    .orderBy(asc(trainers.position), asc(trainers.id))
}

function selectServices({ db: { orm } }: TenantContext) {
  const { id, name, color, kind } = services
  return orm.select({ id, name, color, kind }).from(services).orderBy(asc(services.position))
}
