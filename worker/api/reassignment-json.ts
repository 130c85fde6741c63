import { z } from '@hono/zod-openapi'
import type { Upcoming } from '../../tenants/staff/list-upcoming.ts'
import type { Reassignment } from '../../tenants/staff/reassignment.ts'
import { toInstant } from './instant.ts'

const upcomingSchema = z.object({
  kind: z.enum(['booking', 'session', 'class_series']),
  id: z.string(),
  start_time: z.iso.datetime().nullable().openapi({ description: 'A class that comes back: none.' }),
  service_id: z.string(),
  location_id: z.string(),
})

export const reassignmentSchema = z
  .object({
    moved: z.array(upcomingSchema).openapi({ description: 'What goes, or went, to the other trainer.' }),
    left: z
      .array(upcomingSchema.extend({ reason: z.string(), message: z.string() }))
      .openapi({ description: 'What stays where it is, and why.' }),
  })
  .openapi('Reassignment')

export function toReassignmentJson({ moved, left }: Reassignment): z.output<typeof reassignmentSchema> {
  return {
    moved: moved.map(toUpcomingJson),
    left: left.map(({ reason, message, ...one }) => ({ ...toUpcomingJson(one), reason, message })),
  }
}

function toUpcomingJson(one: Pick<Upcoming, 'kind' | 'id' | 'startsAt' | 'serviceId' | 'locationId'>) {
  return {
    kind: one.kind,
    id: one.id,
    start_time: one.startsAt === null ? null : toInstant(one.startsAt),
    service_id: one.serviceId,
    location_id: one.locationId,
  }
}
