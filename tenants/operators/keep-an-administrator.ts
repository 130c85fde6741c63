import { and, eq, exists, isNotNull, ne, notExists, or, sql } from 'drizzle-orm'
import { operators, totpSecrets, users } from '../../db/registry/schema/index.ts'
import { insistOn, isRefused } from '../access/insist-on.ts'
import { AppError } from '../errors.ts'
import type { PlatformContext } from './platform-context.ts'

/**
 * A statement without which the batch fails that would leave nobody to decide who is an operator: somebody else than this
 * person has to be an administrator and get in. Decided by the database, so that two at once do not remove each other.
 */
export function keepAnAdministrator({ db }: PlatformContext, userId: string) {
  const { orm } = db
  const isAdministrator = eq(operators.role, 'administrator')
  const theirs = orm
    .select({ one: sql`1` })
    .from(operators)
    .where(and(isAdministrator, eq(operators.userId, userId)))
  const others = orm
    .select({ one: sql`1` })
    .from(operators)
    .innerJoin(users, and(eq(users.id, operators.userId), eq(users.status, 'active')))
    .innerJoin(totpSecrets, and(eq(totpSecrets.userId, users.id), isNotNull(totpSecrets.confirmedAt)))
    .where(and(isAdministrator, ne(operators.userId, userId)))
  return insistOn(db, sql`${or(notExists(theirs), exists(others))}`)
}

/** Says in our words what a batch with `keepAnAdministrator` failed of. @throws AppError `conflict` */
export async function keeping<Result>(batch: Promise<Result>): Promise<Result> {
  try {
    return await batch
  } catch (error) {
    if (!isRefused(error)) throw error
    throw new AppError('conflict', 'Nobody else is an administrator: name another one first.', {
      reason: 'last_administrator',
    })
  }
}
