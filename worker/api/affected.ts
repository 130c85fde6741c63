import { z } from '@hono/zod-openapi'
import type { Affected, AffectedBooking, AffectedSession } from '../../tenants/schedules/list-affected.ts'
import { toInstant } from './instant.ts'

const what = {
  id: z.string(),
  start_time: z.iso.datetime(),
  end_time: z.iso.datetime(),
  trainer_id: z.string(),
  service_id: z.string(),
  location_id: z.string(),
}

/** What a change of hours touches. It stays as it is. */
export const affectedFields = {
  affected_bookings: z
    .array(z.object({ ...what, session_id: z.string().nullable(), status: z.string() }))
    .openapi({
      description: 'Bookings that stand in the way. They stay; what becomes of them is for staff to say.',
    }),
  affected_sessions: z.array(z.object({ ...what, status: z.string() })).openapi({
    description: 'Sessions that stand in the way; `needs_trainer` when theirs is away.',
  }),
}

export function toAffectedJson({ bookings, sessions }: Affected) {
  return {
    affected_bookings: bookings.map((one) => ({
      ...toJson(one),
      session_id: one.sessionId,
      status: one.status,
    })),
    affected_sessions: sessions.map((one) => ({ ...toJson(one), status: one.status })),
  }
}

function toJson(one: AffectedBooking | AffectedSession) {
  return {
    id: one.id,
    start_time: toInstant(one.startsAt),
    end_time: toInstant(one.endsAt),
    trainer_id: one.trainerId,
    service_id: one.serviceId,
    location_id: one.locationId,
  }
}
