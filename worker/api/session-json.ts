import { z } from '@hono/zod-openapi'
import type { AffectedSession } from '../../tenants/classes/read-affected.ts'
import type { SessionView } from '../../tenants/classes/session-view.ts'
import type { PlannedDate } from '../../tenants/classes/settle-clashes.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'

/** For a body: an instant. */
export const instantInput = z.iso.datetime({
  offset: true,
  error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
})

/** What staff may say of a session, and of all sessions of a series. */
export const sessionInput = {
  trainer_id: z.string().openapi({ description: 'Id or slug.' }),
  second_trainer_id: z.string().nullable().openapi({ description: 'Id or slug.' }),
  location_id: z.string(),
  duration_minutes: z.int(),
  capacity: z.int().openapi({ description: 'Places.' }),
  online_capacity: z
    .int()
    .nullable()
    .openapi({ description: 'How many of them clients may book themselves; null: all.' }),
  walk_in_capacity: z.int().openapi({ description: 'How many are kept for people who walk in.' }),
  min_attendance: z
    .int()
    .openapi({ description: 'With fewer booked at the deciding time it is cancelled; 0: never.' }),
  resource_ids: z
    .array(z.string())
    .openapi({ description: 'Rooms and equipment. What the service needs besides is found in its pools.' }),
}

export const overrideInput = z
  .string()
  .nullish()
  .openapi({ description: 'Puts it there although something is in the way. Written down.' })

export const sessionSchema = z
  .object({
    id: z.string().openapi({ example: 'ses_4t1h' }),
    series_id: z.string().nullable(),
    service_id: z.string(),
    trainer_id: z.string(),
    second_trainer_id: z.string().nullable(),
    location_id: z.string(),
    time_zone: z.string().openapi({ description: 'Of the place.' }),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    status: z.enum(['scheduled', 'needs_trainer', 'cancelled']),
    version: z.int(),
    capacity: z.int(),
    booked: z.int(),
    places_left: z.int().openapi({
      description: 'Those clients may book themselves; none while somebody waits who goes first.',
    }),
    is_full: z.boolean(),
    is_overbooked: z.boolean().openapi({ description: 'More people than places: some were taken away.' }),
    min_attendance: z.int(),
    waitlist_count: z.int(),
    waitlist_mode: z.enum(['none', 'promote', 'offer']),
    price: moneySchema,
    resource_ids: z.array(z.string()),
    is_bookable: z.boolean(),
    not_bookable_reason: z.string().nullable().openapi({
      description:
        '`full`, `cancelled`, `started`, `too_soon`, `opens_at`, `window_closed`, or, to staff, `not_on_sale`.',
    }),
    opens_at: z.iso.datetime().nullable().openapi({ description: 'From when on it can be booked.' }),
  })
  .openapi('Session')

export function toSessionJson(session: SessionView): z.output<typeof sessionSchema> {
  const { bookability } = session
  const opensAt = 'opensAt' in bookability ? bookability.opensAt : undefined
  return {
    id: session.id,
    series_id: session.seriesId,
    service_id: session.serviceId,
    trainer_id: session.trainerId,
    second_trainer_id: session.secondTrainerId,
    location_id: session.locationId,
    time_zone: session.timeZone,
    start_time: toInstant(session.startsAt),
    end_time: toInstant(session.endsAt),
    status: session.status,
    version: session.version,
    capacity: session.capacity,
    booked: session.booked,
    places_left: session.placesLeft,
    is_full: session.isFull,
    is_overbooked: session.isOverbooked,
    min_attendance: session.minAttendance,
    waitlist_count: session.waitlistCount,
    waitlist_mode: session.waitlistMode,
    price: { amount_minor: session.priceMinor, currency: session.currency },
    resource_ids: session.resourceIds,
    is_bookable: bookability.ok,
    not_bookable_reason: bookability.ok ? null : bookability.reason,
    opens_at: opensAt === undefined ? null : toInstant(opensAt),
  }
}

export const plannedDateSchema = z
  .object({
    date: z.iso.date().openapi({ description: 'Local to the place.' }),
    start_time: z.iso.datetime(),
    end_time: z.iso.datetime(),
    trainer_id: z.string(),
    resource_ids: z.array(z.string()),
    conflict: z
      .object({
        reason: z.enum(['closed', 'time_off', 'busy', 'resource_taken']),
        sentence: z.string(),
        subject_id: z.string().openapi({ description: 'The place, the trainer, or what is taken.' }),
        source_id: z.string().nullable().openapi({ description: 'The booking, session or time off.' }),
      })
      .nullable()
      .openapi({ description: 'What is in the way.' }),
  })
  .openapi('PlannedDate')

export function toPlannedJson({ on, clash, ...date }: PlannedDate): z.output<typeof plannedDateSchema> {
  return {
    date: on,
    start_time: toInstant(date.startsAt),
    end_time: toInstant(date.endsAt),
    trainer_id: date.trainerId,
    resource_ids: date.resourceIds,
    conflict: clash && {
      reason: clash.reason,
      sentence: clash.sentence,
      subject_id: clash.subjectId,
      source_id: clash.sourceId,
    },
  }
}

const whenSchema = z.object({
  start_time: z.iso.datetime(),
  end_time: z.iso.datetime(),
  trainer_id: z.string(),
  location_id: z.string(),
})

export const affectedSessionSchema = z
  .object({
    session_id: z.string(),
    before: whenSchema,
    after: whenSchema.nullable().openapi({ description: 'Null: it does not take place any more.' }),
    people: z.array(
      z.object({
        booking_id: z.string(),
        client_id: z.string(),
        first_name: z.string(),
        last_name: z.string(),
      }),
    ),
    waiting: z.int().openapi({ description: 'How many wait for a place.' }),
  })
  .openapi('AffectedSession')

export function toAffectedSessionJson(one: AffectedSession): z.output<typeof affectedSessionSchema> {
  return {
    session_id: one.sessionId,
    before: toWhen(one.before),
    after: one.after && toWhen(one.after),
    people: one.people.map(({ bookingId, clientId, firstName, lastName }) => {
      return { booking_id: bookingId, client_id: clientId, first_name: firstName, last_name: lastName }
    }),
    waiting: one.waiting,
  }
}

function toWhen({ startsAt, endsAt, trainerId, locationId }: AffectedSession['before']) {
  return {
    start_time: toInstant(startsAt),
    end_time: toInstant(endsAt),
    trainer_id: trainerId,
    location_id: locationId,
  }
}
