import { and, eq, inArray, isNull } from 'drizzle-orm'
import { operatorKeys, operatorRoles, type OperatorRole } from '../../db/registry/schema/index.ts'
import type { PlatformContext } from './platform-context.ts'

/** A statement that revokes the keys which a person made and which may do more than this role; without one, all of them. */
export function revokeKeysOf(
  { db, now }: PlatformContext,
  { userId, beyond }: { userId: string; beyond?: OperatorRole },
) {
  const { createdBy, revokedAt, role } = operatorKeys
  const roles = operatorRoles.slice(beyond === undefined ? 0 : operatorRoles.indexOf(beyond) + 1)
  return db.orm
    .update(operatorKeys)
    .set({ revokedAt: now() })
    .where(and(eq(createdBy, `operator:${userId}`), isNull(revokedAt), inArray(role, roles)))
}
