import { and, eq, isNull, or, sql } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import type { StaffActor, TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { KEY_GRANTS } from './built-in-roles.ts'
import { hashStaffKey, isStaffKey } from './staff-key.ts'

/**
 * Whose key this is: one round trip.
 *
 * @throws AppError `unauthorized` for a key that is malformed, unknown at this studio, expired or revoked: the same for all.
 */
export async function findStaff({ db, now }: TenantContext, key: string): Promise<StaffActor> {
  const [known] = isStaffKey(key)
    ? await db.read([
        db.orm
          .select({ id: apiKeys.id, grants: apiKeys.grants })
          .from(apiKeys)
          .where(
            and(
              eq(apiKeys.keyHash, await hashStaffKey(key)),
              isNull(apiKeys.revokedAt),
              or(isNull(apiKeys.expiresAt), sql`${apiKeys.expiresAt} > ${now()}`),
            ),
          ),
      ])
    : [[]]
  const [row] = known
  if (!row) throw new AppError('unauthorized', 'This staff key is not valid here.')
  return { kind: 'staff', id: row.id, grants: row.grants ?? KEY_GRANTS, trainerId: null }
}
