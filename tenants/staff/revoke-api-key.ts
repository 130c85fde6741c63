import { and, eq, isNull } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { requireFresh } from '../access/require-fresh.ts'
import { requireStaff } from '../access/require-staff.ts'
import { writeIfChanged } from '../access/write-if-changed.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'

/**
 * From now on the key opens nothing.
 *
 * @throws AppError `unauthorized`, `forbidden`, `reauthentication_required`; `not_found`, also for one that is revoked;
 * DatabaseError.
 */
export async function revokeApiKey(ctx: TenantContext, { keyId }: { keyId: string }): Promise<void> {
  const actor = requireStaff(ctx, 'staff:change')
  requireFresh(ctx)
  const isThere = await writeIfChanged(ctx.db, [
    ctx.db.orm
      .update(apiKeys)
      .set({ revokedAt: ctx.now() })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt))),
    insertAudit(ctx, { actor, action: 'key.revoked', subjectId: keyId }),
  ])
  if (!isThere) throw new AppError('not_found', 'There is no such key.')
}
