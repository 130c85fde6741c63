import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeEmail } from '../../tenants/access/change-email.ts'
import { changeMe } from '../../tenants/access/change-me.ts'
import { changePassword } from '../../tenants/access/change-password.ts'
import { confirmPassword } from '../../tenants/access/confirm-password.ts'
import { endDevice, endOtherDevices } from '../../tenants/access/end-device.ts'
import { getMe, type Me } from '../../tenants/access/get-me.ts'
import { listDevices, type Device } from '../../tenants/access/list-devices.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { answerSignedIn, signedInSchema } from './signed-in-json.ts'
import { toSnake } from './snake-case.ts'
import { bodyOf, gone, idParam } from './staff-route.ts'

const reach = z.enum(['none', 'own', 'any'])

const meSchema = z
  .object({
    id: z.string().openapi({ example: 'usr_4t1h' }),
    email: z.string(),
    name: z.string(),
    locale: z.enum(locales),
    has_password: z.boolean(),
    has_second_factor: z.boolean(),
    client_id: z.string().nullable().openapi({ description: 'Which client of the studio they are.' }),
    staff: z
      .object({
        role: z.string(),
        role_name: z.string().openapi({ description: 'Of a role the studio made; else empty.' }),
        trainer_id: z.string().nullable(),
        grants: z.record(z.string(), z.object({ view: reach, change: reach })),
      })
      .nullable()
      .openapi({ description: 'What they may do when they work here.' }),
  })
  .openapi('Me')
const changeSchema = z
  .object({ name: z.string().optional(), locale: z.enum(locales).optional() })
  .openapi('MeChange')

const deviceSchema = z
  .object({
    id: z.string(),
    is_current: z.boolean().openapi({ description: 'Whether it is the one that asks.' }),
    kind: z.enum(['browser', 'token']),
    method: z.enum(['password', 'link', 'passkey']),
    user_agent: z.string(),
    network: z.string().openapi({ description: 'An IPv4 address, or the /64 of an IPv6 one.' }),
    created_at: z.iso.datetime(),
    last_seen_at: z.iso.datetime(),
  })
  .openapi('Device')

const password = z.string().openapi({ format: 'password' })
const passwordChangeSchema = z
  .object({
    current_password: password.optional().openapi({ description: 'Needed by whoever has one.' }),
    new_password: password,
  })
  .openapi('PasswordChange')

const path = '/users/me'
const devices = `${path}/devices` as const

const getRoute = createRoute({
  ...forPerson,
  method: 'get',
  path,
  summary: 'Who I am here',
  responses: { 200: json(meSchema, 'Whoever the token is of.'), ...personReadProblems },
})
const changeRoute = createRoute({
  ...forPerson,
  method: 'patch',
  path,
  summary: 'Change what my login is called, or its language',
  request: { body: bodyOf(changeSchema, 'What changes.') },
  responses: { 200: json(meSchema, 'As it is now.'), ...personWriteProblems },
})
const changePasswordRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/change-password',
  summary: 'Change my password',
  description: 'Ends all sessions but this one.',
  request: { body: bodyOf(passwordChangeSchema, 'The old and the new.') },
  responses: {
    ...gone,
    ...personWriteProblems,
    ...problems('unauthorized', 'wrong_credentials', 'reauthentication_required', 'rate_limited'),
  },
})
const changeEmailRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/change-email',
  summary: 'Ask for another address to sign in with',
  description:
    'The new address gets a link for `POST /users/verify-email`. Needs a sign-in, or `POST /users/reauthenticate`, within the last ten minutes.',
  request: { body: bodyOf(z.object({ email: z.string() }).openapi('NewAddress'), 'The address.') },
  responses: {
    202: { description: 'There is a mail on its way, unless somebody has the address.' },
    ...personWriteProblems,
    ...problems('reauthentication_required', 'rate_limited'),
  },
})
const reauthenticateRoute = createRoute({
  ...forPerson,
  method: 'post',
  path: '/users/reauthenticate',
  summary: 'Say once more who I am, by my password',
  description: 'The answer has a new token: for ten minutes it may do what needs this. The old one ends.',
  request: { body: bodyOf(z.object({ password }).openapi('Reauthentication'), 'The password.') },
  responses: {
    200: json(signedInSchema, 'The same login, with a new token.'),
    ...personWriteProblems,
    ...problems('unauthorized', 'wrong_credentials', 'rate_limited'),
  },
})
const listDevicesRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: devices,
  summary: 'Where I am signed in',
  responses: {
    200: json(z.object({ data: z.array(deviceSchema) }), 'The latest first.'),
    ...personReadProblems,
  },
})
const endDevicesRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: devices,
  summary: 'Sign me out everywhere but here',
  responses: { ...gone, ...personReadProblems },
})
const endDeviceRoute = createRoute({
  ...forPerson,
  method: 'delete',
  path: `${devices}/{device_id}`,
  summary: 'Sign me out of one place',
  request: { params: idParam('device_id') },
  responses: { ...gone, ...personReadProblems, ...problems('not_found') },
})

export const usersMeApi = new OpenAPIHono<AppEnv>()
  .openapi(getRoute, (c) => c.json(toMeJson(getMe(c.var.ctx)), 200))
  .openapi(changeRoute, async (c) => c.json(toMeJson(await changeMe(c.var.ctx, c.req.valid('json'))), 200))
  .openapi(changePasswordRoute, async (c) => {
    const { current_password: currentPassword = '', new_password: newPassword } = c.req.valid('json')
    await changePassword(c.var.ctx, { currentPassword, newPassword })
    return c.body(null, 204)
  })
  .openapi(changeEmailRoute, async (c) => {
    await changeEmail(c.var.ctx, c.req.valid('json'))
    return c.body(null, 202)
  })
  .openapi(reauthenticateRoute, async (c) => {
    return answerSignedIn(c, await confirmPassword(c.var.ctx, c.req.valid('json')))
  })
  .openapi(listDevicesRoute, async (c) => {
    return c.json({ data: (await listDevices(c.var.ctx)).map(toDeviceJson) }, 200)
  })
  .openapi(endDevicesRoute, async (c) => {
    await endOtherDevices(c.var.ctx)
    return c.body(null, 204)
  })
  .openapi(endDeviceRoute, async (c) => {
    await endDevice(c.var.ctx, { deviceId: c.req.valid('param').device_id })
    return c.body(null, 204)
  })

function toMeJson(me: Me): z.output<typeof meSchema> {
  return toSnake(me)
}

function toDeviceJson({ createdAt, lastSeenAt, ...device }: Device): z.output<typeof deviceSchema> {
  return { ...toSnake(device), created_at: toInstant(createdAt), last_seen_at: toInstant(lastSeenAt) }
}
