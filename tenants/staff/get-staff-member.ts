import { AppError } from '../errors.ts'
import type { TenantContext } from '../context.ts'
import { listStaff } from './list-staff.ts'
import type { Member, Team } from './read-team.ts'

/** @throws AppError `unauthorized`, `forbidden`, `not_found`; DatabaseError. */
export async function getStaffMember(ctx: TenantContext, { userId }: { userId: string }): Promise<Member> {
  return findMember({ members: await listStaff(ctx) }, userId)
}

/** Somebody who works here. Throws AppError `not_found`. */
export function findMember({ members }: Pick<Team, 'members'>, userId: string): Member {
  const member = members.find((one) => one.userId === userId && one.status === 'active')
  if (!member) throw new AppError('not_found', 'Nobody of this id works here.')
  return member
}
