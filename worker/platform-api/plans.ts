import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  archivePlan,
  changePlan,
  createPlan,
  getPlan,
  listPlans,
  type PlanInput,
} from '../../tenants/operators/plans.ts'
import { getTenantLimits, setOwnLimits, setTenantPlan } from '../../tenants/operators/tenant-limits.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import {
  limitsSchema,
  planSchema,
  tenantLimitsSchema,
  toPlanJson,
  toTenantLimitsJson,
} from './limits-json.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'

const planParams = idParam('plan_id', 'Id or code.')
const tenantParams = idParam('tenant_id', 'Id or slug.')

const planFields = z.object({
  code: z.string().openapi({ description: 'A word for programs, such as `studio`.' }),
  name: z.string(),
  description: z.string().optional(),
  limits: limitsSchema.partial(),
  trial_days: z.number().optional(),
  is_public: z.boolean().optional().openapi({ description: 'Whether who signs up may choose it.' }),
  position: z.number().optional(),
})

const listRoute = createRoute({
  method: 'get',
  path: '/plans',
  summary: 'Every plan, archived ones last',
  tags: ['Plans'],
  ...forOperators,
  responses: { 200: json(z.object({ data: z.array(planSchema) }), 'The plans.'), ...readProblems },
})

const getRoute = createRoute({
  method: 'get',
  path: '/plans/{plan_id}',
  summary: 'One plan',
  tags: ['Plans'],
  ...forOperators,
  request: { params: planParams },
  responses: { 200: json(planSchema, 'The plan.'), ...readProblems },
})

const createPlanRoute = createRoute({
  method: 'post',
  path: '/plans',
  summary: 'Make a plan',
  tags: ['Plans'],
  ...forOperators,
  request: { body: bodyOf(planFields, 'The plan.') },
  responses: { 201: json(planSchema, 'It is made.'), ...writeProblems },
})

const changeRoute = createRoute({
  method: 'patch',
  path: '/plans/{plan_id}',
  summary: 'Change a plan for every studio that has it',
  description: 'What a studio has beyond a lowered limit stays; only more of it is refused.',
  tags: ['Plans'],
  ...forOperators,
  request: {
    params: planParams,
    body: bodyOf(
      planFields.partial().extend({
        archived: z.boolean().optional().openapi({ description: 'Nobody gets it any more.' }),
      }),
      'What changes; `limits` as a whole.',
    ),
  },
  responses: { 200: json(planSchema, 'As it is now.'), ...writeProblems },
})

const limitsRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/limits',
  summary: 'What a studio may use, and what it uses',
  tags: ['Plans'],
  ...forOperators,
  request: { params: tenantParams },
  responses: { 200: json(tenantLimitsSchema, 'Its limits.'), ...readProblems },
})

const setPlanRoute = createRoute({
  method: 'put',
  path: '/tenants/{tenant_id}/plan',
  summary: 'Give a studio a plan',
  description: 'In effect everywhere within 60 s.',
  tags: ['Plans'],
  ...forOperators,
  request: {
    params: tenantParams,
    body: bodyOf(
      z.object({
        plan: z.string().nullable().openapi({ description: 'Id or code; null: nothing is limited.' }),
        trial_ends_at: z.iso.datetime({ offset: true }).nullable().optional(),
      }),
      'The plan; a trial that is not named stays as it is.',
    ),
  },
  responses: { 200: json(tenantLimitsSchema, 'Its limits now.'), ...writeProblems },
})

const setLimitsRoute = createRoute({
  method: 'put',
  path: '/tenants/{tenant_id}/limits',
  summary: 'Agree with one studio on something else than its plan says',
  tags: ['Plans'],
  ...forOperators,
  request: { params: tenantParams, body: bodyOf(limitsSchema.partial(), 'All that differs.') },
  responses: { 200: json(tenantLimitsSchema, 'Its limits now.'), ...writeProblems },
})

/** What studios may use. */
export const plansApi = new OpenAPIHono<AppEnv>()

plansApi.openapi(listRoute, async (c) => {
  const plans = await listPlans(c.var.platform)
  return c.json({ data: plans.map(toPlanJson) }, 200)
})

plansApi.openapi(getRoute, async (c) =>
  c.json(toPlanJson(await getPlan(c.var.platform, c.req.valid('param').plan_id)), 200),
)

plansApi.openapi(createPlanRoute, async (c) => {
  const { trial_days: trialDays, is_public: isPublic, ...plan } = c.req.valid('json')
  return c.json(toPlanJson(await createPlan(c.var.platform, { ...plan, trialDays, isPublic })), 201)
})

plansApi.openapi(changeRoute, async (c) => {
  const { plan_id: plan } = c.req.valid('param')
  const { trial_days, is_public, archived, ...same } = c.req.valid('json')
  const wanted = { ...same, trialDays: trial_days, isPublic: is_public }
  const isGiven = ([, value]: [string, unknown]) => value !== undefined
  const changes: Partial<PlanInput> = Object.fromEntries(Object.entries(wanted).filter(isGiven))
  const { id } = await getPlan(c.var.platform, plan)
  if (Object.keys(changes).length > 0) await changePlan(c.var.platform, { ...changes, plan: id })
  if (archived !== undefined) await archivePlan(c.var.platform, { plan: id, isArchived: archived })
  return c.json(toPlanJson(await getPlan(c.var.platform, id)), 200)
})

plansApi.openapi(limitsRoute, async (c) =>
  c.json(toTenantLimitsJson(await getTenantLimits(c.var.platform, c.req.valid('param').tenant_id)), 200),
)

plansApi.openapi(setPlanRoute, async (c) => {
  const { plan, trial_ends_at } = c.req.valid('json')
  const limits = await setTenantPlan(c.var.platform, {
    tenant: c.req.valid('param').tenant_id,
    plan,
    ...(trial_ends_at === undefined
      ? {}
      : { trialEndsAt: trial_ends_at === null ? null : Date.parse(trial_ends_at) }),
  })
  return c.json(toTenantLimitsJson(limits), 200)
})

plansApi.openapi(setLimitsRoute, async (c) => {
  const limits = await setOwnLimits(c.var.platform, {
    tenant: c.req.valid('param').tenant_id,
    limits: c.req.valid('json'),
  })
  return c.json(toTenantLimitsJson(limits), 200)
})
