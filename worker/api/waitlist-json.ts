import { z } from '@hono/zod-openapi'
import { mayHandOut } from '../../tenants/access/may-hand-out.ts'
import type { TenantContext } from '../../tenants/context.ts'
import { makeEntryUrl } from '../../tenants/waitlist/entry-url.ts'
import { waitlistStatuses, type WaitlistEntryView } from '../../tenants/waitlist/waitlist-entry-view.ts'
import { toInstant } from './instant.ts'

export const waitlistEntrySchema = z
  .object({
    id: z.string().openapi({ example: 'wle_4t1h' }),
    session_id: z.string(),
    service_id: z.string(),
    trainer_id: z.string(),
    location_id: z.string(),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    time_zone: z.string(),
    party_size: z.int(),
    status: z.enum(waitlistStatuses).openapi({
      description:
        '`waiting`; `offered`: a place is kept until `offer_expires_at`; `promoted`: it became `booking_id`; `expired`: nobody took the offer; `left`; `unmet`: the class began.',
    }),
    position: z.int().nullable().openapi({ description: '1 is next; null once it is over.' }),
    skip_reason: z.string().nullable().openapi({
      description: 'Why the place that is free passed by, such as `party_too_large` or `client_overlap`.',
    }),
    joined_at: z.iso.datetime(),
    leave_until: z.iso.datetime().openapi({ description: 'The line can be left before then.' }),
    offer_expires_at: z.iso.datetime().nullable(),
    booking_id: z.string().nullable(),
    client: z.object({
      id: z.string(),
      first_name: z.string(),
      last_name: z.string(),
      email: z.string(),
      phone: z.string().nullable(),
    }),
    manage_url: z.url().nullable().openapi({
      description: 'Whoever has it may see, leave, accept and decline. Null for staff who may only look.',
    }),
  })
  .openapi('WaitlistEntry')

export async function toEntryJson(
  ctx: TenantContext,
  entry: WaitlistEntryView,
): Promise<z.output<typeof waitlistEntrySchema>> {
  const { client, offerExpiresAt } = entry
  return {
    id: entry.id,
    session_id: entry.sessionId,
    service_id: entry.serviceId,
    trainer_id: entry.trainerId,
    location_id: entry.locationId,
    start_time: toInstant(entry.startsAt),
    end_time: toInstant(entry.endsAt),
    time_zone: entry.timeZone,
    party_size: entry.partySize,
    status: entry.status,
    position: entry.position,
    skip_reason: entry.skipReason,
    joined_at: toInstant(entry.joinedAt),
    leave_until: toInstant(entry.leaveUntil),
    offer_expires_at: offerExpiresAt === null ? null : toInstant(offerExpiresAt),
    booking_id: entry.bookingId,
    client: {
      id: client.id,
      first_name: client.firstName,
      last_name: client.lastName,
      email: client.email,
      phone: client.phone,
    },
    manage_url: mayHandOut(ctx, entry) ? await makeEntryUrl(ctx, entry.id) : null,
  }
}
