import { asc } from 'drizzle-orm'
import { webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { findEndpoint, toEndpoint, type WebhookEndpoint } from './endpoint-view.ts'

/** Where the studio's events are sent, in the order they were added. @throws AppError `unauthorized`, `forbidden`; DatabaseError. */
export async function listEndpoints(ctx: TenantContext): Promise<WebhookEndpoint[]> {
  requireStaff(ctx, 'settings:change')
  const { orm, read } = ctx.db
  const [rows] = await read([
    orm.select().from(webhookEndpoints).orderBy(asc(webhookEndpoints.createdAt), asc(webhookEndpoints.id)),
  ])
  return rows.map(toEndpoint)
}

/** One of them. @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function getEndpoint(
  ctx: TenantContext,
  { endpointId }: { endpointId: string },
): Promise<WebhookEndpoint> {
  requireStaff(ctx, 'settings:change')
  return toEndpoint(await findEndpoint(ctx, endpointId))
}
