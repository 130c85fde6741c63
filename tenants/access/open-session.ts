import { eq, sql } from 'drizzle-orm'
import { users } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { claimGuest } from './claim-guest.ts'
import { hasSecondFactor } from './find-login.ts'
import { insistOn, isRefused } from './insist-on.ts'
import {
  createLoginSession,
  deleteLoginSession,
  type LoginKind,
  type LoginMethod,
  type MadeLoginSession,
} from './login-sessions.ts'
import { nameActor } from './name-actor.ts'
import { byId, readPerson, type Person } from './read-person.ts'

export type FactorOption = 'totp' | 'recovery' | 'passkey'

/** What came of signing in: the way is open, or a second factor is asked for. */
export type SignedIn = MadeLoginSession & { userId: string } & (
    { state: 'open' } | { state: 'second_factor'; options: FactorOption[] }
  )

type Way = { method: LoginMethod; kind: LoginKind }

/**
 * The one way in, after any first factor: with a session that is open, or one that awaits the second factor. A passkey is
 * both factors: it is a thing one has, unlocked by what one knows or is.
 *
 * @throws AppError `wrong_credentials` when the person is not there or disabled.
 */
export async function openSession(
  ctx: AccessContext,
  { userId, ...way }: Way & { userId: string },
  before: readonly Statement[] = [],
): Promise<SignedIn> {
  return admit(ctx, await readPerson(ctx, byId(userId)), { ...way, before })
}

/**
 * As `openSession`, for somebody who has been read already: whoever is disabled, gets another password or a second factor
 * between then and now does not get in as they were.
 */
export async function admit(
  ctx: AccessContext,
  person: Person | null,
  { method, kind, before }: Way & { before: readonly Statement[] },
): Promise<SignedIn> {
  if (person?.user.status !== 'active') throw wrongCredentials()
  const { user, rank } = person
  const awaitsFactor = person.hasSecondFactor && method !== 'passkey'
  const session = { userId: user.id, kind, method, rank, awaitsFactor }
  const made = await createUnlessRefused(ctx, session, [
    ...before,
    insistOn(ctx.db, isStill(ctx, person)),
    ...endPrevious(ctx, kind),
    ...(awaitsFactor ? [] : claimGuest(ctx, user.id)),
    insertAudit(ctx, {
      actor: nameActor(ctx, person),
      action: awaitsFactor ? 'login.first_factor' : 'login.success',
      subjectId: user.id,
      after: { method, kind },
    }),
  ])
  if (!awaitsFactor) return { ...made, userId: user.id, state: 'open' }
  const options: FactorOption[] = person.hasPasskey ? ['totp', 'recovery', 'passkey'] : ['totp', 'recovery']
  return { ...made, userId: user.id, state: 'second_factor', options }
}

/** Opens a session whose batch insists on something. @throws AppError `wrong_credentials` where that does not hold. */
export async function createUnlessRefused(
  ...given: Parameters<typeof createLoginSession>
): Promise<MadeLoginSession> {
  try {
    return await createLoginSession(...given)
  } catch (error) {
    if (isRefused(error)) throw wrongCredentials()
    throw error
  }
}

/** Whether all that decided how somebody gets in is as it was read: nobody gets in with what was taken from them meanwhile. */
function isStill({ db }: AccessContext, { user, hasSecondFactor: hadSecondFactor }: Person) {
  return sql`EXISTS (SELECT 1 FROM ${users} WHERE ${eq(users.id, user.id)} AND ${users.status} = 'active'
    AND ${users.passwordChangedAt} IS ${user.passwordChangedAt}
    AND ${hasSecondFactor(db).sql} = ${hadSecondFactor ? 1 : 0})`
}

/** A browser that signs in anew is not left signed in as it was. */
function endPrevious(ctx: AccessContext, kind: LoginKind): Statement[] {
  if (kind !== 'browser' || ctx.login?.kind !== 'browser') return []
  return [deleteLoginSession(ctx, ctx.login.sessionId)]
}

/** The same for a wrong password, an unknown address, no password and a disabled person. */
export function wrongCredentials(): AppError {
  return new AppError('wrong_credentials', 'That address and password do not go together.')
}
