import type { TenantContext } from '../context.ts'
import type { Catalogue, Service, Trainer } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getTrainer } from '../studio/get-trainer.ts'
import { chooseWindow, type WindowRules } from './booking-window.ts'
import { readDiary, type Diary } from './read-diary.ts'
import type { BusyInterval, Cap, Interval, OpeningRules, Pool } from './slot-input.ts'

/** `sourceId`: the booking, session or hold. */
export type ScheduleBusy = Required<BusyInterval>
/** `units` are those of one session, or of each head. */
export type SchedulePool = Pool & { per: 'session' | 'head' }

/** Everything that bears on when one trainer can give a service at one place. */
export type Schedule = OpeningRules & {
  trainerId: string
  locationId: string
  /** The duration asked for, else the trainer's own. */
  durationMinutes: number
  heads: number
  timeOff: (Interval & { reason: string | null })[]
  busy: ScheduleBusy[]
  pools: SchedulePool[]
  caps: Cap[]
  weekStartsOn: number
  /** How far ahead this client can book. */
  window: WindowRules
}

/** What to make schedules for. */
export type ScheduleWish = {
  service: Service
  trainerIds: readonly string[]
  /** Only there; else wherever the trainers work and the service is given. */
  locationId?: string | null | undefined
  durationMinutes?: number | undefined
  /** How many people come; 1 when left out. */
  heads?: number | undefined
  clientGroupId?: string | null | undefined
}

type ScheduleQuery = ScheduleWish & { from: number; to: number; ignore?: readonly string[] | undefined }

/**
 * Reads what the slots of a service depend on between two instants: one round trip, whatever the number of trainers. One
 * schedule for each trainer and place, in the order of `trainerIds`, the trainer's main place first.
 */
export async function readSchedules(
  ctx: TenantContext,
  catalogue: Catalogue,
  { from, to, ignore, ...wish }: ScheduleQuery,
): Promise<Schedule[]> {
  const { service, trainerIds } = wish
  if (trainerIds.length === 0) return []
  const diary = await readDiary(ctx, catalogue, { serviceIds: [service.id], trainerIds, from, to, ignore })
  return toSchedules(catalogue, diary, wish)
}

/** The same from rows that are read already, perhaps for several services at once. */
export function toSchedules(catalogue: Catalogue, diary: Diary, wish: ScheduleWish): Schedule[] {
  return wish.trainerIds.flatMap((trainerId) => {
    const trainer = getTrainer(catalogue, trainerId)
    return placesOf(trainer, wish).map((locationId) =>
      toSchedule(catalogue, diary, { ...wish, trainer, locationId }),
    )
  })
}

/** Where this trainer gives the service. */
export function placesOf(
  { locationIds }: Trainer,
  { service, locationId }: Pick<ScheduleWish, 'service' | 'locationId'>,
): string[] {
  return locationIds.filter(
    (id) =>
      (service.locationIds.length === 0 || service.locationIds.includes(id)) &&
      (!locationId || id === locationId),
  )
}

type Wanted = ScheduleWish & { trainer: Trainer; locationId: string }

function toSchedule(catalogue: Catalogue, diary: Diary, wanted: Wanted): Schedule {
  const { service, trainer, locationId, heads = 1, clientGroupId } = wanted
  const busy = diary.taken.filter(({ ownerId }) => ownerId === trainer.id)
  return {
    trainerId: trainer.id,
    locationId,
    timeZone: getLocation(catalogue, locationId).timeZone,
    durationMinutes:
      wanted.durationMinutes ?? service.trainerTerms[trainer.id]?.durationMinutes ?? service.durationMinutes,
    heads,
    weekly: trainer.weeklyHours.filter((rule) => rule.locationId === locationId),
    overrides: diary.overrides
      .filter(
        (row) =>
          (row.trainerId ?? trainer.id) === trainer.id && (row.locationId ?? locationId) === locationId,
      )
      .map((row) => ({ ...row, isOfPlace: row.trainerId === null })),
    timeOff: diary.timeOff.filter(({ trainerId }) => trainerId === trainer.id),
    busy,
    pools: toPools(catalogue, diary, { service, locationId }),
    caps: toCaps(catalogue, diary, { service, trainer, busy, clientGroupId }),
    weekStartsOn: catalogue.studio.weekStartsOn,
    window: chooseWindow(catalogue, service, clientGroupId),
  }
}

function toPools(
  { resources }: Catalogue,
  { taken }: Diary,
  { service, locationId }: { service: Service; locationId: string },
): SchedulePool[] {
  const usesOf = (id: string) =>
    taken
      .filter(({ ownerId }) => ownerId === id)
      .map(({ startsAt, endsAt, units }) => ({ from: startsAt, until: endsAt, units }))
  return service.uses.map((use) => ({
    ...use,
    resources: resources
      .filter((resource) => resource.pool === use.pool && resource.locationId === locationId)
      .map((resource) => ({ ...resource, uses: usesOf(resource.id) })),
  }))
}

type Capped = {
  service: Service
  trainer: Trainer
  busy: Interval[]
  clientGroupId: string | null | undefined
}

/** The limits that bear on whoever of this group books: those of a client are checked when it is known who. */
function toCaps(
  { limits }: Catalogue,
  { booked }: Diary,
  { service, trainer, busy, clientGroupId }: Capped,
): Cap[] {
  return limits.flatMap(({ id, subject, period, maxBookings, maxMinutes, ...limit }): Cap[] => {
    if (subject === 'client' || (period !== 'day' && period !== 'week')) return []
    const cap = { limitId: id, period, maxBookings, maxMinutes }
    if (subject === 'trainer') {
      return (limit.trainerId ?? trainer.id) === trainer.id ? [{ ...cap, subject, counted: busy }] : []
    }
    const isOfGroup = limit.clientGroupId === null || limit.clientGroupId === clientGroupId
    if (!isOfGroup || (limit.serviceId ?? service.id) !== service.id) return []
    return [{ ...cap, subject, counted: booked.filter(({ serviceId }) => serviceId === service.id) }]
  })
}
