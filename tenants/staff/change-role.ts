import { eq } from 'drizzle-orm'
import type { z } from 'zod'
import { roles } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { anId } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { requireFreeName } from './create-role.ts'
import type { RoleView } from './list-roles.ts'
import { requireEverything } from './may-give.ts'
import type { Role, Team } from './read-team.ts'
import { revokeBeyond } from './revoke-beyond.ts'
import { roleFields } from './role-input.ts'
import { writeAsRead } from './write-as-read.ts'

const changeRoleInput = roleFields.partial().extend({ roleId: anId })
export type ChangeRoleInput = z.input<typeof changeRoleInput>

/**
 * Changes a role of the studio's own, for everybody who has it, from their next request on; grants are given whole. Keys
 * that its people made and that may do more are revoked, and so are invitations they could not send any more. For owners.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`owners_only`); `not_found`, also for the
 * built-in roles; `invalid_input`; `conflict` (`name_taken`); DatabaseError.
 */
export async function changeRole(ctx: TenantContext, raw: ChangeRoleInput): Promise<RoleView> {
  const { roleId, name, grants } = parseInput(changeRoleInput, raw)
  return writeAsRead(ctx, async ({ actor, self, team }) => {
    requireEverything(self)
    const role = findOwnRole(team, roleId)
    if (name !== undefined) requireFreeName(team, name, roleId)
    const before = { name: role.name, grants: role.grants }
    const after = { name: name ?? role.name, grants: grants ?? role.grants }
    const userIds = team.members
      .filter((one) => one.status === 'active' && one.role === roleId)
      .map(({ userId }) => userId)
    const revoking = await revokeBeyond(ctx, {
      userIds,
      grants: after.grants,
      roles: team.roles.map((one) => (one.id === roleId ? { ...one, ...after } : one)),
      actor,
    })
    return {
      statements: [
        ctx.db.orm
          .update(roles)
          .set({ ...after, updatedAt: ctx.now() })
          .where(eq(roles.id, roleId)),
        ...revoking.statements,
        insertAudit(ctx, { actor, action: 'role.changed', subjectId: roleId, before, after }),
      ],
      onlyIf: revoking.onlyIf,
      result: { id: roleId, ...after, isBuiltIn: false, members: userIds.length },
    }
  })
}

/** One that the studio shaped itself. Throws AppError `not_found`. */
export function findOwnRole({ roles: all }: Pick<Team, 'roles'>, roleId: string): Role {
  const role = all.find(({ id, isBuiltIn }) => id === roleId && !isBuiltIn)
  if (!role) throw new AppError('not_found', 'There is no such role, or it cannot be changed.')
  return role
}
