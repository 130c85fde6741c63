import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changeNotificationSettings } from '../../tenants/messages/rules/change-notification-settings.ts'
import { changeRule } from '../../tenants/messages/rules/change-rule.ts'
import { createRule } from '../../tenants/messages/rules/create-rule.ts'
import { deleteRule } from '../../tenants/messages/rules/delete-rule.ts'
import {
  getNotificationSettings,
  type NotificationSettings,
} from '../../tenants/messages/rules/get-notification-settings.ts'
import { listRules, type RuleList } from '../../tenants/messages/rules/list-rules.ts'
import { ruleChannels, ruleKinds, type Rule } from '../../tenants/messages/rules/rule-input.ts'
import { setOwnReminders } from '../../tenants/messages/rules/set-own-reminders.ts'
import type { AppEnv } from '../app-env.ts'
import { json, problems } from './responses.ts'
import {
  bodyOf,
  changeProblems,
  editionAnswer,
  editionSeen,
  forStaff,
  gone,
  idParam,
  readProblems,
  writeProblems,
} from './staff-route.ts'
import { toWallTime, wallTime } from './wall-time.ts'

const path = '/notification-rules'
const one = `${path}/{rule_id}` as const
const params = idParam('rule_id')

const leadMinutes = z.int().openapi({ description: 'Of reminders: how long before the start. Else 0.' })
const ruleSchema = z
  .object({
    id: z.string(),
    // Of a kind that the product itself might come to have rules of.
    kind: z.string().openapi({ description: ruleKinds.join(', ') }),
    channel: z.enum(ruleChannels),
    lead_minutes: leadMinutes,
    service_id: z.string().nullable().openapi({ description: 'Null: for every service without its own.' }),
    edition: editionAnswer,
  })
  .openapi('NotificationRule')

const listSchema = z
  .object({
    data: z.array(ruleSchema),
    services_with_own_reminders: z.array(z.string()).openapi({
      description: 'Services to which the studio’s reminders do not apply.',
    }),
  })
  .openapi('NotificationRules')

const newSchema = z
  .object({
    kind: z.enum(ruleKinds),
    channel: z.enum(ruleChannels).openapi({ description: 'A mail tells of every event anyhow.' }),
    lead_minutes: leadMinutes.optional(),
    service_id: z.string().nullish(),
  })
  .openapi('NewNotificationRule')

const changeSchema = z
  .object({
    channel: z.enum(ruleChannels).optional(),
    lead_minutes: leadMinutes.optional(),
    edition: editionSeen,
  })
  .openapi('NotificationRuleChange')

const ownSchema = z.object({ has_own: z.boolean() }).openapi('OwnReminders')

const missYouDays = z
  .int()
  .nullable()
  .openapi({ description: 'After so many days without a booking; null: nobody is told.' })
const settingsSchema = z
  .object({
    digest_at: z.string().nullable().openapi({
      description: 'When staff get their day, on the clock of the main place; null: nobody does.',
      example: '07:00',
    }),
    miss_you_days: missYouDays,
    edition: editionAnswer,
  })
  .openapi('NotificationSettings')
const settingsChange = z
  .object({
    digest_at: wallTime.nullable().optional(),
    miss_you_days: missYouDays.optional(),
    edition: editionSeen,
  })
  .openapi('NotificationSettingsChange')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'What is sent besides the mail of every event',
  responses: { 200: json(listSchema, 'All of them.'), ...readProblems },
})
const createRuleRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a reminder, or another way to tell of an event',
  description: 'Holds for what is booked already, too.',
  request: { body: bodyOf(newSchema, 'The rule.') },
  responses: { 201: json(ruleSchema, 'The rule.'), ...writeProblems },
})
const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change when or how something is sent',
  request: { params, body: bodyOf(changeSchema, 'What is to be different.') },
  responses: { 200: json(ruleSchema, 'The rule.'), ...changeProblems },
})
const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Take a rule away',
  request: { params },
  responses: { ...gone, ...writeProblems },
})
const ownRoute = createRoute({
  ...forStaff,
  method: 'put',
  path: `${path}/services/{service_id}`,
  summary: 'Give a service reminders of its own, or the studio’s again',
  description: 'Its own are the studio’s to begin with.',
  request: { params: idParam('service_id'), body: bodyOf(ownSchema, 'Whether it has its own.') },
  responses: { 200: json(listSchema, 'All rules.'), ...writeProblems },
})
const settingsRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/notification-settings',
  summary: 'What goes out by the clock alone',
  responses: { 200: json(settingsSchema, 'The settings.'), ...readProblems },
})
const changeSettingsRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: '/notification-settings',
  summary: 'Change what goes out by the clock alone',
  request: { body: bodyOf(settingsChange, 'What is to be different.') },
  responses: { 200: json(settingsSchema, 'The settings.'), ...changeProblems, ...problems('invalid_input') },
})

export const notificationRulesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => c.json(toListJson(await listRules(c.var.ctx)), 200))
  .openapi(createRuleRoute, async (c) => {
    const { kind, channel, lead_minutes, service_id: serviceId } = c.req.valid('json')
    const input = { kind, channel, leadMinutes: lead_minutes ?? 0, serviceId: serviceId ?? null }
    return c.json(toRuleJson(await createRule(c.var.ctx, input)), 201)
  })
  .openapi(changeRoute, async (c) => {
    const { channel, lead_minutes, edition } = c.req.valid('json')
    const change = { ruleId: c.req.valid('param').rule_id, channel, leadMinutes: lead_minutes, edition }
    return c.json(toRuleJson(await changeRule(c.var.ctx, change)), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deleteRule(c.var.ctx, { ruleId: c.req.valid('param').rule_id })
    return c.body(null, 204)
  })
  .openapi(ownRoute, async (c) => {
    const { service_id: serviceId } = c.req.valid('param')
    const list = await setOwnReminders(c.var.ctx, { serviceId, isOwn: c.req.valid('json').has_own })
    return c.json(toListJson(list), 200)
  })
  .openapi(settingsRoute, async (c) => c.json(toSettingsJson(await getNotificationSettings(c.var.ctx)), 200))
  .openapi(changeSettingsRoute, async (c) => {
    const { digest_at, miss_you_days, edition } = c.req.valid('json')
    const change = { digestAtMinute: digest_at, missYouDays: miss_you_days, edition }
    return c.json(toSettingsJson(await changeNotificationSettings(c.var.ctx, change)), 200)
  })

function toRuleJson({ leadMinutes: lead_minutes, serviceId, ...rule }: Rule): z.output<typeof ruleSchema> {
  return { ...rule, lead_minutes, service_id: serviceId }
}

const toListJson = ({ rules, ownServiceIds }: RuleList): z.output<typeof listSchema> => ({
  data: rules.map(toRuleJson),
  services_with_own_reminders: ownServiceIds,
})

const toSettingsJson = ({ digestAtMinute, missYouDays, edition }: NotificationSettings) => ({
  digest_at: digestAtMinute === null ? null : toWallTime(digestAtMinute),
  miss_you_days: missYouDays,
  edition,
})
