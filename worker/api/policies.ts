import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { changePolicy } from '../../tenants/policies/change-policy.ts'
import { createPolicy } from '../../tenants/policies/create-policy.ts'
import { deletePolicy } from '../../tenants/policies/delete-policy.ts'
import { getPolicy } from '../../tenants/policies/get-policy.ts'
import { chargeKinds } from '../../tenants/policies/list-charges.ts'
import { listPolicies } from '../../tenants/policies/list-policies.ts'
import { rehearsePolicy, type Rehearsal } from '../../tenants/policies/rehearse-policy.ts'
import type { AppEnv } from '../app-env.ts'
import { toInstant } from './instant.ts'
import { moneySchema } from './money.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { newPolicySchema, newRulesSchema, policyChangeSchema, policySchema } from './policy-json.ts'
import { toPolicyJson, toRules } from './policy-json.ts'
import { json, problems } from './responses.ts'
import { bodyOf, forStaff, gone, idParam, readProblems, writeProblems } from './staff-route.ts'

const path = '/policies'
const one = `${path}/{policy_id}` as const
const params = idParam('policy_id')

const sumSchema = z.object({
  count: z.int(),
  amount: moneySchema,
  credits: z.int().openapi({ description: 'How many credits are lost.' }),
})

const rehearsalSchema = z
  .object({
    from_on: z.iso.date(),
    to_on: z.iso.date(),
    bookings: z
      .int()
      .openapi({ description: 'How many the policy would have been for, kept ones included.' }),
    would_charge: sumSchema,
    was_charged: sumSchema.openapi({ description: 'Of the same bookings, under what they had agreed to.' }),
    data: z.array(
      z.object({
        booking_id: z.string(),
        kind: z.enum(chargeKinds),
        at: z.iso.datetime().openapi({ description: 'When it was cancelled, or should have begun.' }),
        outcome: z.enum(['owed', 'grace', 'refilled', 'staff']).openapi({
          description: 'Owed, or why it would have been waived.',
        }),
        amount: moneySchema,
        loses_credit: z.boolean(),
        was_charged: z.boolean(),
      }),
    ),
    next_cursor: z.string().nullable(),
  })
  .openapi('Rehearsal')

const listRoute = createRoute({
  ...forStaff,
  method: 'get',
  path,
  summary: 'Cancellation policies',
  request: { query: pageQuery },
  responses: { 200: json(pageOf(policySchema), 'In the order in which they are tried.'), ...readProblems },
})

const getRoute = createRoute({
  method: 'get',
  path: one,
  summary: 'One policy, in its current version or the one that was agreed to',
  request: {
    params,
    query: z.object({ version: z.coerce.number().int().min(1).optional() }),
  },
  responses: {
    200: json(policySchema, 'The policy.'),
    ...problems('not_found', 'invalid_input', 'unavailable'),
  },
})

const createPolicyRoute = createRoute({
  ...forStaff,
  method: 'post',
  path,
  summary: 'Add a policy',
  description: 'For bookings made from now on. Those there are stay under what they agreed to.',
  request: { body: bodyOf(newPolicySchema, 'The policy.') },
  responses: { 201: json(policySchema, 'Added.'), ...writeProblems },
})

const changeRoute = createRoute({
  ...forStaff,
  method: 'patch',
  path: one,
  summary: 'Change a policy',
  description: 'Other rules or another text are a new version; what was agreed to before is never rewritten.',
  request: { params, body: bodyOf(policyChangeSchema, 'What becomes different.') },
  responses: {
    200: json(policySchema, 'The policy as it is now.'),
    ...writeProblems,
    ...problems('conflict', 'changed_meanwhile'),
  },
})

const deleteRoute = createRoute({
  ...forStaff,
  method: 'delete',
  path: one,
  summary: 'Put a policy out of force',
  description: 'It stays on record, for the bookings that agreed to it.',
  request: { params },
  responses: { ...gone, ...writeProblems },
})

const rehearseRoute = createRoute({
  ...forStaff,
  method: 'post',
  path: `${one}/rehearse`,
  summary: 'What a policy would have charged',
  description:
    'Tried on the bookings of last month, or of other dates, had everybody done what they did. With `rules`, as if they were the policy’s. Changes nothing.',
  request: {
    params,
    query: pageQuery,
    body: json(
      z
        .object({
          rules: newRulesSchema.nullish(),
          from_on: z.string().nullish().openapi({ description: 'First date of the start, YYYY-MM-DD.' }),
          to_on: z.string().nullish().openapi({ description: 'Last date; at most a year in all.' }),
        })
        .openapi('NewRehearsal'),
      'Other rules, other dates.',
    ),
  },
  responses: { 200: json(rehearsalSchema, 'What it would have been.'), ...writeProblems },
})

export const policiesApi = new OpenAPIHono<AppEnv>()
  .openapi(listRoute, async (c) => {
    const { data, next_cursor } = takePage(await listPolicies(c.var.ctx), c.req.valid('query'))
    return c.json({ data: data.map(toPolicyJson), next_cursor }, 200)
  })
  .openapi(getRoute, async (c) => {
    const policyId = c.req.valid('param').policy_id
    const policy = await getPolicy(c.var.ctx, { policyId, version: c.req.valid('query').version })
    return c.json(toPolicyJson(policy), 200)
  })
  .openapi(createPolicyRoute, async (c) => {
    const { rules, ...rest } = c.req.valid('json')
    const policy = await createPolicy(c.var.ctx, {
      name: rest.name,
      ...toConditions(rest),
      rules: toRules(rules),
    })
    return c.json(toPolicyJson(policy), 201)
  })
  .openapi(changeRoute, async (c) => {
    const { rules, ...rest } = c.req.valid('json')
    const policy = await changePolicy(c.var.ctx, {
      policyId: c.req.valid('param').policy_id,
      edition: rest.edition,
      name: rest.name,
      ...toConditions(rest),
      rules: rules && toRules(rules),
    })
    return c.json(toPolicyJson(policy), 200)
  })
  .openapi(deleteRoute, async (c) => {
    await deletePolicy(c.var.ctx, { policyId: c.req.valid('param').policy_id })
    return c.body(null, 204)
  })
  .openapi(rehearseRoute, async (c) => {
    const { rules, from_on: fromOn, to_on: toOn } = c.req.valid('json')
    const policyId = c.req.valid('param').policy_id
    const rehearsal = await rehearsePolicy(c.var.ctx, {
      policyId,
      fromOn,
      toOn,
      rules: rules && toRules(rules),
    })
    const { data, next_cursor } = takePage(rehearsal.lines, c.req.valid('query'))
    return c.json({ ...toRehearsalJson({ ...rehearsal, lines: data }), next_cursor }, 200)
  })

function toConditions(policy: Omit<z.output<typeof policyChangeSchema>, 'rules' | 'name'>) {
  return {
    position: policy.position,
    serviceIds: policy.service_ids,
    serviceKinds: policy.service_kinds,
    clientGroupIds: policy.client_group_ids,
    text: policy.text,
    isActive: policy.is_active,
  }
}

function toRehearsalJson({ currency, ...rehearsal }: Rehearsal) {
  const money = (amountMinor: number) => ({ amount_minor: amountMinor, currency })
  const toSum = ({ count, amountMinor, credits }: Rehearsal['wouldCharge']) => {
    return { count, amount: money(amountMinor), credits }
  }
  return {
    from_on: rehearsal.fromOn,
    to_on: rehearsal.toOn,
    bookings: rehearsal.bookings,
    would_charge: toSum(rehearsal.wouldCharge),
    was_charged: toSum(rehearsal.wasCharged),
    data: rehearsal.lines.map((line) => ({
      booking_id: line.id,
      kind: line.kind,
      at: toInstant(line.at),
      outcome: line.outcome,
      amount: money(line.amountMinor),
      loses_credit: line.losesCredit,
      was_charged: line.wasCharged,
    })),
  }
}
