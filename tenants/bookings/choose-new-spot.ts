import { sql } from 'drizzle-orm'
import { sessions, type BookingRow } from '../../db/tenant/schema/index.ts'
import { chooseWindow } from '../availability/booking-window.ts'
import { candidateTrainers } from '../availability/list-available-slots.ts'
import { readSchedules } from '../availability/read-schedules.ts'
import { judgeBookability, refusalOf } from '../classes/bookability.ts'
import { selectSessions } from '../classes/read-sessions.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import type { Spot } from './booking-request.ts'
import { chooseHeadUnits } from './choose-head-units.ts'
import { judgeSchedules } from './judge-schedules.ts'
import type { Move } from './reschedule-booking.ts'

type Wanted = {
  ctx: TenantContext
  catalogue: Catalogue
  service: Service
  /** Who moves, all from one place. */
  rows: readonly [BookingRow, ...BookingRow[]]
  move: Move
  clientGroupId: string | null
  isStaff: boolean
}

/**
 * Where bookings would move to, checked as far as it can be before it is decided. What they take now does not count.
 *
 * @throws AppError `invalid_input`, `not_found`, `not_allowed` (`no_change`, `other_service`), `slot_unavailable`, `slot_taken`.
 */
export function chooseNewSpot(wanted: Wanted): Promise<Spot> {
  return wanted.rows[0].sessionId === null ? chooseTime(wanted) : chooseSession(wanted)
}

async function chooseTime({ ctx, catalogue, service, rows, move, clientGroupId }: Wanted): Promise<Spot> {
  const [row] = rows
  if (move.sessionId) throw invalid('sessionId', 'This booking is not a place in a class.')
  const startsAt = move.startsAt ?? row.startsAt
  const [trainerId = row.trainerId] = candidateTrainers(catalogue, service, move.trainerId ?? row.trainerId)
  const locationId = getLocation(catalogue, move.locationId ?? row.locationId).id
  if (startsAt === row.startsAt && trainerId === row.trainerId && locationId === row.locationId) {
    throw noChange()
  }
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds: [trainerId],
    locationId,
    durationMinutes: durationWith(service, { row, trainerId }),
    heads: rows.length,
    clientGroupId,
    ignore: rows.map(({ id }) => id),
    from: startsAt - hours(24),
    to: startsAt + hours(48),
  })
  const now = ctx.now()
  const { able, refusal } = judgeSchedules(schedules, { catalogue, service, startsAt, now })
  // Staff who override know what is in the way; what is over, nobody goes back to.
  const [schedule] = move.override && startsAt > now ? schedules : able
  if (!schedule) throw refusal
  return { kind: 'time', schedule, startsAt, durationMinutes: schedule.durationMinutes }
}

/** As long as before; with another trainer, where nothing else was chosen, as long as it takes with them. */
function durationWith(
  { trainerTerms, durationMinutes }: Service,
  { row, trainerId }: { row: BookingRow; trainerId: string },
): number | undefined {
  const booked = (row.endsAt - row.startsAt) / minutes(1)
  const usual = trainerTerms[row.trainerId]?.durationMinutes ?? durationMinutes
  return trainerId !== row.trainerId && booked === usual ? undefined : booked
}

async function chooseSession(wanted: Wanted): Promise<Spot> {
  const { ctx, catalogue, service, rows, move, clientGroupId, isStaff } = wanted
  if (!move.sessionId) throw invalid('sessionId', 'To which session?')
  if (move.sessionId === rows[0].sessionId) throw noChange()
  const [[session]] = await ctx.db.read([selectSessions(ctx, sql`${sessions.id} = ${move.sessionId}`)])
  if (!session) throw new AppError('not_found', 'There is no such class.')
  if (session.serviceId !== service.id) {
    const sentence = 'A booking can only move to another session of the same class.'
    throw new AppError('not_allowed', sentence, { reason: 'other_service' })
  }
  const { timeZone } = getLocation(catalogue, session.locationId)
  const now = ctx.now()
  const rules = chooseWindow(catalogue, service, clientGroupId)
  const bookability = judgeBookability(session, { service, rules, timeZone, now })
  // Notice and window are for clients; what is cancelled or has begun stays so for everybody.
  const isFinal = session.status === 'cancelled' || session.startsAt <= now
  if (!bookability.ok && (!isStaff || isFinal)) throw refusalOf(bookability)
  const takesEach = await chooseHeadUnits(ctx, catalogue, {
    service,
    session,
    heads: rows.length,
    ignore: rows.map(({ id }) => id),
  })
  if (!takesEach) {
    throw new AppError('slot_taken', 'The equipment it needs is taken then.', { reason: 'resource_taken' })
  }
  return { kind: 'session', session, timeZone, takesEach }
}

function noChange(): AppError {
  return new AppError('not_allowed', 'That is where the booking is already.', { reason: 'no_change' })
}

function invalid(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { errors: [{ path, code: 'invalid', message }] })
}
