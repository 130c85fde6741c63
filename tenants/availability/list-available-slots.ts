import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { getCatalogue, type Catalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { makeDailyLoad } from './daily-load.ts'
import { daysBetween, isLocalDate, localDayBounds } from './local-time.ts'
import { listSlots } from './list-slots.ts'
import { readSchedules, type Schedule } from './read-schedules.ts'
import { toSlotInput } from './to-slot-input.ts'

export const MAX_SLOT_DAYS = 62

export type SlotQuery = {
  /** Ids or slugs. No trainer means any of those who give the service. */
  serviceId: string
  trainerId?: string | null
  /** Local dates of the place, both inclusive, at most 62 days. */
  fromOn: string
  toOn: string
}

/** One time that can be booked, with the trainers who are free then, the least busy of that day first. */
export type AvailableSlot = { startsAt: number; endsAt: number; trainerIds: string[] }

export type AvailableSlots = {
  serviceId: string
  trainerId: string | null
  timeZone: string
  slots: AvailableSlot[]
}

/**
 * The times at which a service can be booked, in two round trips at most. Each of them, posted unchanged at once, is
 * accepted.
 *
 * @throws AppError `not_found` for an unknown service or trainer, or one who does not give it; `invalid_input` for dates.
 */
export async function listAvailableSlots(ctx: TenantContext, query: SlotQuery): Promise<AvailableSlots> {
  assertDates(query)
  const catalogue = await getCatalogue(ctx)
  const service = getService(catalogue, query.serviceId)
  const trainerIds = candidateTrainers(catalogue, service, query.trainerId)
  const timeZone = zoneOf(catalogue, trainerIds)
  const range = {
    from: localDayBounds(timeZone, query.fromOn).startsAt,
    to: localDayBounds(timeZone, query.toOn).endsAt,
  }
  const schedules = await readSchedules(ctx, catalogue, { trainerIds, ...range })
  return {
    serviceId: service.id,
    trainerId: query.trainerId ? (trainerIds[0] ?? null) : null,
    timeZone,
    slots: mergeSlots(service, schedules, { ...range, now: ctx.now() }),
  }
}

/** The trainers a booking may go to: the one asked for, or all who give the service, in the studio's order. */
export function candidateTrainers(
  catalogue: Catalogue,
  service: Service,
  trainerId: string | null | undefined,
): readonly string[] {
  if (!trainerId) return service.trainerIds
  const { id } = getTrainer(catalogue, trainerId)
  if (!service.trainerIds.includes(id)) {
    throw new AppError('not_found', 'This trainer does not give this service.')
  }
  return [id]
}

/** The slots of several trainers as one list. */
export function mergeSlots(
  service: Service,
  schedules: readonly Schedule[],
  range: { now: number; from: number; to: number },
): AvailableSlot[] {
  const free = new Map<number, Schedule[]>()
  for (const schedule of schedules) {
    for (const startsAt of listSlots(toSlotInput(service, schedule, range))) {
      const others = free.get(startsAt)
      if (others) others.push(schedule)
      else free.set(startsAt, [schedule])
    }
  }
  const load = makeDailyLoad()
  return [...free]
    .sort(([a], [b]) => a - b)
    .map(([startsAt, able]) => ({
      startsAt,
      endsAt: startsAt + minutes(service.durationMinutes),
      trainerIds: able
        .toSorted((a, b) => load(a, startsAt) - load(b, startsAt))
        .map(({ trainerId }) => trainerId),
    }))
}

function zoneOf(catalogue: Catalogue, trainerIds: readonly string[]): string {
  const [first] = trainerIds
  return getLocation(catalogue, first ? getTrainer(catalogue, first).locationId : undefined).timeZone
}

function assertDates({ fromOn, toOn }: SlotQuery): void {
  for (const [path, on] of [
    ['from', fromOn],
    ['to', toOn],
  ] as const) {
    if (!isLocalDate(on)) throw invalidDate(path, 'Not a date: use YYYY-MM-DD.')
  }
  const days = daysBetween(fromOn, toOn) + 1
  if (days < 1) throw invalidDate('to', 'The last day is before the first.')
  if (days > MAX_SLOT_DAYS) throw invalidDate('to', `At most ${MAX_SLOT_DAYS} days can be asked for at once.`)
}

function invalidDate(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { errors: [{ path, message }] })
}
