import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getNotification } from '../../tenants/messages/get-notification.ts'
import { listNotifications } from '../../tenants/messages/list-notifications.ts'
import {
  deliveryStates,
  messageChannels,
  messageKinds,
  messageStates,
} from '../../tenants/messages/notification.ts'
import { resendNotification } from '../../tenants/messages/resend-notification.ts'
import type { AppEnv } from '../app-env.ts'
import { decodePosition, encodePosition } from './instant-cursor.ts'
import { notificationSchema, recordSchema, toNotificationJson, toRecordJson } from './notification-json.ts'
import { pageOf, pageQuery } from './page.ts'
import { json, problems } from './responses.ts'
import { forStaff, idParam, readProblems, writeProblems } from './staff-route.ts'

const instant = z.iso
  .datetime({ offset: true, error: 'Not an instant: use 2027-01-05T09:00:00Z.' })
  .optional()

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/notifications',
  summary: 'What was and will be sent',
  description: 'A trainer sees what is about their own bookings and classes.',
  request: {
    query: pageQuery.extend({
      state: z.enum(messageStates).optional(),
      delivery: z.enum(deliveryStates).optional(),
      channel: z.enum(messageChannels).optional(),
      kind: z.enum(messageKinds).optional(),
      client_id: z.string().optional(),
      booking_id: z.string().optional(),
      from: instant.openapi({ description: 'Planned at or after this.' }),
      to: instant.openapi({ description: 'Planned before this.' }),
      order: z.enum(['newest', 'soonest']).default('newest'),
    }),
  },
  responses: { 200: json(pageOf(notificationSchema), 'By when they are planned.'), ...readProblems },
})

const one = '/notifications/{notification_id}' as const
const params = idParam('notification_id')

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'One message, and what it says',
  request: { params },
  responses: { 200: json(recordSchema, 'The message.'), ...readProblems },
})

const resendRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/resend`,
  summary: 'Send a message once more',
  description:
    'A copy of its own, to where the client is reached now. Refused as `not_allowed` with the reason that `resend_refusal` names: what would be of no use, is not wanted, or may have gone out after all. Three times at most.',
  request: { params },
  responses: {
    201: json(recordSchema, 'The copy, which goes out at once.'),
    ...writeProblems,
    ...problems('invalid_input', 'not_allowed'),
  },
})

export const notificationsApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, async (c) => {
    const { notification_id: messageId } = c.req.valid('param')
    return c.json(toRecordJson(await getNotification(c.var.ctx, { messageId })), 200)
  })
  .openapi(resendRoute, async (c) => {
    const { notification_id } = c.req.valid('param')
    const copy = await resendNotification(c.var.ctx, { messageId: notification_id })
    return c.json(toRecordJson(await getNotification(c.var.ctx, copy)), 201)
  })
  .openapi(listRoute, async (c) => {
    const { cursor, from, to, client_id: clientId, booking_id: bookingId, ...rest } = c.req.valid('query')
    const last = cursor === undefined ? null : decodePosition(cursor)
    const { notifications, hasMore } = await listNotifications(c.var.ctx, {
      ...rest,
      clientId,
      bookingId,
      from: from === undefined ? null : Date.parse(from),
      to: to === undefined ? null : Date.parse(to),
      cursor: last && { at: last.startsAt, id: last.id },
    })
    const end = notifications.at(-1)
    const next_cursor = hasMore && end ? encodePosition({ startsAt: end.plannedAt, id: end.id }) : null
    return c.json({ data: notifications.map(toNotificationJson), next_cursor }, 200)
  })
