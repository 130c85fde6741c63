import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import { loginSessions, oneTimeTokens, totpSecrets, users } from '../../db/registry/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'

export type OperatorEntry = {
  email: string
  /** `invited`: has not joined yet; `no_second_factor`: has, and gets no further. */
  state: 'invited' | 'no_second_factor' | 'active' | 'disabled'
  lastSeenAt: number | null
}

/** The platform's people, by address. */
export async function listOperators({ db, now }: AccessContext): Promise<OperatorEntry[]> {
  const { orm, read } = db
  const { purpose, userId, usedAt, expiresAt } = oneTimeTokens
  const [known, invited] = await read([
    orm
      .select({
        email: users.email,
        status: users.status,
        passwordHash: users.passwordHash,
        confirmedAt: totpSecrets.confirmedAt,
        lastSeenAt: max(loginSessions.lastSeenAt),
      })
      .from(users)
      .leftJoin(totpSecrets, and(eq(totpSecrets.userId, users.id), isNotNull(totpSecrets.confirmedAt)))
      .leftJoin(loginSessions, eq(loginSessions.userId, users.id))
      .groupBy(users.id)
      .orderBy(asc(users.email)),
    orm
      .select({ email: oneTimeTokens.email })
      .from(oneTimeTokens)
      .where(and(eq(purpose, 'join'), isNull(userId), isNull(usedAt), gt(expiresAt, now())))
      .orderBy(asc(oneTimeTokens.email)),
  ])
  return [
    ...known.map(({ email, lastSeenAt, ...row }) => ({ email, state: stateOf(row), lastSeenAt })),
    ...invited.map(({ email }) => ({ email, state: 'invited' as const, lastSeenAt: null })),
  ]
}

type Facts = { status: 'active' | 'disabled'; passwordHash: string | null; confirmedAt: number | null }

function stateOf({ status, passwordHash, confirmedAt }: Facts): OperatorEntry['state'] {
  if (status === 'disabled') return 'disabled'
  if (passwordHash === null) return 'invited'
  return confirmedAt === null ? 'no_second_factor' : 'active'
}
