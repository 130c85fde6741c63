import { z } from '@hono/zod-openapi'

export const moneySchema = z
  .object({
    amount_minor: z.int().openapi({ description: 'In the currency’s smallest unit.', example: 6000 }),
    currency: z.string().openapi({ description: 'ISO 4217.', example: 'EUR' }),
  })
  .openapi('Money')
