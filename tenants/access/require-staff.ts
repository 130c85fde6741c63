import type { Actor, StaffActor, TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { reachOf, type Right } from './grants.ts'

/** Who of the staff is asking, and how far the right goes. */
export type Staff = {
  /** As history and audit log write it: `staff:usr_…`, `staff:key_…`, `operator:usr_…`, or `system`. */
  actor: string
  /** Null: for everybody's. Else only for what is this trainer's. */
  onlyTrainerId: string | null
}

/**
 * Who of the staff is asking, when they may do this whoever it is about.
 *
 * @throws AppError `unauthorized` for who has not signed in, `forbidden` for clients and for staff who may not.
 */
export function requireStaff(ctx: Pick<TenantContext, 'actor'>, right: Right): string {
  const { actor, onlyTrainerId } = requireReach(ctx, right)
  if (onlyTrainerId !== null) throw mayNot(right)
  return actor
}

/**
 * Who of the staff is asking, when they may do this at least for what is their own; the verb then keeps to it.
 *
 * @throws AppError `unauthorized`, `forbidden`.
 */
export function requireReach({ actor }: Pick<TenantContext, 'actor'>, right: Right): Staff {
  if (actor.kind === 'system') return { actor: 'system', onlyTrainerId: null }
  if (actor.kind !== 'staff') throw notStaff(actor)
  const reach = reachOf(actor.grants, right)
  if (reach === 'any') return { actor: actorName(actor), onlyTrainerId: null }
  if (reach === 'none' || actor.trainerId === null) throw mayNot(right)
  return { actor: actorName(actor), onlyTrainerId: actor.trainerId }
}

/**
 * The same for one thing that belongs to these trainers: who it is not for learns that it is not theirs.
 *
 * @throws AppError `unauthorized`, `forbidden`.
 */
export function requireFor(
  ctx: Pick<TenantContext, 'actor'>,
  right: Right,
  trainerIds: readonly (string | null)[],
): string {
  const { actor, onlyTrainerId } = requireReach(ctx, right)
  if (onlyTrainerId !== null && !trainerIds.includes(onlyTrainerId)) throw mayNot(right)
  return actor
}

/**
 * For what others may as well, each in their way: how far the right of staff goes, or null for whoever is no staff.
 *
 * @throws AppError `forbidden` for staff who may not.
 */
export function findReach(ctx: Pick<TenantContext, 'actor'>, right: Right): Staff | null {
  return isStaff(ctx) ? requireReach(ctx, right) : null
}

/** Whether staff ask, or the studio itself; what they may do then is for `requireStaff` and its like to say. */
export function isStaff({ actor }: Pick<TenantContext, 'actor'>): boolean {
  return actor.kind === 'staff' || actor.kind === 'system'
}

/** @throws AppError `unauthorized` for who has not signed in, `forbidden` for clients. */
export function requireAnyStaff(ctx: Pick<TenantContext, 'actor'>): void {
  if (!isStaff(ctx)) throw notStaff(ctx.actor)
}

function actorName({ id, isOperator }: StaffActor): string {
  return `${isOperator ? 'operator' : 'staff'}:${id}`
}

function notStaff({ kind }: Actor): AppError {
  if (kind === 'client') return new AppError('forbidden', 'Only staff may do this.', { reason: 'not_staff' })
  return new AppError('unauthorized', 'Only staff may do this: sign in, or send a staff key.')
}

function mayNot(right: Right): AppError {
  return new AppError('forbidden', 'Your role does not allow this.', { reason: right.replace(':', '_') })
}
