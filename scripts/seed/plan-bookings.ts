import type { bookings, LocalWindow } from '../../db/tenant/schema/index.ts'
import { addDays, localDateAt, toInstant, weekdayOf } from '../../tenants/availability/local-time.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import { parseWindow, type DemoService, type DemoStudio, type DemoTrainer } from './demo-studio.ts'
import { nextWeekTimeOff } from './next-week.ts'

const DAYS = 10

type Place = NonNullable<DemoStudio['place']>
type BookingInsert = typeof bookings.$inferInsert
type Day = { inDays: number; on: string; window: LocalWindow; count: number; variant: number }

/**
 * Bookings for the next ten days, as a studio in business has them: in working hours, on the slots that are offered,
 * never overlapping. The same instant gives the same bookings.
 */
export function planBookings(studio: DemoStudio, now: number): BookingInsert[] {
  const { place } = studio
  if (place === undefined) return []
  const today = localDateAt(place.timeZone, now)
  return studio.trainers.flatMap((trainer, trainerIndex) =>
    Array.from({ length: DAYS }, (_, inDays) => inDays).flatMap((inDays) => {
      const on = addDays(today, inDays)
      // Some days are fuller than others, and no two trainers' weeks look alike.
      const variant = inDays * 5 + trainerIndex * 3
      return windowsOn(trainer, { inDays, on }).flatMap((window, windowIndex) => {
        const day = { inDays, on, window, count: (variant + windowIndex) % 3, variant: variant + windowIndex }
        return fillWindow({ studio, place, trainer, now }, day)
      })
    }),
  )
}

type Filling = { studio: DemoStudio; place: Place; trainer: DemoTrainer; now: number }

function fillWindow({ studio, place, trainer, now }: Filling, day: Day): BookingInsert[] {
  const services = studio.services.filter(
    (service) => service.kind !== 'class' && service.trainerIds.includes(trainer.id),
  )
  const away = nextWeekTimeOff(trainer, place.timeZone, now)
  const planned: BookingInsert[] = []
  let minute = day.window.startMinute + (day.variant % 2) * 60
  for (let index = 0; index < day.count; index += 1) {
    const service = services[(day.variant + index) % services.length]
    if (service === undefined) break
    const startMinute = alignStart(service, day.window, minute)
    const endMinute = startMinute + service.durationMinutes
    if (endMinute > day.window.endMinute) break
    minute = endMinute + service.bufferAfterMinutes + ((day.variant + index) % 3) * 30

    const startsAt = toInstant(place.timeZone, { on: day.on, minuteOfDay: startMinute })
    const endsAt = startsAt + minutes(service.durationMinutes)
    const isAway = away !== undefined && startsAt < away.endsAt && endsAt > away.startsAt
    if (startsAt < now + hours(1) || isAway) continue
    const id = `bkg_demo_${trainer.slug}_${day.inDays}_${startMinute}`
    const client = studio.clients[(day.variant + index * 2) % studio.clients.length]
    if (client) planned.push(makeBooking({ studio, place, service, client, trainer }, { id, startsAt, now }))
  }
  return planned
}

function makeBooking(
  made: Omit<Filling, 'now'> & { service: DemoService; client: DemoStudio['clients'][number] },
  { id, startsAt, now }: { id: string; startsAt: number; now: number },
): BookingInsert {
  const { studio, place, service, client, trainer } = made
  const endsAt = startsAt + minutes(service.durationMinutes)
  return {
    id,
    requestHash: id,
    trainerId: trainer.id,
    serviceId: service.id,
    locationId: place.id,
    clientId: client.id,
    contactFirstName: client.firstName,
    contactLastName: client.lastName,
    contactEmail: client.email,
    contactPhone: null,
    startsAt,
    endsAt,
    occupiedFrom: startsAt,
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
    status: 'confirmed',
    priceMinor: service.priceMinor,
    currency: studio.settings.currency,
    freeCancelUntil: startsAt - minutes(service.freeCancelMinutes),
    locale: studio.settings.defaultLocale,
    host: studio.ownDomains[0] ?? '',
    source: 'seed',
    createdAt: now,
  }
}

function windowsOn(trainer: DemoTrainer, { inDays, on }: { inDays: number; on: string }): LocalWindow[] {
  if (trainer.override?.inDays === inDays) return trainer.override.windows.map(parseWindow)
  const weekday = weekdayOf(on)
  const [, windows = []] = Object.entries(trainer.weeklyHours).find(([day]) => Number(day) === weekday) ?? []
  return windows.map(parseWindow)
}

/** The first start at or after this minute that the service's grid offers. */
function alignStart(service: DemoService, window: LocalWindow, minute: number): number {
  const origin = service.grid === 'clock' ? 0 : window.startMinute
  return origin + Math.ceil((minute - origin) / service.intervalMinutes) * service.intervalMinutes
}
