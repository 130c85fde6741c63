import type { CreateBookingInput } from '../../tenants/bookings/booking-input.ts'
import { ids } from './studio-rows.ts'

let made = 0

/** A request for Maria on Monday 4 January 2027 at 10:00 in Sofia, by somebody new each time. */
export function makeBookingInput(changes: Partial<CreateBookingInput> = {}): CreateBookingInput {
  made += 1
  return {
    idempotencyKey: `key-${made}`,
    serviceId: ids.training,
    trainerId: ids.maria,
    startsAt: Date.UTC(2027, 0, 4, 8),
    client: { firstName: 'Elena', lastName: 'Ivanova', email: `elena-${made}@example.test` },
    source: 'api',
    host: 'book.ironworks.test',
    ...changes,
  }
}
