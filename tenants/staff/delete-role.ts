import { eq } from 'drizzle-orm'
import { roles } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { findOwnRole } from './change-role.ts'
import { requireEverything } from './may-give.ts'
import { writeAsRead } from './write-as-read.ts'

/**
 * Does away with a role that nobody has and nobody is invited to. For owners.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`owners_only`); `not_found`, also for the
 * built-in roles; `conflict` (`in_use`); DatabaseError.
 */
export async function deleteRole(ctx: TenantContext, { roleId }: { roleId: string }): Promise<void> {
  await writeAsRead(ctx, ({ actor, self, team }) => {
    requireEverything(self)
    const role = findOwnRole(team, roleId)
    const isHad = team.members.some((one) => one.status === 'active' && one.role === roleId)
    if (isHad || team.invitedRoles.includes(roleId)) {
      const sentence = 'Somebody has this role, or is invited to it. Give them another one first.'
      throw new AppError('conflict', sentence, { reason: 'in_use' })
    }
    const before = { name: role.name, grants: role.grants }
    return {
      statements: [
        ctx.db.orm.delete(roles).where(eq(roles.id, roleId)),
        insertAudit(ctx, { actor, action: 'role.deleted', subjectId: roleId, before }),
      ],
      result: undefined,
    }
  })
}
