import { z } from '@hono/zod-openapi'
import type { ServiceDetails } from '../../tenants/studio/service-details.ts'
import { moneySchema } from './money.ts'
import { toCamel, toSnake } from './snake-case.ts'
import { editionAnswer, editionSeen, spokenText, textSchema } from './staff-route.ts'
import { toOpensAt, toOpensAtMinute, windowAnswer, windowFields } from './window-json.ts'

const minutes = (description: string) => z.int().openapi({ description })

/** What staff decide about a service. What can be meant is for the verbs to say. */
const decided = z.object({
  slug: z.string().openapi({
    description: 'Its address on the site. Without it, one is made of the name.',
    example: 'personal-training',
  }),
  kind: z.enum(['appointment', 'class']).openapi({ description: 'Fixed once it is there.' }),
  name: textSchema,
  description: textSchema,
  duration_minutes: z.int().openapi({ example: 60 }),
  duration_choices: z.array(z.int()).openapi({ description: 'Other durations a client may choose.' }),
  interval_minutes: minutes('Between two possible starts.'),
  offset_minutes: minutes('Moves all starts later: 15 with an interval of 60 is a quarter past.'),
  grid: z.enum(['window', 'clock']).openapi({
    description:
      'Whether starts are counted from the beginning of the opening hours or are those of the clock.',
  }),
  buffer_before_minutes: minutes('Kept free of the trainer’s time before it.'),
  buffer_after_minutes: minutes('And after it.'),
  gap_rule: z.enum(['max', 'sum']).openapi({
    description: 'Between two bookings: the wider of the buffers that meet, or both.',
  }),
  buffers_inside_hours: z.boolean().openapi({ description: 'Whether buffers must lie in opening hours.' }),
  min_notice_minutes: minutes('Booking closes so long before the start.'),
  join_notice_minutes: z.int().nullable().openapi({
    description: 'So long, for a class somebody has booked already. Null: the same.',
  }),
  ...windowFields,
  capacity: z.int().openapi({ description: 'Classes: places.' }),
  online_capacity: z.int().nullable().openapi({ description: 'Of them, those clients may book themselves.' }),
  walk_in_capacity: z.int().openapi({ description: 'Of them, those kept for people who walk in.' }),
  min_attendance: z.int().openapi({ description: 'With fewer booked at the deciding time it is cancelled.' }),
  decide_minutes: minutes('The deciding time is so long before the start.'),
  max_party: z.int().openapi({ description: 'How many one client may bring, themselves included.' }),
  approval: z.enum(['none', 'always', 'new_clients']),
  approval_hours: z.int().openapi({ description: 'How long a request waits for an answer.' }),
  waitlist_mode: z.enum(['none', 'promote', 'offer']),
  waitlist_max: z.int(),
  offer_minutes: minutes('How long an offered place is kept.'),
  waitlist_close_minutes: minutes('Nobody moves up later than this before the start.'),
  waitlist_leave_minutes: minutes('Nobody leaves the list later than this before the start.'),
  check_in_minutes: z.int().nullable().openapi({ description: 'Check-in closes so long before the start.' }),
  auto_no_show_minutes: z.int().nullable().openapi({
    description: 'So long after the end, who is not checked in is a no-show. Null: staff say so.',
  }),
  free_cancel_minutes: minutes('Free to cancel until so long before, where no policy says otherwise.'),
  price: moneySchema,
  color: z.string().nullable().openapi({ description: 'Of its blocks in the calendar.', example: '#c2410c' }),
  photo_id: z.string().nullable(),
  position: z.int().openapi({ description: 'In the studio’s own order.' }),
  trainers: z
    .array(
      z.object({
        trainer_id: z.string().openapi({ description: 'Id or slug.' }),
        price: moneySchema.nullish().openapi({ description: 'Where it is not the service’s.' }),
        duration_minutes: z.int().nullish().openapi({ description: 'Where it is not the service’s.' }),
      }),
    )
    .openapi({ description: 'Who gives it.' }),
  location_ids: z.array(z.string()).openapi({ description: 'Where. None: wherever its trainers work.' }),
  uses: z
    .array(
      z.object({
        pool: z.string().openapi({ description: 'Any resource of this pool will do.' }),
        units: z.int().optional(),
        per: z.enum(['session', 'head']).optional(),
      }),
    )
    .openapi({ description: 'Rooms and equipment it needs, once for all or for each person.' }),
})

export const newServiceSchema = decided
  .partial()
  .required({ name: true, duration_minutes: true, price: true })
  .openapi('NewService')

export const serviceChangeSchema = decided
  .partial()
  .extend({
    status: z.literal('active').optional().openapi({ description: 'Puts it on sale again.' }),
    edition: editionSeen,
  })
  .openapi('ServiceChange')

export const serviceDetailsSchema = decided
  .extend({
    ...windowAnswer,
    id: z.string().openapi({ example: 'svc_7g2k' }),
    edition: editionAnswer,
    status: z.enum(['active', 'archived']),
    name: spokenText,
    description: spokenText,
    trainers: z.array(
      z.object({
        trainer_id: z.string(),
        price: moneySchema.nullable(),
        duration_minutes: z.int().nullable(),
      }),
    ),
    uses: z.array(z.object({ pool: z.string(), units: z.int(), per: z.enum(['session', 'head']) })),
  })
  .openapi('ServiceDetails')

/** In the words of the verbs. */
export function toServiceFields<Fields extends { opens_at?: number | undefined }>(fields: Fields) {
  return toCamel(toOpensAtMinute(fields))
}

export function toServiceJson(service: ServiceDetails): z.output<typeof serviceDetailsSchema> {
  return toOpensAt(toSnake(service))
}
