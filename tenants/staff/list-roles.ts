import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readTeam, type Role } from './read-team.ts'

/** A role, and how many people have it. */
export type RoleView = Role & { members: number }

/**
 * The built-in roles and the studio's own, with what each may do.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listRoles(ctx: TenantContext): Promise<RoleView[]> {
  requireStaff(ctx, 'staff:view')
  const { roles, members } = await readTeam(ctx)
  const active = members.filter(({ status }) => status === 'active')
  return roles.map((role) => ({
    ...role,
    members: active.filter((member) => member.role === role.id).length,
  }))
}
