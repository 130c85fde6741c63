import { z } from 'zod'
import {
  approvals,
  gapRules,
  MAX_BUFFER_MINUTES,
  MAX_SERVICE_MINUTES,
  resourceUses,
  serviceKinds,
  slotGrids,
  waitlistModes,
  windowKinds,
} from '../../db/tenant/schema/index.ts'
import { anId } from '../input-parts.ts'
import {
  aSlug,
  hexColor,
  localDate,
  minuteOfDay,
  minutesUpTo,
  position,
  someText,
  textOrNone,
} from './staff-input.ts'

const DAY = 1440
const YEAR = 366 * DAY

const money = z.object({ amountMinor: z.int().min(0).max(1_000_000_000), currency: z.string() })
const duration = z.int().min(1).max(MAX_SERVICE_MINUTES)
const buffer = minutesUpTo(MAX_BUFFER_MINUTES).default(0)
const places = z.int().min(0).max(10_000)

/** How far ahead something can be booked: `tenants/availability/booking-window.ts`. */
export const windowFields = {
  windowKind: z.enum(windowKinds).default('calendar_days'),
  windowDays: z.int().min(0).max(730).default(60),
  opensAtMinute: minuteOfDay.default(0),
  windowFromOn: localDate.nullish().transform((on) => on ?? null),
  windowToOn: localDate.nullish().transform((on) => on ?? null),
}

/** What is wrong with a window, if anything. */
export function findWindowFault(window: {
  windowKind: string
  windowFromOn: string | null
  windowToOn: string | null
}): { path: string; message: string } | undefined {
  const { windowKind, windowFromOn, windowToOn } = window
  if (windowKind !== 'range') return undefined
  if (windowFromOn === null) return { path: 'windowFromOn', message: 'Say from which date.' }
  if (windowToOn === null) return { path: 'windowToOn', message: 'Say until which date.' }
  if (windowToOn < windowFromOn) return { path: 'windowToOn', message: 'It ends before it starts.' }
  return undefined
}

/** Everything about a service that staff decide; what each field means stands in `db/tenant/schema/services.ts`. */
export const serviceInput = z
  .object({
    slug: aSlug,
    kind: z.enum(serviceKinds).default('appointment'),
    name: someText(120),
    description: textOrNone(2_000),
    durationMinutes: duration,
    durationChoices: z.array(duration).max(12).default([]),
    intervalMinutes: z.int().min(1).max(DAY).default(30),
    offsetMinutes: minutesUpTo(DAY - 1).default(0),
    grid: z.enum(slotGrids).default('window'),
    bufferBeforeMinutes: buffer,
    bufferAfterMinutes: buffer,
    gapRule: z.enum(gapRules).default('max'),
    buffersInsideHours: z.boolean().default(false),
    minNoticeMinutes: minutesUpTo(YEAR).default(0),
    joinNoticeMinutes: minutesUpTo(YEAR).nullable().default(null),
    ...windowFields,
    capacity: places.min(1).default(1),
    onlineCapacity: places.nullable().default(null),
    walkInCapacity: places.default(0),
    minAttendance: places.default(0),
    decideMinutes: minutesUpTo(YEAR).default(180),
    maxParty: z.int().min(1).max(50).default(1),
    approval: z.enum(approvals).default('none'),
    approvalHours: z.int().min(1).max(720).default(24),
    waitlistMode: z.enum(waitlistModes).default('promote'),
    waitlistMax: z.int().min(0).max(1_000).default(20),
    offerMinutes: z
      .int()
      .min(1)
      .max(7 * DAY)
      .default(30),
    waitlistCloseMinutes: minutesUpTo(YEAR).default(60),
    waitlistLeaveMinutes: minutesUpTo(YEAR).default(0),
    checkInMinutes: minutesUpTo(DAY).nullable().default(null),
    autoNoShowMinutes: minutesUpTo(YEAR).nullable().default(null),
    freeCancelMinutes: minutesUpTo(YEAR).default(0),
    /** In the studio's currency. */
    price: money,
    /** Of its blocks in the calendar; none: one of the theme's. */
    color: hexColor.nullable().default(null),
    /** Of `uploads`. */
    photoId: anId.nullable().default(null),
    position: position.default(0),
    /** Who gives it; ids or slugs. Without a price or a duration of their own, the service's. */
    trainers: z
      .array(
        z.object({
          trainerId: anId,
          price: money.nullable().default(null),
          durationMinutes: duration.nullable().default(null),
        }),
      )
      .max(200)
      .default([]),
    /** Where it is given; none: wherever its trainers work. */
    locationIds: z.array(anId).max(100).default([]),
    /** Units of a pool of resources that it needs, once for all or for each person. */
    uses: z
      .array(
        z.object({
          pool: anId,
          units: z.int().min(1).max(1_000).default(1),
          per: z.enum(resourceUses).default('session'),
        }),
      )
      .max(20)
      .default([]),
  })
  .superRefine((service, context) => {
    const window = findWindowFault(service)
    if (window) context.addIssue({ code: 'custom', path: [window.path], message: window.message })
    if (service.offsetMinutes >= service.intervalMinutes) {
      const message = 'It moves the grid by less than one of its steps.'
      context.addIssue({ code: 'custom', path: ['offsetMinutes'], message })
    }
    if ((service.joinNoticeMinutes ?? 0) > service.minNoticeMinutes) {
      const message = 'To join a class that takes place anyway, notice is not longer.'
      context.addIssue({ code: 'custom', path: ['joinNoticeMinutes'], message })
    }
    for (const field of ['onlineCapacity', 'walkInCapacity', 'minAttendance'] as const) {
      if ((service[field] ?? 0) > service.capacity) {
        context.addIssue({ code: 'custom', path: [field], message: 'There are not so many places.' })
      }
    }
  })

export type ServiceInput = z.input<typeof serviceInput>
export type ParsedService = z.output<typeof serviceInput>
/** What is not given stays as it is; lists are given whole. `active` puts it on sale again. */
export type ServiceChange = { [Field in keyof ServiceInput]?: ServiceInput[Field] | undefined } & {
  status?: 'active' | undefined
  /** As it was seen: `tenants/edition.ts`. */
  edition?: number | undefined
}
