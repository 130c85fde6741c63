import { and, eq } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { operatorRoles, operators, users, type OneTimeTokenRow } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { hashPassword } from '../access/hash-password.ts'
import { createLoginSession, type MadeLoginSession } from '../access/login-sessions.ts'
import { linkSpent, readOneTimeToken, spendOneTimeToken } from '../access/one-time-token.ts'
import { requireGoodPassword } from '../access/require-good-password.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { makeId } from '../ids.ts'

/** Whose link this is; looking uses nothing up. @throws AppError `link_spent` */
export async function getOperatorInvitation(
  ctx: AccessContext,
  { token }: { token: string },
): Promise<{ email: string }> {
  return { email: (await readOneTimeToken(ctx, token, 'join')).email }
}

/**
 * Gives an operator the password they chose, by the link that `inviteOperator` or `resetOperator` made, and signs them in:
 * so far that they can set up their second factor, before which nothing else opens (`requireOperator`).
 *
 * @throws AppError `link_spent`, `invalid_input`
 */
export async function joinAsOperator(
  ctx: AccessContext,
  { token, password }: { token: string; password: string },
): Promise<MadeLoginSession> {
  const row = await readOneTimeToken(ctx, token, 'join')
  const name = row.details?.['name'] ?? ''
  await requireGoodPassword(ctx, { password, whose: { email: row.email, name } })
  const passwordHash = await hashPassword(password)
  const userId = row.userId ?? makeId('usr')
  const session = { userId, kind: 'browser', method: 'link', rank: 'staff', awaitsFactor: false } as const
  try {
    return await createLoginSession(ctx, session, [
      spendOneTimeToken(ctx, row),
      ...writeOperator(ctx, row, { userId, name, passwordHash }),
      insertAudit(ctx, { actor: `operator:${userId}`, action: 'operator.join', subjectId: userId }),
    ])
  } catch (error) {
    // Used meanwhile, or there is an operator with this address by now.
    if (isDatabaseError(error, 'constraint')) throw linkSpent()
    throw error
  }
}

type Joined = { userId: string; name: string; passwordHash: string }

function writeOperator(ctx: AccessContext, row: OneTimeTokenRow, { userId, name, passwordHash }: Joined) {
  const now = ctx.now()
  const { orm } = ctx.db
  const chosen = { passwordHash, passwordChangedAt: now }
  if (row.userId !== null) {
    const isTheirs = and(eq(users.id, userId), eq(users.status, 'active'))
    return [orm.update(users).set(chosen).where(isTheirs)]
  }
  // A link that was made before there were roles says none.
  const role = operatorRoles.find((one) => one === row.details?.['role']) ?? 'support'
  return [
    orm.insert(users).values({ id: userId, email: row.email, name, locale: 'en', createdAt: now, ...chosen }),
    orm.insert(operators).values({ userId, role, createdAt: now }),
  ]
}
