import { and, eq, isNotNull, isNull, sql } from 'drizzle-orm'
import { clients, loginSessions, roles, staff, totpSecrets, users } from '../../db/tenant/schema/index.ts'
import { operators } from '../../db/registry/schema/index.ts'
import type { Login, TenantContext } from '../context.ts'
import type { OperatorLogin, PlatformContext } from '../operators/platform-context.ts'
import type { AccessContext } from './access-context.ts'
import { builtInRoles, isRoleKey } from './built-in-roles.ts'
import { toGrants, type Grants } from './grants.ts'
import { hashSecret, kindOfSecret, type LoginKind, type LoginMethod } from './login-sessions.ts'

/**
 * Who signed in with the session of this secret, and what they are in this studio now: null when it is nobody's, has ended,
 * awaits a second factor, or its person is disabled. One round trip; none for what cannot be a secret.
 */
export async function findLogin(ctx: TenantContext, secret: string): Promise<Login | null> {
  const isIt = await isSession(ctx, secret, 'open')
  if (!isIt) return null
  const [[row]] = await ctx.db.read([
    ctx.db.orm
      .select({
        ...loginColumns(ctx),
        clientId: clients.id,
        staff,
        roleName: roles.name,
        grants: roles.grants,
      })
      .from(loginSessions)
      .innerJoin(users, eq(users.id, loginSessions.userId))
      .leftJoin(clients, and(eq(clients.userId, users.id), isNull(clients.erasedAt)))
      .leftJoin(staff, and(eq(staff.userId, users.id), eq(staff.status, 'active')))
      .leftJoin(roles, eq(roles.id, staff.role))
      .where(isIt),
  ])
  if (!row) return null
  return {
    ...toLogin(row),
    clientId: row.clientId,
    staff: row.staff && {
      role: row.staff.role,
      roleName: row.roleName ?? '',
      grants: grantsOf(row.staff.role, row.grants),
      trainerId: row.staff.trainerId,
    },
  }
}

/** The same of the platform: an operator, who is nobody's client and nobody's staff. */
export async function findOperatorLogin(
  ctx: Pick<PlatformContext, 'db' | 'now' | 'tenant'>,
  secret: string,
): Promise<OperatorLogin | null> {
  const isIt = await isSession(ctx, secret, 'open')
  if (!isIt) return null
  const [[row]] = await ctx.db.read([
    ctx.db.orm
      .select({ ...loginColumns(ctx), role: operators.role })
      .from(loginSessions)
      .innerJoin(users, eq(users.id, loginSessions.userId))
      .innerJoin(operators, eq(operators.userId, users.id))
      .where(isIt),
  ])
  return row ? { ...toLogin(row), clientId: null, staff: null, role: row.role } : null
}

/** A session whose first factor was right and whose second is awaited. */
export type Waiting = {
  sessionId: string
  userId: string
  kind: LoginKind
  method: LoginMethod
}

/** Null when it is none, has ended, or its person is disabled. One round trip. */
export async function findWaiting(ctx: AccessContext, secret: string): Promise<Waiting | null> {
  const isIt = await isSession(ctx, secret, 'second_factor')
  if (!isIt) return null
  const { id: sessionId, userId, kind, method } = loginSessions
  const [[row]] = await ctx.db.read([
    ctx.db.orm
      .select({ sessionId, userId, kind, method })
      .from(loginSessions)
      .innerJoin(users, eq(users.id, loginSessions.userId))
      .where(isIt),
  ])
  return row ?? null
}

/** The session of this secret, when it has not ended and its person may sign in; nothing when it cannot be a secret. */
async function isSession(
  { now }: Pick<AccessContext, 'now'>,
  secret: string,
  state: 'open' | 'second_factor',
) {
  const kind = kindOfSecret(secret)
  if (kind === null) return null
  const { id, lastSeenAt, idleMs, endsAt } = loginSessions
  return and(
    eq(id, await hashSecret(secret)),
    eq(loginSessions.kind, kind),
    eq(loginSessions.state, state),
    sql`${endsAt} > ${now()} AND ${lastSeenAt} + ${idleMs} > ${now()}`,
    eq(users.status, 'active'),
  )
}

function loginColumns({ db }: Pick<AccessContext, 'db'>) {
  const { id: sessionId, kind, authenticatedAt } = loginSessions
  const { id: userId, email, name, locale } = users
  const hasPassword = sql<number>`${users.passwordHash} IS NOT NULL`.as('has_password')
  return {
    sessionId,
    kind,
    authenticatedAt,
    userId,
    email,
    name,
    locale,
    hasPassword,
    hasSecondFactor: hasSecondFactor(db),
  }
}

/** Whether a code is asked for after the first factor: an app was confirmed. A passkey alone forces nothing. */
export function hasSecondFactor({ orm }: AccessContext['db']) {
  const confirmed = orm
    .select({ one: sql`1` })
    .from(totpSecrets)
    .where(and(eq(totpSecrets.userId, users.id), isNotNull(totpSecrets.confirmedAt)))
  return sql<number>`EXISTS ${confirmed}`.as('has_second_factor')
}

type LoginColumns = Pick<Login, 'sessionId' | 'kind' | 'authenticatedAt'> &
  Pick<Login['user'], 'email' | 'name' | 'locale'> & {
    userId: string
    hasPassword: number
    hasSecondFactor: number
  }

function toLogin(row: LoginColumns): Omit<Login, 'clientId' | 'staff'> {
  const { sessionId, kind, authenticatedAt, userId, email, name, locale } = row
  return {
    sessionId,
    kind,
    user: { id: userId, email, name, locale, hasPassword: row.hasPassword === 1 },
    authenticatedAt,
    hasSecondFactor: row.hasSecondFactor === 1,
  }
}

/** Nothing at all for a role that is not there any more. */
export function grantsOf(role: string, own: Grants | null): Grants {
  return isRoleKey(role) ? builtInRoles[role] : (own ?? toGrants({}))
}
