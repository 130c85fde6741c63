import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { bookingStatuses, cancelKinds } from '../../tenants/bookings/booking-view.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'

const nameSchema = z.object({ first_name: z.string().nullable(), last_name: z.string().nullable() })

export const createdBookingSchema = z
  .object({
    id: z.string().openapi({ example: 'bkg_4t1h' }),
    trainer_id: z.string(),
    service_id: z.string(),
    session_id: z.string().nullable().openapi({ description: 'The class session it is a place in.' }),
    client_id: z.string(),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    status: z.enum(bookingStatuses),
    expires_at: z.iso.datetime().nullable().openapi({
      description: 'A request that waits for an answer: without one by then, its place is free again.',
    }),
    confirmation_sent: z.boolean().openapi({
      description: 'A confirmation is written down to be sent, together with the booking itself.',
    }),
    manage_url: z.url().openapi({ description: 'Whoever has it may see, move and cancel this booking.' }),
    party: z
      .array(z.object({ id: z.string(), attendee: nameSchema.nullable() }))
      .openapi({ description: 'Everybody who comes, each with a booking of their own.' }),
  })
  .openapi('CreatedBooking')

export const bookingSchema = createdBookingSchema
  .omit({ party: true })
  .extend({
    manage_url: z
      .url()
      .nullable()
      .openapi({ description: 'As when it was created; null for staff who may only look.' }),
    version: z.int(),
    time_zone: z.string(),
    location_id: z.string(),
    party_id: z.string().nullable(),
    series_id: z.string().nullable(),
    attendee: nameSchema.nullable().openapi({ description: 'Who comes, when it is not the client.' }),
    price: moneySchema,
    policy: z
      .object({ id: z.string(), version: z.int() })
      .nullable()
      .openapi({ description: 'The cancellation policy agreed to.' }),
    free_cancel_until: z.iso.datetime(),
    reschedule_until: z.iso.datetime().nullable(),
    reschedule_count: z.int(),
    client: z.object({
      first_name: z.string(),
      last_name: z.string(),
      email: z.string().nullable(),
      phone: z.string().nullable(),
    }),
    notes: z.string().nullable(),
    source: z.string(),
    created_at: z.iso.datetime(),
    checked_in_at: z.iso.datetime().nullable(),
    cancelled_at: z.iso.datetime().nullable(),
    cancel_kind: z.enum(cancelKinds).nullable(),
  })
  .openapi('Booking')

const orNull = (instant: number | null) => (instant === null ? null : toInstant(instant))

export function toCreatedJson(
  { booking, party }: { booking: BookingView; party: BookingView[] },
  manageUrl: string,
): z.output<typeof createdBookingSchema> {
  return {
    ...toShortJson(booking),
    manage_url: manageUrl,
    party: party.map((one) => ({ id: one.id, attendee: toName(one) })),
  }
}

export function toBookingJson(
  booking: BookingView,
  manageUrl: string | null,
): z.output<typeof bookingSchema> {
  const { firstName, lastName, email, phone } = booking.client
  const { policyId, policyVersion } = booking
  return {
    ...toShortJson(booking),
    manage_url: manageUrl,
    version: booking.version,
    time_zone: booking.timeZone,
    location_id: booking.locationId,
    party_id: booking.partyId,
    series_id: booking.seriesId,
    attendee: toName(booking),
    price: { amount_minor: booking.priceMinor, currency: booking.currency },
    policy: policyId === null || policyVersion === null ? null : { id: policyId, version: policyVersion },
    free_cancel_until: toInstant(booking.freeCancelUntil),
    reschedule_until: orNull(booking.rescheduleUntil),
    reschedule_count: booking.rescheduleCount,
    client: { first_name: firstName, last_name: lastName, email: email || null, phone },
    notes: booking.notes,
    source: booking.source,
    created_at: toInstant(booking.createdAt),
    checked_in_at: orNull(booking.checkedInAt),
    cancelled_at: orNull(booking.cancelledAt),
    cancel_kind: booking.cancelKind,
  }
}

function toShortJson(booking: BookingView) {
  return {
    id: booking.id,
    trainer_id: booking.trainerId,
    service_id: booking.serviceId,
    session_id: booking.sessionId,
    client_id: booking.clientId,
    start_time: toInstant(booking.startsAt),
    end_time: toInstant(booking.endsAt),
    status: booking.status,
    expires_at: orNull(booking.expiresAt),
    confirmation_sent: ['planned', 'claimed', 'sent'].includes(booking.confirmationState),
  }
}

function toName({ attendee }: BookingView): z.output<typeof nameSchema> | null {
  return attendee && { first_name: attendee.firstName, last_name: attendee.lastName }
}

/** What a call about one booking says of itself: which, and by what right. */
export const managed = {
  params: z.object({ booking_id: z.string() }),
  query: z.object({
    token: z
      .string()
      .optional()
      .openapi({ description: 'The manage token, where no `Authorization` header can be sent.' }),
  }),
}

/** The header wins: addresses end up in logs. Without a token the booking is not found, as with a wrong one. */
export function manageTokenOf(c: Context<AppEnv>): string {
  const [, bearer] = /^Bearer (\S+)$/i.exec(c.req.header('authorization') ?? '') ?? []
  return bearer ?? c.req.query('token') ?? ''
}
