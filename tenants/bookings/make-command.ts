import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'
import type { Schedule } from '../availability/read-schedules.ts'
import { deriveId, makeId } from '../ids.ts'
import { planMessages } from '../messages/plan-messages.ts'
import type { Catalogue, Service } from '../studio/get-catalogue.ts'
import type { BookingCommand } from './booking-command.ts'
import type { ParsedBookingInput } from './booking-input.ts'

type Ingredients = {
  ctx: TenantContext
  catalogue: Catalogue
  service: Service
  schedule: Schedule
  input: ParsedBookingInput
  id: string
  requestHash: string
}

/** Everything the booking will be, decided before it is: what is agreed on now stays with the row. */
export async function makeCommand(from: Ingredients): Promise<BookingCommand> {
  const { ctx, catalogue, service, schedule, input, id } = from
  const { studio } = catalogue
  const { client, startsAt } = input
  const endsAt = startsAt + minutes(service.durationMinutes)
  const createdAt = ctx.now()
  const locale =
    client.locale && studio.locales.includes(client.locale) ? client.locale : studio.defaultLocale
  return {
    id,
    requestHash: from.requestHash,
    trainerId: schedule.trainerId,
    serviceId: service.id,
    locationId: schedule.locationId,
    newClientId: makeId('cli'),
    contactFirstName: client.firstName,
    contactLastName: client.lastName,
    contactEmail: client.email,
    contactPhone: client.phone,
    startsAt,
    endsAt,
    occupiedFrom: startsAt - minutes(service.bufferBeforeMinutes),
    occupiedUntil: endsAt + minutes(service.bufferAfterMinutes),
    priceMinor: service.priceMinor,
    currency: studio.currency,
    freeCancelUntil: startsAt - minutes(service.freeCancelMinutes),
    notes: input.notes || null,
    locale,
    clientTimeZone: client.timeZone && client.timeZone !== schedule.timeZone ? client.timeZone : null,
    host: input.host,
    source: input.source,
    createdAt,
    eventId: await deriveId('evt', id, 'booked'),
    messages: await planMessages({ bookingId: id, startsAt, now: createdAt }),
  }
}
