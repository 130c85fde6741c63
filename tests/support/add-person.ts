import { and, desc, eq, sql } from 'drizzle-orm'
import { clients, oneTimeTokens, staff, users } from '../../db/tenant/schema/index.ts'
import { findLogin } from '../../tenants/access/find-login.ts'
import { createLoginSession, type LoginKind } from '../../tenants/access/login-sessions.ts'
import { makeOneTimeLink, type TokenPurpose } from '../../tenants/access/one-time-token.ts'
import type { Login, TenantContext } from '../../tenants/context.ts'

/** Everybody's in tests: hashing it takes a third of a second, so its hash is written down. */
export const PASSWORD = 'correct horse battery'
export const PASSWORD_HASH =
  'scrypt$32768$8$3$SISKgqad7ws7R5tAQ6I-Hw$VuRtZA6806uvqr_WV6in7RyGU-qjPMlp1xDjKZZ8OfA'

type NewPerson = {
  name?: string
  role?: string
  isClient?: boolean
  passwordHash?: string | null
}

/** Somebody with a login, as `<name>@example.test` and `usr_<name>`: a client unless told otherwise. */
export async function addPerson({ db }: Pick<TenantContext, 'db'>, wish: NewPerson = {}) {
  const { name = 'elena', role, isClient = role === undefined, passwordHash = PASSWORD_HASH } = wish
  const userId = `usr_${name}`
  const email = `${name}@example.test`
  const { orm, write } = db
  await write([
    orm.insert(users).values({ id: userId, email, name, locale: 'en', passwordHash, createdAt: 0 }),
    ...(role === undefined ? [] : [orm.insert(staff).values({ userId, role, createdAt: 0 })]),
    ...(isClient ? [orm.insert(clients).values(clientOf({ userId, email, name }))] : []),
  ])
  return { userId, email }
}

function clientOf({ userId, email, name }: { userId: string; email: string; name: string }) {
  return {
    id: `cli_${name}`,
    userId,
    email,
    firstName: name,
    lastName: 'Ivanova',
    locale: 'en',
    createdAt: 0,
  } as const
}

type Session = { userId: string; kind?: LoginKind; rank?: 'staff' | 'client'; awaitsFactor?: boolean }

/** Signs somebody in without asking anything. */
export async function openLogin(ctx: TenantContext, { userId, kind = 'browser', ...rest }: Session) {
  const session = { rank: 'client', awaitsFactor: false, ...rest } as const
  const made = await createLoginSession(ctx, { userId, kind, method: 'password', ...session })
  const login = await findLogin(ctx, made.secret)
  return { ...made, login, ctx: { ...ctx, login } satisfies TenantContext & { login: Login | null } }
}

/** What the newest link of a purpose carries that was mailed to an address; throws when there is none. */
export async function readMailedLink(ctx: TenantContext, purpose: TokenPurpose, email: string) {
  const { orm, read } = ctx.db
  const [[row]] = await read([
    orm
      .select()
      .from(oneTimeTokens)
      .where(and(eq(oneTimeTokens.purpose, purpose), eq(oneTimeTokens.email, email)))
      .orderBy(desc(oneTimeTokens.createdAt), sql`${oneTimeTokens.usedAt} IS NOT NULL`),
  ])
  if (!row) throw new Error(`No ${purpose} link was sent to ${email}`)
  return makeOneTimeLink(ctx, row.id)
}
