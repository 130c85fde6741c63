import { eq } from 'drizzle-orm'
import { webhookEndpoints, type WebhookEndpointRow } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

export { webhookDeliveryStates, webhookStatuses } from '../../db/tenant/schema/index.ts'

/** An endpoint as it is shown: never what it signs with. Instants in ms. */
export type WebhookEndpoint = Omit<WebhookEndpointRow, 'secretSealed' | 'oldSecretSealed' | 'retryAt'>

export function toEndpoint(row: WebhookEndpointRow): WebhookEndpoint {
  const { secretSealed: _secret, oldSecretSealed: _old, retryAt: _retryAt, ...endpoint } = row
  return endpoint
}

/** @throws AppError `not_found`; DatabaseError. */
export async function findEndpoint({ db }: TenantContext, id: string): Promise<WebhookEndpointRow> {
  const [[row]] = await db.read([db.orm.select().from(webhookEndpoints).where(eq(webhookEndpoints.id, id))])
  if (!row) throw noSuchEndpoint()
  return row
}

export function noSuchEndpoint(): AppError {
  return new AppError('not_found', 'There is no such endpoint.')
}
