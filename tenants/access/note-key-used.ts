import { and, eq, isNull, lte, or } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { minutes } from '../durations.ts'

/** Notes that a key was used, to the minute: nothing is written again within one. */
export async function noteKeyUsed(
  { db, now }: Pick<TenantContext, 'db' | 'now'>,
  { keyId }: { keyId: string },
): Promise<void> {
  const lastUsedAt = now()
  const isLongAgo = or(isNull(apiKeys.lastUsedAt), lte(apiKeys.lastUsedAt, lastUsedAt - minutes(1)))
  await db.write([
    db.orm
      .update(apiKeys)
      .set({ lastUsedAt })
      .where(and(eq(apiKeys.id, keyId), isLongAgo)),
  ])
}
