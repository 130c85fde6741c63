import { eq } from 'drizzle-orm'
import { webhookDeliveries, webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { findEndpoint, toEndpoint } from './endpoint-view.ts'
import { toLogged } from './endpoint-input.ts'

/**
 * Nothing is sent there any more, and what was is forgotten.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`; DatabaseError.
 */
export async function deleteEndpoint(
  ctx: TenantContext,
  { endpointId }: { endpointId: string },
): Promise<void> {
  const actor = requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const before = toLogged(toEndpoint(await findEndpoint(ctx, endpointId)))
  const { orm, write } = ctx.db
  await write([
    orm.delete(webhookDeliveries).where(eq(webhookDeliveries.endpointId, endpointId)),
    orm.delete(webhookEndpoints).where(eq(webhookEndpoints.id, endpointId)),
    insertAudit(ctx, { actor, action: 'webhook.deleted', subjectId: endpointId, before }),
  ])
}
