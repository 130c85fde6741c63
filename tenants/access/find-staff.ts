import { and, eq, isNull } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { Actor, TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashStaffKey, isStaffKey } from './staff-key.ts'

/**
 * Whose key this is: one round trip.
 *
 * @throws AppError `unauthorized` for a key that is malformed, unknown at this studio, or revoked: the same for all three.
 */
export async function findStaff({ db }: TenantContext, key: string): Promise<Actor> {
  const [known] = isStaffKey(key)
    ? await db.read([
        db.orm
          .select({ id: apiKeys.id })
          .from(apiKeys)
          .where(and(eq(apiKeys.keyHash, await hashStaffKey(key)), isNull(apiKeys.revokedAt))),
      ])
    : [[]]
  const [row] = known
  if (!row) throw new AppError('unauthorized', 'This staff key is not valid here.')
  return { kind: 'staff', keyId: row.id }
}
