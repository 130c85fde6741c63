import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { readTeam, type Member } from './read-team.ts'

/**
 * Who works here, in the order in which they came.
 *
 * @throws AppError `unauthorized`, `forbidden`; DatabaseError.
 */
export async function listStaff(ctx: TenantContext): Promise<Member[]> {
  requireStaff(ctx, 'staff:view')
  const { members } = await readTeam(ctx)
  return members.filter(({ status }) => status === 'active')
}
