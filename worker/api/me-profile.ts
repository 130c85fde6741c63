import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeProfile } from '../../tenants/account/change-profile.ts'
import { getProfile } from '../../tenants/account/get-profile.ts'
import { listNotificationChoices } from '../../tenants/account/list-notification-choices.ts'
import { newsConsent } from '../../tenants/account/news-consent.ts'
import { setNotificationChoices } from '../../tenants/account/set-notification-choices.ts'
import { locales } from '../../tenants/studio/get-catalogue.ts'
import type { AppEnv } from '../app-env.ts'
import { forPerson, personReadProblems, personWriteProblems } from './person-route.ts'
import { json, problems } from './responses.ts'
import { toCamel, toSnake } from './snake-case.ts'
import { bodyOf, spokenText } from './staff-route.ts'

const profileSchema = z
  .object({
    email: z.string().openapi({ description: 'Changed by a link to the new address, not here.' }),
    first_name: z.string(),
    last_name: z.string(),
    phone: z.string().nullable().openapi({ description: 'With the country code.' }),
    locale: z.enum(locales).openapi({ description: 'Language of messages.' }),
    time_zone: z.string().nullable().openapi({ description: 'IANA name; null is that of the place.' }),
  })
  .openapi('Profile')
const profileChange = profileSchema.omit({ email: true }).partial().openapi('ProfileChange')

const choicesSchema = z
  .object({
    reminder: z.boolean(),
    waitlist: z.boolean(),
    news: z.boolean().openapi({ description: 'Only with the person’s consent to the sentence below.' }),
    news_consent: z
      .object({ version: z.string(), text: spokenText })
      .openapi({ description: 'What whoever wants news agrees to: show it.' }),
  })
  .openapi('Notifications')
const choicesChange = choicesSchema.omit({ news_consent: true }).partial().openapi('NotificationsChange')

const profilePath = '/users/me/profile'
const choicesPath = '/users/me/notifications'
const writeProblems = { ...personWriteProblems, ...problems('conflict') }

const getProfileRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: profilePath,
  summary: 'My profile',
  responses: { 200: json(profileSchema, 'What the studio knows of who signed in.'), ...personReadProblems },
})
const changeProfileRoute = createRoute({
  ...forPerson,
  method: 'patch',
  path: profilePath,
  summary: 'Change my profile',
  request: { body: bodyOf(profileChange, 'What is to change.') },
  responses: { 200: json(profileSchema, 'As it is now.'), ...writeProblems },
})
const getChoicesRoute = createRoute({
  ...forPerson,
  method: 'get',
  path: choicesPath,
  summary: 'What I want to be told by e-mail',
  responses: {
    200: json(choicesSchema, 'Besides what has to be said, which always comes.'),
    ...personReadProblems,
  },
})
const setChoicesRoute = createRoute({
  ...forPerson,
  method: 'put',
  path: choicesPath,
  summary: 'Say what I want to be told by e-mail',
  request: { body: bodyOf(choicesChange, 'What is not given stays as it is.') },
  responses: { 200: json(choicesSchema, 'As it is now.'), ...writeProblems },
})

export const meProfileApi = new OpenAPIHono<AppEnv>()
  .openapi(getProfileRoute, async (c) => c.json(toSnake(await getProfile(c.var.ctx)), 200))
  .openapi(changeProfileRoute, async (c) => {
    const changes = toCamel(c.req.valid('json'))
    return c.json(toSnake(await changeProfile(c.var.ctx, changes)), 200)
  })
  .openapi(getChoicesRoute, async (c) => {
    return c.json({ ...(await listNotificationChoices(c.var.ctx)), news_consent: newsConsent }, 200)
  })
  .openapi(setChoicesRoute, async (c) => {
    const choices = await setNotificationChoices(c.var.ctx, c.req.valid('json'))
    return c.json({ ...choices, news_consent: newsConsent }, 200)
  })
