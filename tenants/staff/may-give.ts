import { ALL_GRANTS } from '../access/built-in-roles.ts'
import { areas, isWithin, type Grants } from '../access/grants.ts'
import { AppError } from '../errors.ts'
import { invalidFields } from '../parse-input.ts'
import type { Member, Role, Team } from './read-team.ts'

type Self = Pick<Member, 'grants' | 'trainerId'>

/**
 * Nobody gives more than they have. What is a trainer's own is more for whoever is not that trainer, unless they may do it
 * for everybody.
 *
 * @throws AppError `forbidden` (`more_than_own`)
 */
export function requireMayGive(self: Self, given: Self): void {
  if (mayGive(self, given)) return
  const sentence = 'Nobody can give more rights than they have themselves.'
  throw new AppError('forbidden', sentence, { reason: 'more_than_own' })
}

/** The same as a question. */
export function mayGive(self: Self, { grants, trainerId }: Self): boolean {
  const isSame = trainerId === null || trainerId === self.trainerId
  return isWithin(grants, self.grants) && (isSame || isWithin(widened(grants), self.grants))
}

/** @throws AppError `forbidden` (`above_you`) when somebody may do more than whoever would change that. */
export function requireMayTouch(self: Self, other: Pick<Member, 'grants'>): void {
  if (isWithin(other.grants, self.grants)) return
  const sentence = 'This person may do more than you: only an owner can change that.'
  throw new AppError('forbidden', sentence, { reason: 'above_you' })
}

/** @throws AppError `forbidden` (`owners_only`) for everybody who may not do everything. */
export function requireEverything(self: Self): void {
  if (isWithin(ALL_GRANTS, self.grants)) return
  throw new AppError('forbidden', 'Only owners can do this.', { reason: 'owners_only' })
}

/** @throws AppError `invalid_input` when there is no such role. */
export function findRole({ roles }: Pick<Team, 'roles'>, roleId: string): Role {
  const role = roles.find(({ id }) => id === roleId)
  if (role) return role
  throw invalidFields([{ path: 'role', code: 'unknown', message: 'There is no such role.' }])
}

/**
 * The id of a trainer, by id or slug, who is not somebody else already.
 *
 * @throws AppError `invalid_input`; `conflict` (`trainer_taken`).
 */
export function findFreeTrainer(
  { trainers, members }: Team,
  idOrSlug: string,
  userId: string | null,
): string {
  const trainer = trainers.find(({ id, slug }) => id === idOrSlug || slug === idOrSlug)
  if (!trainer) {
    throw invalidFields([{ path: 'trainerId', code: 'unknown', message: 'There is no such trainer.' }])
  }
  const isTaken = members.some(
    (one) => one.status === 'active' && one.trainerId === trainer.id && one.userId !== userId,
  )
  if (!isTaken) return trainer.id
  throw new AppError('conflict', 'Somebody else is this trainer.', { reason: 'trainer_taken' })
}

/** The same for everybody's as they are for one's own. */
function widened(grants: Grants): Grants {
  const widen = <Reach extends string>(reach: Reach) => (reach === 'own' ? 'any' : reach)
  return areas.reduce(
    (all, area) => ({
      ...all,
      [area]: { view: widen(grants[area].view), change: widen(grants[area].change) },
    }),
    grants,
  )
}
