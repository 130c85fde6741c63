import { sql } from 'drizzle-orm'
import { check, integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { activeStatuses, edition, gapRules, localizedText } from './columns.ts'
import { locations } from './locations.ts'
import { trainers } from './trainers.ts'

export const serviceKinds = ['appointment', 'class'] as const
export const slotGrids = ['window', 'clock'] as const
export const windowKinds = ['calendar_days', 'rolling', 'range', 'release'] as const
export const approvals = ['none', 'always', 'new_clients'] as const
export const waitlistModes = ['none', 'promote', 'offer'] as const

/** The longest a service may last and the widest its buffers may be: they bound every overlap search. */
export const MAX_SERVICE_MINUTES = 12 * 60
export const MAX_BUFFER_MINUTES = 4 * 60

export const services = sqliteTable(
  'services',
  {
    id: text('id').primaryKey(),
    slug: text('slug').notNull().unique(),
    kind: text('kind', { enum: serviceKinds }).notNull().default('appointment'),
    name: localizedText('name').notNull(),
    description: localizedText('description').notNull(),
    durationMinutes: integer('duration_minutes').notNull(),
    // Other durations the client may choose, besides the one above; empty: no choice.
    durationChoices: text('duration_choices', { mode: 'json' }).$type<number[]>().notNull().default([]),
    // Minutes between two possible starts, and how the starts are laid out (`tenants/availability/list-slots.ts`).
    intervalMinutes: integer('interval_minutes').notNull(),
    offsetMinutes: integer('offset_minutes').notNull().default(0),
    grid: text('grid', { enum: slotGrids }).notNull().default('window'),
    bufferBeforeMinutes: integer('buffer_before_minutes').notNull().default(0),
    bufferAfterMinutes: integer('buffer_after_minutes').notNull().default(0),
    gapRule: text('gap_rule', { enum: gapRules }).notNull().default('max'),
    // Whether the buffers, too, must lie within opening hours.
    buffersInsideHours: integer('buffers_inside_hours', { mode: 'boolean' }).notNull().default(false),
    // How long before the start booking closes; for a class somebody has booked already, it may be shorter.
    minNoticeMinutes: integer('min_notice_minutes').notNull().default(0),
    joinNoticeMinutes: integer('join_notice_minutes'),
    // How far ahead booking opens: `tenants/availability/booking-window.ts`.
    windowKind: text('window_kind', { enum: windowKinds }).notNull().default('calendar_days'),
    windowDays: integer('window_days').notNull().default(60),
    // `release`: the local minute of the day at which the day `windowDays` ahead opens.
    opensAtMinute: integer('opens_at_minute').notNull().default(0),
    // `range`: local dates, inclusive.
    windowFromOn: text('window_from_on'),
    windowToOn: text('window_to_on'),
    // Classes: places; those that clients may book themselves; those kept for people who walk in.
    capacity: integer('capacity').notNull().default(1),
    onlineCapacity: integer('online_capacity'),
    walkInCapacity: integer('walk_in_capacity').notNull().default(0),
    // With fewer booked at the deciding time, a session is cancelled.
    minAttendance: integer('min_attendance').notNull().default(0),
    decideMinutes: integer('decide_minutes').notNull().default(180),
    maxParty: integer('max_party').notNull().default(1),
    approval: text('approval', { enum: approvals }).notNull().default('none'),
    // How long a request holds its place while it waits for an answer.
    approvalHours: integer('approval_hours').notNull().default(24),
    waitlistMode: text('waitlist_mode', { enum: waitlistModes }).notNull().default('promote'),
    waitlistMax: integer('waitlist_max').notNull().default(20),
    offerMinutes: integer('offer_minutes').notNull().default(30),
    // No promotion and no offer later than this before the start; nobody leaves the list later than that.
    waitlistCloseMinutes: integer('waitlist_close_minutes').notNull().default(60),
    waitlistLeaveMinutes: integer('waitlist_leave_minutes').notNull().default(0),
    // Checking in closes so long before the start; null: whenever. Who has not by then is a no-show.
    checkInMinutes: integer('check_in_minutes'),
    // So long after the end, whoever is not checked in becomes a no-show; null: only staff say so.
    autoNoShowMinutes: integer('auto_no_show_minutes'),
    // Cancelling is free until this long before the start, where no policy says otherwise.
    freeCancelMinutes: integer('free_cancel_minutes').notNull().default(0),
    priceMinor: integer('price_minor').notNull(),
    status: text('status', { enum: activeStatuses }).notNull().default('active'),
    position: integer('position').notNull().default(0),
    // A photo, and the colour of its blocks in the calendar (`#rrggbb`); without one, one of the theme's.
    photoId: text('photo_id'),
    color: text('color'),
    // Its reminders are those of its own rules, if any, and not the studio's.
    hasOwnReminders: integer('has_own_reminders', { mode: 'boolean' }).notNull().default(false),
    createdAt: integer('created_at').notNull(),
    edition,
  },
  (t) => [
    check(
      'services_duration',
      sql`${t.durationMinutes} BETWEEN 1 AND ${sql.raw(String(MAX_SERVICE_MINUTES))}`,
    ),
    check('services_interval', sql`${t.intervalMinutes} BETWEEN 1 AND 1440`),
    check(
      'services_buffers',
      sql`${t.bufferBeforeMinutes} BETWEEN 0 AND ${sql.raw(String(MAX_BUFFER_MINUTES))} AND ${t.bufferAfterMinutes} BETWEEN 0 AND ${sql.raw(String(MAX_BUFFER_MINUTES))}`,
    ),
    check('services_price', sql`${t.priceMinor} >= 0`),
  ],
)

/** Which trainers give which service, for what price and how long, where it differs from the service's own. */
export const serviceTrainers = sqliteTable(
  'service_trainers',
  {
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    trainerId: text('trainer_id')
      .notNull()
      .references(() => trainers.id),
    priceMinor: integer('price_minor'),
    durationMinutes: integer('duration_minutes'),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.trainerId] })],
)

/** Where a service is given; a service without rows: wherever its trainers work. */
export const serviceLocations = sqliteTable(
  'service_locations',
  {
    serviceId: text('service_id')
      .notNull()
      .references(() => services.id),
    locationId: text('location_id')
      .notNull()
      .references(() => locations.id),
  },
  (t) => [primaryKey({ columns: [t.serviceId, t.locationId] })],
)

export type ServiceRow = typeof services.$inferSelect
