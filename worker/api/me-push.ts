import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { listPushChoices } from '../../tenants/push/list-push-choices.ts'
import { listPushDevices, type PushDevice } from '../../tenants/push/list-push-devices.ts'
import { removePushDevice } from '../../tenants/push/remove-push-device.ts'
import { renamePushDevice } from '../../tenants/push/rename-push-device.ts'
import { setPushChoices } from '../../tenants/push/set-push-choices.ts'
import { subscribeToPush } from '../../tenants/push/subscribe-to-push.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { bodyOf, gone, idParam } from './staff-route.ts'

const deviceName = z.string().openapi({ description: 'What its person calls it.', example: 'My phone' })
const deviceSchema = z
  .object({
    id: z.string().openapi({ example: 'psh_4t1h' }),
    device: deviceName,
    created_at: z.iso.datetime(),
    last_sent_at: z.iso.datetime().nullable().openapi({ description: 'Null: nothing was sent there yet.' }),
  })
  .openapi('PushSubscription')
const listSchema = z.object({
  application_server_key: z
    .string()
    .nullable()
    .openapi({ description: 'For `PushManager.subscribe`; null where nothing is pushed.' }),
  data: z.array(deviceSchema),
})
const newSchema = z
  .object({
    endpoint: z.string().openapi({ description: 'A push service on the open network, over https.' }),
    keys: z.object({ p256dh: z.string(), auth: z.string() }),
    device: deviceName,
    replaces: z.string().nullish().openapi({ description: 'The endpoint this browser had before.' }),
  })
  .openapi('NewPushSubscription', { description: 'What `PushSubscription.toJSON()` gives, and a name.' })
const renameSchema = z.object({ device: deviceName }).openapi('PushSubscriptionChange')

const choicesSchema = z
  .object({
    reminder: z.boolean(),
    changes: z.boolean().openapi({ description: 'When a booking is moved or cancelled.' }),
    waitlist: z.boolean(),
  })
  .openapi('PushChoices')
const choicesChange = choicesSchema.partial().openapi('PushChoicesChange')

const path = '/users/me/push-subscriptions'
const one = `${path}/{push_subscription_id}` as const
const choicesPath = '/users/me/notifications/push'
const params = idParam('push_subscription_id')
const writeProblems = { ...personWriteProblems, ...problems('conflict') }

const listRoute = createRoute({
  ...forPerson,
  method: 'get',
  path,
  summary: 'On which devices I am written to',
  responses: { 200: json(listSchema, 'The newest first, ten at most.'), ...personReadProblems },
})
const addRoute = createRoute({
  ...forPerson,
  method: 'post',
  path,
  summary: 'Let the studio write to a device of mine',
  description:
    'Reminders of what is booked already are planned there, too. The same endpoint again is the same device, and whoever else had it has it no more.',
  request: { body: bodyOf(newSchema, 'Where it is reached.') },
  responses: { 201: json(deviceSchema, 'The device.'), ...writeProblems },
})
const renameRoute = createRoute({
  ...forPerson,
  method: 'patch',
  path: one,
  summary: 'Rename a device',
  request: { params, body: bodyOf(renameSchema, 'The name.') },
  responses: { 200: json(deviceSchema, 'The device.'), ...personWriteProblems, ...problems('not_found') },
})
const removeRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: one,
  summary: 'Have nothing more written to a device',
  request: { params },
  responses: { ...gone, ...personReadProblems, ...problems('not_found') },
})
const getChoicesRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: choicesPath,
  summary: 'What I want to be told on my devices',
  responses: { 200: json(choicesSchema, 'Everything, unless they said otherwise.'), ...personReadProblems },
})
const setChoicesRoute = createRoute({
  ...forPerson,
  method: 'put',
  path: choicesPath,
  summary: 'Say what I want to be told on my devices',
  request: { body: bodyOf(choicesChange, 'What is not given stays as it is.') },
  responses: { 200: json(choicesSchema, 'As it is now.'), ...writeProblems },
})

export const mePushApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { ctx } = c.var
    const data = (await listPushDevices(ctx)).map(deviceJson)
    return c.json({ application_server_key: ctx.pushKey, data }, 200)
  })
  .openapi(addRoute, async (c) => {
    const { keys, ...device } = c.req.valid('json')
    return c.json(deviceJson(await subscribeToPush(c.var.ctx, { ...device, ...keys })), 201)
  })
  .openapi(renameRoute, async (c) => {
    const deviceId = c.req.valid('param').push_subscription_id
    return c.json(deviceJson(await renamePushDevice(c.var.ctx, { deviceId, ...c.req.valid('json') })), 200)
  })
  .openapi(removeRoute, async (c) => {
    await removePushDevice(c.var.ctx, { deviceId: c.req.valid('param').push_subscription_id })
    return c.body(null, 204)
  })
  .openapi(getChoicesRoute, async (c) => c.json(await listPushChoices(c.var.ctx), 200))
  .openapi(setChoicesRoute, async (c) => c.json(await setPushChoices(c.var.ctx, c.req.valid('json')), 200))

function deviceJson({ id, device, createdAt, lastSentAt }: PushDevice) {
  return {
    id,
    device,
    created_at: toInstant(createdAt),
    last_sent_at: lastSentAt === null ? null : toInstant(lastSentAt),
  }
}
