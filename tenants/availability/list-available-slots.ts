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
import { placesOf, readSchedules, type Schedule } from './read-schedules.ts'
import { toSlotInput } from './to-slot-input.ts'

const MAX_SLOT_DAYS = 62
// Some days on either side of what is asked are looked at, and they have to be dates too.
const FIRST_ON = '1970-01-01'
const LAST_ON = '9998-12-31'

export type SlotQuery = {
  /** Ids or slugs. No trainer means any of those who give the service. */
  serviceId: string
  trainerId?: string | null | undefined
  /** Only there; else wherever they work. */
  locationId?: string | null | undefined
  /** One of the service's choices; else as long as it takes with each trainer. */
  durationMinutes?: number | null | undefined
  /** How many people come; 1 when left out. */
  heads?: number | undefined
  /** Of a client who is known: their group may book from further ahead. */
  clientGroupId?: string | null | undefined
  /** Bookings and holds that do not count: the one about to be moved, the asker's own hold. */
  ignore?: readonly string[] | undefined
  /** Local dates of the place, both inclusive, at most 62 days. */
  fromOn: string
  toOn: string
}

/** One time that can be booked at one place, with the trainers who are free then, the least busy of that day first. */
export type AvailableSlot = {
  startsAt: number
  /** With the first of them. */
  endsAt: number
  locationId: string
  trainerIds: string[]
}

export type AvailableSlots = {
  serviceId: string
  trainerId: string | null
  /** Of the place asked for, else of the first at which it is given. */
  timeZone: string
  slots: AvailableSlot[]
}

/**
 * The times at which a service can be booked, in two round trips at most. Each of them, posted unchanged at once, is
 * accepted.
 *
 * @throws AppError `not_found` for an unknown service, trainer or place, a class, or a trainer who does not give it;
 * `invalid_input` for dates, a duration that is not for sale, or more people than may come.
 */
export async function listAvailableSlots(ctx: TenantContext, query: SlotQuery): Promise<AvailableSlots> {
  assertDates(query)
  const catalogue = await getCatalogue(ctx)
  const service = getAppointment(catalogue, query.serviceId)
  const { locationId, heads = 1 } = query
  if (locationId) getLocation(catalogue, locationId)
  assertHeads(service, heads)
  const trainerIds = candidateTrainers(catalogue, service, query.trainerId)
  const timeZone = zoneOf(catalogue, { service, trainerIds, locationId })
  const range = {
    from: localDayBounds(timeZone, query.fromOn).startsAt,
    to: localDayBounds(timeZone, query.toOn).endsAt,
  }
  const schedules = await readSchedules(ctx, catalogue, {
    service,
    trainerIds,
    locationId,
    durationMinutes: chosenDuration(service, query.durationMinutes),
    heads,
    clientGroupId: query.clientGroupId,
    ignore: query.ignore,
    ...range,
  })
  return {
    serviceId: service.id,
    trainerId: query.trainerId ? (trainerIds[0] ?? null) : null,
    timeZone,
    slots: mergeSlots(service, schedules, { ...range, now: ctx.now() }),
  }
}

/** The service with this id or slug, unless it is a class: those are booked by the session. Throws `not_found`. */
export function getAppointment(catalogue: Catalogue, idOrSlug: string): Service {
  const service = getService(catalogue, idOrSlug)
  if (service.kind === 'appointment') return service
  throw new AppError('not_found', 'This is a class: see its sessions.')
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

/** What the client chose, if it is theirs to choose; nothing: with each trainer as long as it takes. */
export function chosenDuration(service: Service, chosen: number | null | undefined): number | undefined {
  if (chosen === null || chosen === undefined) return undefined
  if (chosen === service.durationMinutes || service.durationChoices.includes(chosen)) return chosen
  throw invalidInput('durationMinutes', 'This cannot be booked for that long.')
}

/** The slots of several trainers and places as one list, by time. */
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
    .flatMap(([startsAt, able]) => {
      const byLoad = able
        .map((schedule) => ({ schedule, busyMs: load(schedule, startsAt) }))
        .sort((a, b) => a.busyMs - b.busyMs)
        .map(({ schedule }) => schedule)
      return [...new Set(able.map(({ locationId }) => locationId))].map((locationId) => {
        const here = byLoad.filter((schedule) => schedule.locationId === locationId)
        const durationMinutes = here[0]?.durationMinutes ?? service.durationMinutes
        const trainerIds = here.map(({ trainerId }) => trainerId)
        return { startsAt, endsAt: startsAt + minutes(durationMinutes), locationId, trainerIds }
      })
    })
}

type Place = { service: Service; trainerIds: readonly string[]; locationId: string | null | undefined }

function zoneOf(catalogue: Catalogue, { service, trainerIds, locationId }: Place): string {
  const [first] = trainerIds
  const [place] = first ? placesOf(getTrainer(catalogue, first), { service, locationId }) : []
  return getLocation(catalogue, place ?? locationId ?? undefined).timeZone
}

/** Throws `invalid_input` when more people want to come than may. */
export function assertHeads({ maxParty }: Service, heads: number): void {
  if (heads <= maxParty) return
  throw invalidInput(
    'heads',
    maxParty === 1 ? 'This is for one person.' : `This is for at most ${maxParty} people.`,
  )
}

function assertDates({ fromOn, toOn }: SlotQuery): void {
  for (const [path, on] of [
    ['from', fromOn],
    ['to', toOn],
  ] as const) {
    if (!isLocalDate(on)) throw invalidInput(path, 'Not a date: use YYYY-MM-DD.')
    if (on < FIRST_ON || on > LAST_ON) throw invalidInput(path, 'Nothing can be booked in that year.')
  }
  const days = daysBetween(fromOn, toOn) + 1
  if (days < 1) throw invalidInput('to', 'The last day is before the first.')
  if (days > MAX_SLOT_DAYS)
    throw invalidInput('to', `At most ${MAX_SLOT_DAYS} days can be asked for at once.`)
}

function invalidInput(path: string, message: string): AppError {
  return new AppError('invalid_input', message, { errors: [{ path, message }] })
}
