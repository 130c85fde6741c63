import type { z } from 'zod'
import { roles } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import type { RoleView } from './list-roles.ts'
import { requireEverything } from './may-give.ts'
import type { Team } from './read-team.ts'
import { roleFields } from './role-input.ts'
import { writeAsRead } from './write-as-read.ts'

export type RoleInput = z.input<typeof roleFields>

/**
 * Shapes a role of the studio's own. For owners.
 *
 * @throws AppError `unauthorized`, `reauthentication_required`; `forbidden` (`owners_only`); `invalid_input`; `conflict`
 * (`name_taken`); DatabaseError.
 */
export async function createRole(ctx: TenantContext, raw: RoleInput): Promise<RoleView> {
  const input = parseInput(roleFields, raw)
  return writeAsRead(ctx, ({ actor, self, team }) => {
    requireEverything(self)
    requireFreeName(team, input.name)
    const id = makeId('rol')
    const now = ctx.now()
    return {
      statements: [
        ctx.db.orm.insert(roles).values({ id, ...input, createdAt: now, updatedAt: now }),
        insertAudit(ctx, { actor, action: 'role.created', subjectId: id, after: input }),
      ],
      result: { id, ...input, isBuiltIn: false, members: 0 },
    }
  })
}

/** @throws AppError `conflict` (`name_taken`) when another role is called so. */
export function requireFreeName(team: Pick<Team, 'roles'>, name: string, roleId?: string): void {
  const isSame = (other: string) => other.toLowerCase() === name.toLowerCase()
  if (!team.roles.some((role) => role.id !== roleId && isSame(role.name))) return
  throw new AppError('conflict', 'Another role has this name.', { reason: 'name_taken' })
}
