import type { TenantContext } from '../context.ts'
import { getCatalogue, type Service } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { mergeSlots, type AvailableSlot } from './list-available-slots.ts'
import { addDays, localDateAt, localDayBounds } from './local-time.ts'
import { readDiary } from './read-diary.ts'
import { toSchedules } from './read-schedules.ts'

export type NextSlot = AvailableSlot & { serviceId: string }

/**
 * The free times of the local days from today on, of all appointments or one, by time and then in the studio's order of
 * services: what a home page shows as "free today and tomorrow" and each trainer's next free time. One round trip
 * beyond the catalogue.
 */
export async function listNextSlots(
  ctx: TenantContext,
  { days, serviceId }: { days: number; serviceId?: string },
): Promise<NextSlot[]> {
  const catalogue = await getCatalogue(ctx)
  const services = catalogue.services.filter(
    ({ id, kind }) => kind === 'appointment' && (serviceId === undefined || id === serviceId),
  )
  const now = ctx.now()
  const { timeZone } = getLocation(catalogue)
  const range = {
    from: now,
    to: localDayBounds(timeZone, addDays(localDateAt(timeZone, now), days - 1)).endsAt,
  }
  const trainerIds = catalogue.trainers.map(({ id }) => id)
  const serviceIds = services.map(({ id }) => id)
  const diary = await readDiary(ctx, catalogue, { serviceIds, trainerIds, ...range })
  const slotsOf = (service: Service): NextSlot[] => {
    const schedules = toSchedules(catalogue, diary, { service, trainerIds: service.trainerIds })
    return mergeSlots(service, schedules, { ...range, now }).map((slot) => ({
      ...slot,
      serviceId: service.id,
    }))
  }
  // A stable sort: at the same time the studio's first service comes first.
  return services.flatMap(slotsOf).toSorted((a, b) => a.startsAt - b.startsAt)
}
