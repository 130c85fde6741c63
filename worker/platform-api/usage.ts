import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import { readUsage, type StudioUsage } from '../../tenants/operators/read-usage.ts'
import { json } from '../api/responses.ts'
import type { AppEnv } from '../app-env.ts'
import { forOperators, readProblems } from './operator-route.ts'

const usageSchema = z
  .object({
    requests: z.int(),
    rows_read: z.int(),
    rows_written: z.int(),
    storage_byte_days: z.int(),
    file_byte_days: z.int(),
    emails: z.int(),
    sms: z.int(),
    hostname_days: z.int(),
    cost_micros: z.int().openapi({
      description:
        'An estimate in millionths of a US dollar, by the prices that vendors publish; no invoice.',
    }),
  })
  .openapi('Usage')

function toUsageJson({
  usage,
  costMicros,
}: Pick<StudioUsage, 'usage' | 'costMicros'>): z.output<typeof usageSchema> {
  return {
    requests: usage.requests,
    rows_read: usage.rowsRead,
    rows_written: usage.rowsWritten,
    storage_byte_days: usage.storageBytes,
    file_byte_days: usage.fileBytes,
    emails: usage.emails,
    sms: usage.smsParts,
    hostname_days: usage.hostnames,
    cost_micros: costMicros,
  }
}

const usageRoute = createRoute({
  method: 'get',
  path: '/usage',
  summary: 'What studios used in a month, and an estimate of what that costs',
  tags: ['Health'],
  ...forOperators,
  request: {
    query: z.object({
      month: z.string().max(10).optional().openapi({ description: 'Such as 2027-01; left out: this one.' }),
      limit: z.coerce.number().int().min(1).max(1_000).default(100),
    }),
  },
  responses: {
    200: json(
      z.object({
        month: z.string(),
        total: usageSchema,
        data: z.array(usageSchema.extend({ tenant_id: z.string(), name: z.string() })),
      }),
      'Whoever cost most first.',
    ),
    ...readProblems,
  },
})

/** What vendors count, and what it costs. */
export const usageApi = new OpenAPIHono<AppEnv>()

usageApi.openapi(usageRoute, async (c) => {
  const { month, studios, total } = await readUsage(c.var.platform, c.req.valid('query'))
  const data = studios.map((one) => ({ tenant_id: one.tenantId, name: one.name, ...toUsageJson(one) }))
  return c.json({ month, total: toUsageJson(total), data }, 200)
})
