import { and, inArray, isNull, sql, type SQL } from 'drizzle-orm'
import {
  apiKeys,
  invitations,
  oneTimeTokens,
  type ApiKeyRow,
  type InvitationRow,
} from '../../db/tenant/schema/index.ts'
import type { Statement } from '../access/access-context.ts'
import { KEY_GRANTS } from '../access/built-in-roles.ts'
import { isWithin, reachOf, type Grants } from '../access/grants.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { mayGive } from './may-give.ts'
import { NOTHING, type Role } from './read-team.ts'

type Beyond = {
  userIds: readonly string[]
  /** What they may do from now on; null: nothing, and nothing of theirs goes on. */
  grants: Grants | null
  /** The roles as they are then. */
  roles: readonly Role[]
  actor: string
}

type Revoking = {
  /** With their audit rows. */
  statements: Statement[]
  /** Whether they still have handed out what was looked at, and nothing since. */
  onlyIf: SQL
}

/**
 * Revokes what these people have handed out and could not hand out any more: keys that may do more than they may
 * themselves, and invitations that nobody has answered. Whoever is to lose a right does not keep it by the back door.
 */
export async function revokeBeyond(ctx: TenantContext, beyond: Beyond): Promise<Revoking> {
  const { userIds, grants, roles, actor } = beyond
  const { orm, read } = ctx.db
  const makers = userIds.map((id) => `staff:${id}`)
  const isTheirKey = and(inArray(apiKeys.createdBy, makers), isNull(apiKeys.revokedAt))
  const isTheirInvitation = and(
    inArray(invitations.invitedBy, makers),
    isNull(invitations.acceptedAt),
    isNull(invitations.revokedAt),
  )
  const [keys, invited] = await read([
    orm.select().from(apiKeys).where(isTheirKey),
    orm.select().from(invitations).where(isTheirInvitation),
  ])
  const grantsOf = (roleId: string) => roles.find(({ id }) => id === roleId)?.grants ?? NOTHING
  const mayMake = (key: ApiKeyRow) => grants !== null && isWithin(key.grants ?? KEY_GRANTS, grants)
  const mayInvite = ({ role, trainerId }: InvitationRow) =>
    grants !== null &&
    reachOf(grants, 'staff:change') === 'any' &&
    mayGive({ grants, trainerId: null }, { grants: grantsOf(role), trainerId })
  const lostKeys = keys.filter((key) => !mayMake(key)).map(({ id }) => id)
  const lost = invited.filter((one) => !mayInvite(one))
  const lostIds = lost.map(({ id }) => id)
  const now = ctx.now()
  const note = (action: string, reason: string) => (subjectId: string) =>
    insertAudit(ctx, { actor, action, subjectId, reason })
  const ids = [...keys, ...invited].map(({ id }) => id).toSorted()
  const tokenIds = lost.map(({ tokenId }) => tokenId)
  return {
    statements: [
      orm.update(apiKeys).set({ revokedAt: now }).where(inArray(apiKeys.id, lostKeys)),
      ...lostKeys.map(note('key.revoked', 'beyond its maker')),
      orm.update(invitations).set({ revokedAt: now }).where(inArray(invitations.id, lostIds)),
      orm
        .update(oneTimeTokens)
        .set({ usedAt: now })
        .where(and(inArray(oneTimeTokens.id, tokenIds), isNull(oneTimeTokens.usedAt))),
      ...lostIds.map(note('invitation.revoked', 'beyond its sender')),
    ],
    onlyIf: sql`(SELECT json_group_array(id) FROM (SELECT id FROM ${apiKeys} WHERE ${isTheirKey}
      UNION ALL SELECT id FROM ${invitations} WHERE ${isTheirInvitation} ORDER BY id)) = ${JSON.stringify(ids)}`,
  }
}
