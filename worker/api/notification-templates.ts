import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { getTemplate } from '../../tenants/messages/templates/get-template.ts'
import { listTemplates } from '../../tenants/messages/templates/list-templates.ts'
import { previewTemplate } from '../../tenants/messages/templates/preview-template.ts'
import { templateName, type Template } from '../../tenants/messages/templates/read-templates.ts'
import { resetTemplate } from '../../tenants/messages/templates/reset-template.ts'
import { saveTemplate } from '../../tenants/messages/templates/save-template.ts'
import { parseTemplateName } from '../../tenants/messages/templates/template-input.ts'
import { testTemplate } from '../../tenants/messages/templates/test-template.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  forStaffPerson,
  gone,
  idParam,
  readProblems,
  writeProblems,
} from './staff-route.ts'

const path = '/notification-templates'
const one = `${path}/{template_id}` as const

const params = idParam('template_id', 'Kind, channel and language, such as `reminder.sms.en`.')

const textsSchema = z
  .strictObject({
    subject: z.string().optional(),
    heading: z.string().optional(),
    intro: z.string().optional(),
    closing: z.string().optional(),
    title: z.string().optional(),
    body: z.string().optional(),
  })
  .openapi('TemplateTexts', {
    description:
      'Of an e-mail `subject`, `heading`, `intro` and `closing`; of a text message `body`; of a push `title` and `body`. `{{service}}` stands for what is known when it is sent; `{{#is_class}}…{{/is_class}}` is said when it is so, `{{^is_class}}…{{/is_class}}` when it is not.',
  })

const keySchema = { kind: z.string(), channel: z.string(), locale: z.string() }

const templateSchema = z
  .object({
    id: z.string(),
    ...keySchema,
    texts: textsSchema.openapi({ description: 'What is said.' }),
    defaults: textsSchema.openapi({ description: 'What is said without words of the studio’s own.' }),
    is_own: z.boolean(),
    placeholders: z.array(z.string()).openapi({ description: 'What may stand between double braces.' }),
    updated_at: z.iso.datetime().nullable(),
    edition: editionAnswer,
  })
  .openapi('NotificationTemplate')

const sampleInput = z.object({
  ...keySchema,
  texts: textsSchema.optional().openapi({ description: 'To be tried; without them, as it is said now.' }),
})

const sampleSchema = z
  .object({
    channel: z.string(),
    subject: z.string().optional(),
    html: z.string().optional(),
    text: z.string().optional(),
    title: z.string().optional(),
    body: z.string().optional(),
    segments: z
      .int()
      .optional()
      .openapi({ description: 'Of a text message: as how many parts it is sent and paid.' }),
  })
  .openapi('NotificationPreview')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What is said in messages',
  request: { query: pageQuery },
  responses: {
    200: json(pageOf(templateSchema), 'Of every kind, on every channel, in every language.'),
    ...readProblems,
  },
})

const getRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: one,
  summary: 'What is said in one message',
  request: { params },
  responses: { 200: json(templateSchema, 'The texts.'), ...readProblems },
})

const saveRoute = createRoute({
  ...forStaff,
  method: 'put',
  path: one,
  summary: 'Say it in the studio’s own words',
  request: {
    params,
    body: bodyOf(z.object({ texts: textsSchema, edition: editionSeen }), 'All of its texts.'),
  },
  responses: { 200: json(templateSchema, 'As it is said from now on.'), ...changeProblems },
})

const resetRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Say it in the product’s words again',
  request: { params },
  responses: { ...gone, ...changeProblems },
})

const previewRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${path}/preview`,
  summary: 'See what a message would say',
  description: 'About the newest booking that fits. Nothing is sent, and its links open nothing.',
  request: { body: bodyOf(sampleInput, 'Which message.') },
  responses: { 200: json(sampleSchema, 'What it says.'), ...writeProblems },
})

const testRoute = createRoute({
  ...forStaffPerson,
  method: 'post',
  path: `${path}/test`,
  summary: 'Send oneself what a message would say',
  description: 'By e-mail to whoever asks, also what is written on phones. Takes a person.',
  request: { body: bodyOf(sampleInput, 'Which message.') },
  responses: {
    202: json(z.object({ message_id: z.string(), recipient: z.string() }), 'It is on its way.'),
    ...writeProblems,
    ...problems('rate_limited'),
  },
})

export const notificationTemplatesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const templates = (await listTemplates(c.var.ctx)).map((template) => ({
      ...template,
      id: templateName(template),
    }))
    const { data, next_cursor } = takePage(templates, c.req.valid('query'))
    return c.json({ data: data.map(toTemplateJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const template = await getTemplate(c.var.ctx, parseTemplateName(c.req.valid('param').template_id))
    return c.json(toTemplateJson(template), 200)
  })
  .openapi(saveRoute, async (c) => {
    const key = parseTemplateName(c.req.valid('param').template_id)
    return c.json(toTemplateJson(await saveTemplate(c.var.ctx, { ...key, ...c.req.valid('json') })), 200)
  })
  .openapi(resetRoute, async (c) => {
    await resetTemplate(c.var.ctx, parseTemplateName(c.req.valid('param').template_id))
    return c.body(null, 204)
  })
  .openapi(previewRoute, async (c) => c.json(await previewTemplate(c.var.ctx, c.req.valid('json')), 200))
  .openapi(testRoute, async (c) => {
    const { messageId, recipient } = await testTemplate(c.var.ctx, c.req.valid('json'))
    return c.json({ message_id: messageId, recipient }, 202)
  })

function toTemplateJson(template: Template): z.output<typeof templateSchema> {
  const { kind, channel, locale, texts, defaults, isOwn, placeholders, updatedAt, edition } = template
  return {
    id: templateName(template),
    kind,
    channel,
    locale,
    texts,
    defaults,
    is_own: isOwn,
    placeholders,
    updated_at: updatedAt === null ? null : toInstant(updatedAt),
    edition,
  }
}
