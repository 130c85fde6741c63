import { and, inArray, isNull } from 'drizzle-orm'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { KEY_GRANTS } from '../access/built-in-roles.ts'
import { isWithin, type Grants } from '../access/grants.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'

type Beyond = {
  userIds: readonly string[]
  /** What they may do from now on; null: nothing, and none of their keys goes on. */
  grants: Grants | null
  actor: string
}

/** Statements that revoke the keys these people made which may do more than they may themselves, with their audit rows. */
export async function revokeKeysBeyond(ctx: TenantContext, { userIds, grants, actor }: Beyond) {
  const { orm, read } = ctx.db
  const isTheirs = and(
    inArray(
      apiKeys.createdBy,
      userIds.map((id) => `staff:${id}`),
    ),
    isNull(apiKeys.revokedAt),
  )
  const [keys] = await read([orm.select().from(apiKeys).where(isTheirs)])
  const beyond = keys.filter((key) => grants === null || !isWithin(key.grants ?? KEY_GRANTS, grants))
  if (beyond.length === 0) return []
  const ids = beyond.map(({ id }) => id)
  return [
    orm.update(apiKeys).set({ revokedAt: ctx.now() }).where(inArray(apiKeys.id, ids)),
    ...ids.map((subjectId) =>
      insertAudit(ctx, { actor, action: 'key.revoked', subjectId, reason: 'beyond its maker' }),
    ),
  ]
}
