import { eq, sql } from 'drizzle-orm'
import { webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { hours } from '../durations.ts'
import { noSuchEndpoint } from './endpoint-view.ts'
import { makeWebhookSecret } from './sign-webhook.ts'

/** So long the secret before is good beside the new one. */
export const OVERLAP_MS = hours(24)

/**
 * Another secret for an endpoint, shown once. For a day what is sent is signed with both; of two changes within a day the
 * first one's is good no longer.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`; DatabaseError.
 */
export async function rotateSecret(
  ctx: TenantContext,
  { endpointId }: { endpointId: string },
): Promise<{ secret: string; oldSecretUntil: number }> {
  const actor = requireStaff(ctx, 'settings:change')
  requireFresh(ctx)
  const { secret, sealed } = await makeWebhookSecret(ctx, endpointId)
  const oldSecretUntil = ctx.now() + OVERLAP_MS
  const isThere = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(webhookEndpoints)
      .set({ oldSecretSealed: sql`secret_sealed`, oldSecretUntil, secretSealed: sealed })
      .where(eq(webhookEndpoints.id, endpointId)),
    insertAudit(ctx, { actor, action: 'webhook.secret_changed', subjectId: endpointId }),
  ])
  if (!isThere) throw noSuchEndpoint()
  return { secret, oldSecretUntil }
}
