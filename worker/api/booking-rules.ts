import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeBookingRules } from '../../tenants/studio/change-booking-rules.ts'
import { getBookingRules, type BookingRules } from '../../tenants/studio/get-booking-rules.ts'
import type { AppEnv } from '../app-env.ts'
import { json } from './responses.ts'
import { bodyOf, forStaff, readProblems, writeProblems } from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const quietFromWords = 'In these hours on the clock of the place nobody is offered a place of a waitlist.'
const quietUntilWords = 'May be in the morning after. The same time twice: no such hours.'

/** What holds for the whole studio about booking. */
export const bookingRulesFields = {
  week_starts_on: z.int().openapi({ description: 'Weekday on which weeks of limits begin; 1 is Monday.' }),
  quiet_from: wallTime.openapi({ description: quietFromWords, example: '22:00' }),
  quiet_until: wallTime.openapi({ description: quietUntilWords, example: '08:00' }),
  allows_client_overlap: z
    .boolean()
    .openapi({ description: 'Whether one client may have two bookings at the same time.' }),
  max_waitlist_entries: z.int().openapi({ description: 'Of one client at a time.' }),
}

const changeSchema = z.object(bookingRulesFields).partial().openapi('BookingRulesChange')

const rulesSchema = changeSchema
  .required()
  .extend({
    quiet_from: z.string().openapi({ description: quietFromWords, example: '22:00' }),
    quiet_until: z.string().openapi({ description: quietUntilWords, example: '08:00' }),
  })
  .openapi('BookingRules')

const path = '/booking-rules'

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Rules of booking for the whole studio',
  responses: { 200: json(rulesSchema, 'The rules.'), ...readProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path,
  summary: 'Change the rules of booking for the whole studio',
  description: 'What is not given stays.',
  request: { body: bodyOf(changeSchema, 'What becomes different.') },
  responses: { 200: json(rulesSchema, 'The rules as they are now.'), ...writeProblems },
})

export const bookingRulesApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => c.json(toJson(await getBookingRules(c.var.ctx)), 200))
  .openapi(changeRoute, async (c) => {
    const body = c.req.valid('json')
    const rules = await changeBookingRules(c.var.ctx, {
      weekStartsOn: body.week_starts_on,
      quietFromMinute: body.quiet_from,
      quietUntilMinute: body.quiet_until,
      allowsClientOverlap: body.allows_client_overlap,
      maxWaitlistEntries: body.max_waitlist_entries,
    })
    return c.json(toJson(rules), 200)
  })

function toJson(rules: BookingRules): z.output<typeof rulesSchema> {
  return {
    week_starts_on: rules.weekStartsOn,
    quiet_from: toWallTime(rules.quietFromMinute),
    quiet_until: toWallTime(rules.quietUntilMinute),
    allows_client_overlap: rules.allowsClientOverlap,
    max_waitlist_entries: rules.maxWaitlistEntries,
  }
}
