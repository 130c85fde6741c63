import { eq, gte, lt, or } from 'drizzle-orm'
import { sessions } from '../../db/tenant/schema/index.ts'
import { isStaff } from '../access/require-staff.ts'
import { addDays, daysBetween, isLocalDate, localDateAt, localDayBounds } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { invalidFields } from '../parse-input.ts'
import { findAnyService, isOnSale } from '../studio/get-any-service.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { selectSessions } from './read-sessions.ts'
import { toSessionView, type SessionView } from './session-view.ts'

const MAX_TIMETABLE_DAYS = 62

export type TimetableQuery = {
  /** Local dates of each place, both inclusive, at most 62 days. */
  fromOn: string
  toOn: string
  /** Ids or slugs. */
  serviceId?: string | null
  trainerId?: string | null
  locationId?: string | null
  /** An id. */
  seriesId?: string | null
}

/**
 * The sessions that start on these dates, in order, the cancelled ones too: those of services on sale, and for staff of
 * services that were. One round trip beyond the catalogue.
 *
 * @throws AppError `not_found` for an unknown service, trainer or place; `invalid_input` for dates; DatabaseError.
 */
export async function listTimetable(ctx: TenantContext, query: TimetableQuery): Promise<SessionView[]> {
  const { fromOn, toOn } = query
  assertDates(query)
  const catalogue = await getCatalogue(ctx)
  const seesAll = isStaff(ctx)
  const findService = (idOrSlug: string) =>
    (seesAll ? findAnyService(catalogue, idOrSlug) : undefined) ?? getService(catalogue, idOrSlug)
  const conditions = [
    query.seriesId ? eq(sessions.seriesId, query.seriesId) : undefined,
    // Whole dates on either side: no zone is further from UTC than a day.
    gte(sessions.startsAt, localDayBounds('UTC', addDays(fromOn, -1)).startsAt),
    lt(sessions.startsAt, localDayBounds('UTC', addDays(toOn, 1)).endsAt),
    query.serviceId ? eq(sessions.serviceId, findService(query.serviceId).id) : undefined,
    query.trainerId ? isGivenBy(getTrainer(catalogue, query.trainerId).id) : undefined,
    query.locationId ? eq(sessions.locationId, getLocation(catalogue, query.locationId).id) : undefined,
  ].filter((one) => one !== undefined)
  const [found] = await ctx.db.read([selectSessions(ctx, ...conditions)])
  return found
    .filter(({ serviceId }) => seesAll || isOnSale(catalogue, serviceId))
    .filter(({ startsAt, locationId }) => {
      const on = localDateAt(getLocation(catalogue, locationId).timeZone, startsAt)
      return fromOn <= on && on <= toOn
    })
    .map((session) => toSessionView(session, catalogue, ctx.now()))
}

function isGivenBy(trainerId: string) {
  return or(eq(sessions.trainerId, trainerId), eq(sessions.secondTrainerId, trainerId))
}

function assertDates({ fromOn, toOn }: TimetableQuery): void {
  const wrong = (path: 'fromOn' | 'toOn', code: string, message: string) => {
    throw invalidFields([{ path, code, message }])
  }
  if (!isLocalDate(fromOn)) wrong('fromOn', 'not_a_date', 'This is not a date.')
  if (!isLocalDate(toOn)) wrong('toOn', 'not_a_date', 'This is not a date.')
  if (toOn < fromOn) wrong('toOn', 'before_from', 'This is before the first date.')
  if (daysBetween(fromOn, toOn) >= MAX_TIMETABLE_DAYS) {
    wrong('toOn', 'too_far', `At most ${MAX_TIMETABLE_DAYS} days can be asked for at once.`)
  }
}
