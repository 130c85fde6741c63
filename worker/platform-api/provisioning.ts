import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { studioKinds } from '../../tenants/fleet/create/studio-kinds.ts'
import { createTenant } from '../../tenants/operators/create-tenant.ts'
import {
  abandonTenantJob,
  jobKinds,
  jobStates,
  listTenantJobs,
  resumeTenantJob,
  type JobEntry,
} from '../../tenants/operators/tenant-jobs.ts'
import { toInstant } from '../api/instant.ts'
import { json } from '../api/responses.ts'
import { bodyOf, idParam } from '../api/staff-route.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems, writeProblems } from './operator-route.ts'
import { tenantSchema, toTenantJson } from './tenants.ts'

const instant = z.iso.datetime().nullable()

const jobSchema = z
  .object({
    id: z.string(),
    kind: z.enum(jobKinds),
    state: z.enum(jobStates).openapi({
      description: '`failed`: it waits for an operator. `undoing` leads to `undone`.',
    }),
    attempts: z.int().openapi({ description: 'Failures since the last step that succeeded.' }),
    error: z.string().nullable(),
    created_by: z.string(),
    created_at: z.iso.datetime(),
    next_at: z.iso.datetime().openapi({ description: 'When somebody goes to it again.' }),
    ended_at: instant,
    steps: z.array(
      z.object({
        step: z.string(),
        started_at: instant,
        done_at: instant,
        undone_at: instant,
        attempts: z.int(),
        error: z.string().nullable(),
      }),
    ),
  })
  .openapi('Job')

const at = (ms: number | null) => (ms === null ? null : toInstant(ms))

function toJobJson(job: JobEntry): z.output<typeof jobSchema> {
  const { id, kind, state, attempts, error } = job
  return {
    id,
    kind,
    state,
    attempts,
    error,
    created_by: job.createdBy,
    created_at: toInstant(job.createdAt),
    next_at: toInstant(job.nextAt),
    ended_at: at(job.endedAt),
    steps: job.steps.map((one) => ({
      step: one.step,
      started_at: at(one.startedAt),
      done_at: at(one.doneAt),
      undone_at: at(one.undoneAt),
      attempts: one.attempts,
      error: one.error,
    })),
  }
}

const params = idParam('tenant_id', 'Id or slug.')

const createTenantRoute = createRoute({
  method: 'post',
  path: '/tenants',
  summary: 'Make a studio',
  description:
    'Its names are its own at once; `/tenants/{tenant_id}/steps` shows how far it is. At the end it can be booked, and its owner is written to.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    body: bodyOf(
      z.object({
        name: z.string().max(500),
        slug: z.string().max(64),
        kind: z.enum(studioKinds).openapi({ description: 'What it begins with.' }),
        locale: z.enum(['en', 'bg']),
        time_zone: z.string().max(64),
        currency: z.string().max(3).default('EUR'),
        owner: z.object({ email: z.string().max(300), name: z.string().max(500) }),
        plan: z.string().max(64).nullish().openapi({ description: 'A plan’s code.' }),
        own_domains: z.array(z.string().max(300)).max(10).default([]),
      }),
      'The studio.',
    ),
  },
  responses: {
    202: json(z.object({ tenant: tenantSchema, job_id: z.string() }), 'It is being made.'),
    ...writeProblems,
  },
})

const stepsRoute = createRoute({
  method: 'get',
  path: '/tenants/{tenant_id}/steps',
  summary: 'What was and is done to a studio, step by step',
  description: 'Jobs, the newest first; twenty at most.',
  tags: ['Tenants'],
  ...forOperators,
  request: { params },
  responses: { 200: json(z.object({ data: z.array(jobSchema) }), 'Its jobs.'), ...readProblems },
})

const provisionRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/provision',
  summary: 'Let a studio’s job go on',
  description: 'One that failed goes on with the step that failed.',
  tags: ['Tenants'],
  ...forOperators,
  request: { params },
  responses: { 202: json(jobSchema, 'It goes on.'), ...writeProblems },
})

const abandonRoute = createRoute({
  method: 'post',
  path: '/tenants/{tenant_id}/abandon',
  summary: 'Give up a studio’s job',
  description: 'What it did is taken back; of a studio in the making nothing is left.',
  tags: ['Tenants'],
  ...forOperators,
  request: {
    params,
    body: bodyOf(
      z.object({ confirm: z.string().max(64).openapi({ description: 'Its slug.' }) }),
      'That it is meant.',
    ),
  },
  responses: { 202: json(jobSchema, 'It is taken back.'), ...writeProblems },
})

/** Making studios, and the long work that is done to them. */
export const provisioningApi = new OpenAPIHono<AppEnv>()

provisioningApi.openapi(createTenantRoute, async (c) => {
  const { time_zone: timeZone, own_domains: ownDomains, ...wish } = c.req.valid('json')
  const { tenant, job } = await createTenant(c.var.platform, { ...wish, timeZone, ownDomains })
  return c.json({ tenant: toTenantJson(tenant), job_id: job.id }, 202)
})

provisioningApi.openapi(stepsRoute, async (c) => {
  const jobs = await listTenantJobs(c.var.platform, c.req.valid('param').tenant_id)
  return c.json({ data: jobs.map(toJobJson) }, 200)
})

provisioningApi.openapi(provisionRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  return c.json(toJobJson(await resumeTenantJob(c.var.platform, { tenant })), 202)
})

provisioningApi.openapi(abandonRoute, async (c) => {
  const { tenant_id: tenant } = c.req.valid('param')
  const { confirm } = c.req.valid('json')
  return c.json(toJobJson(await abandonTenantJob(c.var.platform, { tenant, confirm })), 202)
})
