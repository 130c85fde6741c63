import { and, eq, isNull } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** From now on the key opens nothing. False when there is no such key, or it is revoked already. */
export async function revokeStaffKey(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  { keyId }: { keyId: string },
): Promise<boolean> {
  const [revoked] = await db.write([
    db.orm
      .update(apiKeys)
      .set({ revokedAt: now() })
      .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
      .returning({ id: apiKeys.id }),
  ])
  return revoked.length > 0
}
