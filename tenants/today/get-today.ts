import { and, asc, ne, or, eq, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { bookings, services, sessions, trainers, type LocalizedText } from '../../db/tenant/schema/index.ts'
import { requireReach } from '../access/require-staff.ts'
import { addDays, toInstant, toLocalTime } from '../availability/local-time.ts'
import { readDiary } from '../availability/read-diary.ts'
import { FREED, unexpired } from '../bookings/booking-statuses.ts'
import { isOwnBooking } from '../bookings/own-bookings.ts'
import { selectSessions } from '../classes/read-sessions.ts'
import { selectRoster, toRosterPerson } from '../classes/roster-person.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { findAnyService } from '../studio/get-any-service.ts'
import { getCatalogue, type Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { findGaps, type Gap } from './find-gaps.ts'
import { listEntries, type TodayEntry } from './list-entries.ts'
import { isOnOrRunning, localDays, startsOn } from './local-days.ts'
import { selectChanges, type Change } from './select-changes.ts'
import { selectRequests, selectWaitlistMoves, type Request, type WaitlistMove } from './select-requests.ts'

/** More than a studio's day holds. */
const MOST_PEOPLE = 3_000
const MOST_SESSIONS = 500
const MOST_REQUESTS = 30
const MOST_NEWS = 50

/** The day of a studio or of one trainer. Instants in ms; what is named by an id is in `names`. */
export type Today = {
  /** The main place's date and zone. */
  on: string
  timeZone: string
  /** Null: the whole studio's. */
  trainerId: string | null
  /** The same time yesterday: since then `changes` and `moves` are. */
  since: number
  /** What takes place today, or goes on since yesterday, by time. */
  entries: TodayEntry[]
  gaps: Gap[]
  requests: Request[]
  moves: WaitlistMove[]
  changes: Change[]
  numbers: TodayNumbers
  names: { services: Named[]; trainers: Named[] }
}

export type TodayNumbers = {
  /** People who are booked for today. */
  booked: number
  /** The same weekday a week ago. */
  bookedLastWeek: number
  /** Of today's, who is there or was. */
  cameIn: number
  /** In classes still to come today. */
  placesLeft: number
}

type Named = { id: string; name: LocalizedText }

const getTodayInput = z.object({ trainerId: anId.nullish() })
export type GetTodayInput = z.input<typeof getTodayInput>

/**
 * What today holds at the studio, on the date of each place: for staff, for a trainer what they give. Two round trips,
 * the catalogue's included; each list stays in a range of an index.
 *
 * @throws AppError `unauthorized`, `forbidden`, `invalid_input`; `not_found` for a trainer who is none or another one than
 * they may see; DatabaseError.
 */
export async function getToday(ctx: TenantContext, raw: GetTodayInput = {}): Promise<Today> {
  const { onlyTrainerId } = requireReach(ctx, 'bookings:view')
  const { trainerId: asked = null } = parseInput(getTodayInput, raw)
  if (asked !== null && onlyTrainerId !== null && asked !== onlyTrainerId) throw noSuchTrainer()
  const trainerId = asked ?? onlyTrainerId
  const catalogue = await getCatalogue(ctx)
  const now = ctx.now()
  const days = localDays(catalogue.locations, now)
  const [main] = days
  if (!main) throw new AppError('unavailable', 'This studio has no place yet.')
  const since = sameTimeYesterday(main.timeZone, now)

  const trainerIds = trainerId === null ? catalogue.trainers.map(({ id }) => id) : [trainerId]
  const [rows, diary] = await Promise.all([
    readDay(ctx, catalogue, { trainerId, now, since }),
    readDiary(ctx, catalogue, {
      serviceIds: [],
      trainerIds,
      from: now,
      to: Math.max(...days.map(({ endsAt }) => endsAt)),
    }),
  ])
  const [found, counted, [lastWeek], requests, moves, changes, trainerNames, serviceNames] = rows
  if (asked !== null && !trainerNames.some(({ id }) => id === asked)) throw noSuchTrainer()
  const people = found.map((row) => toRosterPerson(row, factsOf(catalogue, row)))
  const entries = listEntries(counted, people)
  return {
    on: main.on,
    timeZone: main.timeZone,
    trainerId,
    since,
    entries,
    gaps: findGaps(catalogue, diary, { trainerIds, now }),
    requests,
    moves,
    changes,
    numbers: {
      booked: people.length,
      bookedLastWeek: lastWeek?.count ?? 0,
      cameIn: people.filter(({ status }) => status === 'checked_in' || status === 'completed').length,
      placesLeft: sum(entries.filter(({ startsAt }) => startsAt > now).map(placesLeft)),
    },
    names: { services: serviceNames, trainers: trainerNames },
  }
}

type Asked = { trainerId: string | null; now: number; since: number }

/** Everything but the diary, in one round trip. */
function readDay(ctx: TenantContext, { locations }: Catalogue, { trainerId, now, since }: Asked) {
  const { orm, read } = ctx.db
  const isOwn = trainerId === null ? undefined : isOwnBooking(trainerId)
  const isGiven =
    trainerId === null
      ? undefined
      : or(eq(sessions.trainerId, trainerId), eq(sessions.secondTrainerId, trainerId))
  const days = localDays(locations, now)
  const counts = sql`${bookings.status} NOT IN ${FREED}`
  return read([
    selectRoster(
      ctx,
      and(isOnOrRunning(days, bookings, now), counts, unexpired(now, bookings.expiresAt), isOwn),
    )
      .orderBy(asc(bookings.createdAt), asc(bookings.partyId), asc(bookings.guestPosition), asc(bookings.id))
      .limit(MOST_PEOPLE),
    selectSessions(
      ctx,
      ...[isOnOrRunning(days, sessions, now), ne(sessions.status, 'cancelled'), isGiven].filter(isThere),
    ).limit(MOST_SESSIONS),
    orm
      .select({ count: sql<number>`count(*)` })
      .from(bookings)
      .where(and(startsOn(localDays(locations, now, -7), bookings), counts, isOwn)),
    selectRequests(ctx, { now, where: isOwn, limit: MOST_REQUESTS }),
    selectWaitlistMoves(ctx, { since, where: isGiven, limit: MOST_NEWS }),
    selectChanges(ctx, { since, where: isOwn, limit: MOST_NEWS }),
    orm.select({ id: trainers.id, name: trainers.name }).from(trainers).orderBy(asc(trainers.position)),
    orm.select({ id: services.id, name: services.name }).from(services),
  ])
}

const isThere = (condition: SQL | undefined): condition is SQL => condition !== undefined

/** What a person's booking does not say itself. */
function factsOf(catalogue: Catalogue, { locationId, serviceId }: { locationId: string; serviceId: string }) {
  const service = findAnyService(catalogue, serviceId)
  return {
    timeZone: getLocation(catalogue, locationId).timeZone,
    checkInMinutes: service?.checkInMinutes ?? null,
  }
}

/** When the clocks showed yesterday what they show now. */
function sameTimeYesterday(timeZone: string, now: number): number {
  const { on, minuteOfDay } = toLocalTime(timeZone, now)
  return toInstant(timeZone, { on: addDays(on, -1), minuteOfDay })
}

const placesLeft = ({ places }: TodayEntry): number =>
  places === null ? 0 : Math.max(0, places.capacity - places.booked)

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

const noSuchTrainer = () => new AppError('not_found', 'There is no such trainer.')
