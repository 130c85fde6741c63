import { checkIn } from '../../../tenants/bookings/check-in.ts'
import { createBooking } from '../../../tenants/bookings/create-booking.ts'
import { hours } from '../../../tenants/durations.ts'
import { isAppError } from '../../../tenants/errors.ts'
import type { Desk } from '../../lib/desk.server.ts'
import type { SentForm } from '../../lib/read-form.server.ts'

/** For the form of who has not booked; the key names one attempt. */
export type WalkInView = { sessionId: string; key: string }

type ClassNow = {
  id: string
  startsAt: number
  endsAt: number
  places: { capacity: number; booked: number } | null
}

/** Nobody is at the door sooner. */
const SOON_MS = hours(4)

/** What the form is about; null where nobody walks in: no class, none soon, or no place in it. */
export function walkInView(
  { ctx, may }: Desk,
  { id, startsAt, endsAt, places }: ClassNow,
): WalkInView | null {
  const now = ctx.now()
  const hasRoom = places !== null && places.booked < places.capacity
  const isSoon = startsAt - now <= SOON_MS && endsAt > now
  return hasRoom && isSoon && may('bookings:change') ? { sessionId: id, key: crypto.randomUUID() } : null
}

/** Books whoever has come into the class, by name alone, and checks them in. Resolves with the booking's id. */
export async function bookWalkIn({ ctx, locale }: Desk, form: SentForm): Promise<string> {
  const { booking } = await createBooking(ctx, {
    idempotencyKey: form.text('key'),
    sessionId: form.text('session'),
    client: { firstName: form.text('firstName'), lastName: form.text('lastName'), email: null, locale },
    source: 'staff',
    host: new URL(ctx.origin).host,
  })
  await checkIn(ctx, { bookingId: booking.id }).catch((error: unknown) => {
    // Whoever comes that early has a place all the same.
    if (!isAppError(error, 'not_allowed')) throw error
  })
  return booking.id
}
