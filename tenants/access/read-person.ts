import { and, eq, sql, type SQL } from 'drizzle-orm'
import { passkeys, staff, users, type UserRow } from '../../db/tenant/schema/index.ts'
import { PLATFORM_TENANT_ID, type AccessContext } from './access-context.ts'
import { hasSecondFactor } from './find-login.ts'
import type { Rank } from './login-sessions.ts'
import { relyingParty } from './passkeys/relying-party.ts'

/** Somebody with a login, and what decides how they sign in. */
export type Person = { user: UserRow; rank: Rank; hasSecondFactor: boolean; hasPasskey: boolean }

/** Who fits `where`, a condition on `users`; disabled people too. One round trip. */
export async function readPerson(ctx: AccessContext, where: SQL): Promise<Person | null> {
  const [[row]] = await ctx.db.read([selectPerson(ctx, where)])
  return row ? toPerson(row) : null
}

export const byEmail = (email: string): SQL => eq(users.email, email)
export const byId = (userId: string): SQL => eq(users.id, userId)

/** As a statement, for a batch; its row is for `toPerson`. */
export function selectPerson(ctx: AccessContext, where: SQL) {
  const { tenant, db } = ctx
  const { orm } = db
  const works = orm
    .select({ one: sql`1` })
    .from(staff)
    .where(and(eq(staff.userId, users.id), eq(staff.status, 'active')))
  const passkey = orm
    .select({ one: sql`1` })
    .from(passkeys)
    .where(and(eq(passkeys.userId, users.id), eq(passkeys.rpId, relyingParty(ctx).rpId)))
  // The registry has no staff: everybody there is an operator.
  const isStaff = tenant.id === PLATFORM_TENANT_ID ? sql<number>`1` : sql<number>`EXISTS ${works}`
  return orm
    .select({
      user: users,
      isStaff: isStaff.as('is_staff'),
      hasPasskey: sql<number>`EXISTS ${passkey}`.as('has_passkey'),
      hasSecondFactor: hasSecondFactor(db),
    })
    .from(users)
    .where(where)
    .limit(1)
}

type PersonColumns = { user: UserRow; isStaff: number; hasPasskey: number; hasSecondFactor: number }

export function toPerson({ user, isStaff, hasPasskey, hasSecondFactor }: PersonColumns): Person {
  return {
    user,
    rank: isStaff === 1 ? 'staff' : 'client',
    hasPasskey: hasPasskey === 1,
    hasSecondFactor: hasSecondFactor === 1,
  }
}
