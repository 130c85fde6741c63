import { AppError } from '../errors.ts'
import { isOwner, type Team } from './read-team.ts'

/**
 * A studio always has an owner who can sign in.
 *
 * @throws AppError `conflict` (`last_owner`) when nobody would be left, were this person's role that one, or none.
 */
export function requireOwnerLeft(
  { members }: Pick<Team, 'members'>,
  { userId, role }: { userId: string; role: string | null },
): void {
  const isOneNow = members.some((one) => one.userId === userId && isOwner(one))
  if (!isOneNow || (role !== null && isOwner({ role }))) return
  if (members.some((one) => one.userId !== userId && one.isActive && isOwner(one))) return
  const sentence = 'This is the last owner. Make somebody else an owner first.'
  throw new AppError('conflict', sentence, { reason: 'last_owner' })
}
