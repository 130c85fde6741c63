import { and, asc, eq, gt, isNotNull, isNull, max } from 'drizzle-orm'
import {
  loginSessions,
  oneTimeTokens,
  operatorRoles,
  operators,
  totpSecrets,
  users,
  type OperatorRole,
} from '../../db/registry/schema/index.ts'
import type { PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export type OperatorEntry = {
  email: string
  name: string
  role: OperatorRole
  /** `invited`: has not joined yet; `no_second_factor`: has, and gets no further. */
  state: 'invited' | 'no_second_factor' | 'active' | 'disabled'
  lastSeenAt: number | null
}

/** The platform's people, by address. @throws AppError `unauthorized`, `second_factor_required` */
export async function listOperators(ctx: PlatformContext): Promise<OperatorEntry[]> {
  if (!ctx.isTerminal) requireRole(ctx, 'support')
  const { orm, read } = ctx.db
  const { purpose, userId, usedAt, expiresAt } = oneTimeTokens
  const [known, invited] = await read([
    orm
      .select({
        email: users.email,
        name: users.name,
        role: operators.role,
        status: users.status,
        passwordHash: users.passwordHash,
        confirmedAt: totpSecrets.confirmedAt,
        lastSeenAt: max(loginSessions.lastSeenAt),
      })
      .from(users)
      .innerJoin(operators, eq(operators.userId, users.id))
      .leftJoin(totpSecrets, and(eq(totpSecrets.userId, users.id), isNotNull(totpSecrets.confirmedAt)))
      .leftJoin(loginSessions, eq(loginSessions.userId, users.id))
      .groupBy(users.id)
      .orderBy(asc(users.email)),
    orm
      .select({ email: oneTimeTokens.email, details: oneTimeTokens.details })
      .from(oneTimeTokens)
      .where(and(eq(purpose, 'join'), isNull(userId), isNull(usedAt), gt(expiresAt, ctx.now())))
      .orderBy(asc(oneTimeTokens.email)),
  ])
  return [
    ...known.map(({ email, name, role, lastSeenAt, ...facts }) => {
      return { email, name, role, lastSeenAt, state: stateOf(facts) }
    }),
    ...invited.map(({ email, details }) => ({
      email,
      name: details?.['name'] ?? '',
      role: operatorRoles.find((one) => one === details?.['role']) ?? 'support',
      state: 'invited' as const,
      lastSeenAt: null,
    })),
  ]
}

type Facts = { status: 'active' | 'disabled'; passwordHash: string | null; confirmedAt: number | null }

function stateOf({ status, passwordHash, confirmedAt }: Facts): OperatorEntry['state'] {
  if (status === 'disabled') return 'disabled'
  if (passwordHash === null) return 'invited'
  return confirmedAt === null ? 'no_second_factor' : 'active'
}
