import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { bookingStatuses } from '../../tenants/bookings/booking-view.ts'
import { MAX_CALENDAR_DAYS } from '../../tenants/calendar/calendar-input.ts'
import type {
  CalendarAppointment,
  CalendarSession,
  CalendarView,
} from '../../tenants/calendar/calendar-view.ts'
import { listCalendar } from '../../tenants/calendar/list-calendar.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { json } from './responses.ts'
import { forStaff, readProblems } from './staff-route.ts'

const instant = z.iso.datetime({
  offset: true,
  error: 'Not an instant: use RFC 3339, such as 2027-01-05T09:00:00Z.',
})

const placed = {
  id: z.string(),
  service_id: z.string(),
  trainer_id: z.string(),
  location_id: z.string(),
  resource_ids: z.array(z.string()).openapi({ description: 'Rooms and equipment.' }),
  start_time: z.iso.datetime(),
  end_time: z.iso.datetime(),
  override_reason: z
    .string()
    .nullable()
    .openapi({ description: 'Why it is there although something is in the way.' }),
}

const appointmentSchema = z
  .object({
    ...placed,
    status: z.enum(bookingStatuses),
    client_name: z
      .string()
      .nullable()
      .openapi({ description: 'Who comes; null for whoever may not see bookings.' }),
    heads: z.int().openapi({ description: 'How many come together.' }),
  })
  .openapi('CalendarAppointment')

const sessionSchema = z
  .object({
    ...placed,
    status: z.enum(['scheduled', 'needs_trainer', 'cancelled']),
    second_trainer_id: z.string().nullable(),
    series_id: z.string().nullable(),
    booked: z.int(),
    capacity: z.int(),
    waiting: z.int(),
  })
  .openapi('CalendarSession')

const stretch = { trainer_id: z.string(), start_time: z.iso.datetime(), end_time: z.iso.datetime() }

const calendarSchema = z
  .object({
    appointments: z.array(appointmentSchema),
    sessions: z.array(sessionSchema),
    time_off: z.array(
      z.object({ id: z.string(), ...stretch, is_all_day: z.boolean(), reason: z.string().nullable() }),
    ),
    opening_hours: z.array(z.object({ ...stretch, location_id: z.string() })).openapi({
      description: 'When the trainers are to be had: weekly hours, exceptions and absences together.',
    }),
  })
  .openapi('Calendar')

const calendarRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/calendar',
  summary: 'Everything in a range of time',
  description: `Appointments, classes, absences and opening hours that meet \`[from, to)\`, in order. At most ${MAX_CALENDAR_DAYS} days.`,
  request: {
    query: z.object({
      from: instant,
      to: instant,
      trainer_id: z.string().optional().openapi({ description: 'Id or slug.' }),
      with_cancelled: z
        .enum(['true', 'false'])
        .optional()
        .openapi({ description: 'Also what was cancelled, declined, or not answered in time.' }),
    }),
  },
  responses: { 200: json(calendarSchema, 'The calendar.'), ...readProblems },
})

export const calendarApi = new OpenAPIHono<AppEnv>().openapi(calendarRoute, async (c) => {
  const { from, to, trainer_id: trainerId, with_cancelled: withCancelled } = c.req.valid('query')
  const calendar = await listCalendar(c.var.ctx, {
    from: Date.parse(from),
    to: Date.parse(to),
    trainerId,
    withCancelled: withCancelled === 'true',
  })
  return c.json(toCalendarJson(calendar), 200)
})

function toCalendarJson({ entries, away, open }: CalendarView): z.output<typeof calendarSchema> {
  return {
    appointments: entries.filter((one) => one.kind === 'appointment').map(toAppointmentJson),
    sessions: entries.filter((one) => one.kind === 'session').map(toSessionJson),
    time_off: away.map((one) => ({
      id: one.id,
      ...toStretch(one),
      is_all_day: one.isAllDay,
      reason: one.reason,
    })),
    opening_hours: open.map((one) => ({ ...toStretch(one), location_id: one.locationId })),
  }
}

function toAppointmentJson(one: CalendarAppointment): z.output<typeof appointmentSchema> {
  return { ...toPlaced(one), status: one.status, client_name: one.clientName, heads: one.heads }
}

function toSessionJson(one: CalendarSession): z.output<typeof sessionSchema> {
  const { status, booked, capacity, waiting } = one
  return {
    ...toPlaced(one),
    status,
    second_trainer_id: one.secondTrainerId,
    series_id: one.seriesId,
    booked,
    capacity,
    waiting,
  }
}

function toPlaced(one: CalendarAppointment | CalendarSession) {
  return {
    id: one.id,
    service_id: one.serviceId,
    location_id: one.locationId,
    resource_ids: one.resourceIds,
    ...toStretch(one),
    override_reason: one.overrideReason,
  }
}

function toStretch({ trainerId, startsAt, endsAt }: { trainerId: string; startsAt: number; endsAt: number }) {
  return { trainer_id: trainerId, start_time: toInstant(startsAt), end_time: toInstant(endsAt) }
}
