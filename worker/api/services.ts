import { createRoute, OpenAPIHono, z } from '@hono/zod-openapi'
import {
  getCatalogue,
  type LocalizedText,
  type Service,
  type Studio,
} from '../../tenants/studio/get-catalogue.ts'
import { getService } from '../../tenants/studio/get-service.ts'
import type { AppEnv } from '../app-env.ts'
import { localeQuery, speak } from './locale.ts'
import { moneySchema } from './money.ts'
import { pageOf, pageQuery, takePage } from './page.ts'
import { json, problems } from './responses.ts'

const serviceSchema = z
  .object({
    id: z.string().openapi({ example: 'svc_7g2k' }),
    slug: z.string(),
    name: z.string(),
    description: z.string(),
    duration_minutes: z.int(),
    price: moneySchema,
    min_notice_minutes: z.int().openapi({ description: 'Booking closes so long before the start.' }),
    window_days: z.int().openapi({ description: 'Booking opens so many days ahead.' }),
    free_cancel_minutes: z
      .int()
      .openapi({ description: 'Cancelling is free until so long before the start.' }),
    trainer_ids: z.array(z.string()),
  })
  .openapi('Service')

const listServicesRoute = createRoute({
  method: 'get',
  path: '/services',
  summary: 'What can be booked',
  request: { query: pageQuery.extend(localeQuery.shape) },
  responses: {
    200: json(pageOf(serviceSchema), 'In the studio’s own order.'),
    ...problems('invalid_input', 'unavailable'),
  },
})

const getServiceRoute = createRoute({
  method: 'get',
  path: '/services/{service_id}',
  summary: 'One service',
  request: {
    params: z.object({ service_id: z.string().openapi({ description: 'Id or slug.' }) }),
    query: localeQuery,
  },
  responses: { 200: json(serviceSchema, 'The service.'), ...problems('not_found', 'unavailable') },
})

export const servicesApi = new OpenAPIHono<AppEnv>()
  .openapi(listServicesRoute, async (c) => {
    const { studio, services } = await getCatalogue(c.var.ctx)
    const { say } = speak(c, studio)
    const { data, next_cursor } = takePage(services, c.req.valid('query'))
    return c.json({ data: data.map((service) => toJson(service, studio, say)), next_cursor }, 200)
  })
  .openapi(getServiceRoute, async (c) => {
    const catalogue = await getCatalogue(c.var.ctx)
    const service = getService(catalogue, c.req.valid('param').service_id)
    return c.json(toJson(service, catalogue.studio, speak(c, catalogue.studio).say), 200)
  })

function toJson(
  service: Service,
  { currency }: Studio,
  say: (text: LocalizedText) => string,
): z.output<typeof serviceSchema> {
  return {
    id: service.id,
    slug: service.slug,
    name: say(service.name),
    description: say(service.description),
    duration_minutes: service.durationMinutes,
    price: { amount_minor: service.priceMinor, currency },
    min_notice_minutes: service.minNoticeMinutes,
    window_days: service.windowDays,
    free_cancel_minutes: service.freeCancelMinutes,
    trainer_ids: service.trainerIds,
  }
}
