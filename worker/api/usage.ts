import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { features, limitKeys } from '../../tenants/plans/effective-limits.ts'
import { getPlanUsage } from '../../tenants/plans/get-plan-usage.ts'
import type { AppEnv } from '../app-env.ts'
import { json } from './responses.ts'
import { forStaff, readProblems } from './staff-route.ts'

const usageSchema = z
  .object({
    used: z
      .array(
        z.object({
          key: z.enum(limitKeys),
          count: z.int().openapi({ description: 'Now, or of `…_per_month` in this month of UTC.' }),
          most: z.int().nullable().openapi({ description: 'Null: as much as you like.' }),
        }),
      )
      .nullable()
      .openapi({ description: 'Null: not counted yet.' }),
    held_back: z.array(z.enum(features)).openapi({ description: 'What is not part of the plan.' }),
  })
  .openapi('PlanUsage')

const usageRoute = createRoute({
  ...forStaff,
  method: 'get',
  path: '/usage',
  summary: 'How much of its plan the studio uses',
  description: 'What would go beyond it is refused: `not_allowed`, with the reason `plan_limit`.',
  responses: { 200: json(usageSchema, 'As it is now.'), ...readProblems },
})

export const usageApi = new OpenAPIHono<AppEnv>()

usageApi.openapi(usageRoute, async (c) => {
  const { used, heldBack } = await getPlanUsage(c.var.ctx)
  return c.json({ used, held_back: [...heldBack] }, 200)
})
