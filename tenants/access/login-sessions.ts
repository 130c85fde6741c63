import { and, eq, exists, ne, sql } from 'drizzle-orm'
import { generateIdFromEntropySize, Lucia, TimeSpan, type Adapter, type DatabaseSession } from 'lucia'
import { loginSessions, type LoginSessionRow } from '../../db/tenant/schema/index.ts'
import { days, hours, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import type { AccessContext, Statement } from './access-context.ts'
import { readOwnCookie } from './own-cookie.ts'

/** The only file that knows Lucia: it makes the secrets, writes the cookies and says when what is stored. */

export type LoginKind = LoginSessionRow['kind']
export type LoginMethod = LoginSessionRow['method']
/** How much somebody may do decides how long they stay signed in. Operators count as staff. */
export type Rank = 'staff' | 'client'

export type NewLoginSession = {
  userId: string
  kind: LoginKind
  method: LoginMethod
  rank: Rank
  /** Whether it opens nothing until a second factor was right. */
  awaitsFactor: boolean
}

export type MadeLoginSession = {
  /** For the cookie, or the token itself: shown once, only its SHA-256 is kept. */
  secret: string
  sessionId: string
  /** The value of `Set-Cookie`; empty for tokens. */
  cookie: string
  endsAt: number
}

/** What a session is, beside whose. */
type Attributes = Omit<LoginSessionRow, 'id' | 'userId'>

declare module 'lucia' {
  interface Register {
    Lucia: Lucia
    DatabaseSessionAttributes: Attributes
  }
}

const TOKEN_PREFIX = 'thu_'
/** 200 random bits, as Lucia writes them. */
const SECRET_BYTES = 25
const COOKIE_SHAPE = /^[a-z2-7]{40}$/
const TOKEN_SHAPE = /^thu_[a-z2-7]{40}$/
const FACTOR_WAIT_MS = minutes(10)

/**
 * Opens a login session, with a new secret: in one batch with `before`, which goes first. Nothing a visitor had before is
 * used again, so there is nothing to fixate.
 */
export async function createLoginSession(
  ctx: AccessContext,
  session: NewLoginSession,
  before: readonly Statement[] = [],
): Promise<MadeLoginSession> {
  const { userId, kind, method, awaitsFactor } = session
  const now = ctx.now()
  const { idleMs, absoluteMs } = lifetimeOf(session)
  const attributes: Attributes = {
    kind,
    state: awaitsFactor ? 'second_factor' : 'open',
    method,
    createdAt: now,
    lastSeenAt: now,
    idleMs,
    endsAt: now + absoluteMs,
    authenticatedAt: now,
    ...ctx.visitor,
  }
  const setSession = async ({ id }: DatabaseSession) => {
    const row = { ...attributes, id: await hashSecret(id), userId }
    await ctx.db.write([
      deleteEndedSessions(ctx, userId),
      ...before,
      ctx.db.orm.insert(loginSessions).values(row),
    ])
  }
  const lucia = luciaFor(ctx, { setSession })
  const own = kind === 'token' ? { sessionId: TOKEN_PREFIX + generateIdFromEntropySize(SECRET_BYTES) } : {}
  const { id: secret } = await lucia.createSession(userId, attributes, own)
  return {
    secret,
    sessionId: await hashSecret(secret),
    cookie: kind === 'token' ? '' : cookieOf(ctx, { secret, endsAt: attributes.endsAt }),
    endsAt: attributes.endsAt,
  }
}

/**
 * Gives a session that is open a new secret, as its person has just proven again who they are. In one batch with `inBatch`.
 *
 * @throws AppError `unauthorized` when it has ended meanwhile.
 */
export async function renewLoginSession(
  ctx: AccessContext,
  { sessionId, kind }: { sessionId: string; kind: LoginKind },
  inBatch: readonly Statement[],
): Promise<MadeLoginSession> {
  const secret = (kind === 'token' ? TOKEN_PREFIX : '') + generateIdFromEntropySize(SECRET_BYTES)
  const now = ctx.now()
  const id = await hashSecret(secret)
  const [[renewed]] = await ctx.db.write([
    ctx.db.orm
      .update(loginSessions)
      .set({ id, authenticatedAt: now })
      .where(eq(loginSessions.id, sessionId))
      .returning({ endsAt: loginSessions.endsAt }),
    ...inBatch,
  ])
  if (!renewed) throw new AppError('unauthorized', 'You are not signed in any more.')
  const { endsAt } = renewed
  return { secret, sessionId: id, cookie: kind === 'token' ? '' : cookieOf(ctx, { secret, endsAt }), endsAt }
}

/** Ends one session: its cookie or token opens nothing from now on. */
export async function endLoginSession(ctx: AccessContext, sessionId: string): Promise<void> {
  await ctx.db.write([deleteLoginSession(ctx, sessionId)])
}

/** As a statement, for a batch. */
export function deleteLoginSession({ db }: AccessContext, sessionId: string) {
  return db.orm.delete(loginSessions).where(eq(loginSessions.id, sessionId))
}

/** A statement that forgets those of a person's sessions that have ended by themselves. */
function deleteEndedSessions({ db, now }: AccessContext, userId: string) {
  const { endsAt, lastSeenAt, idleMs } = loginSessions
  const hasEnded = sql`(${endsAt} <= ${now()} OR ${lastSeenAt} + ${idleMs} <= ${now()})`
  return db.orm.delete(loginSessions).where(and(eq(loginSessions.userId, userId), hasEnded))
}

/** A condition: that a session which was open a moment ago has not been ended since. */
export function isThere({ db }: AccessContext, sessionId: string) {
  return exists(
    db.orm
      .select({ one: sql`1` })
      .from(loginSessions)
      .where(eq(loginSessions.id, sessionId)),
  )
}

/** A statement that ends all of a person's sessions but one, or all. */
export function endOtherSessions({ db }: AccessContext, userId: string, exceptSessionId: string | null) {
  const isTheirs = eq(loginSessions.userId, userId)
  return db.orm
    .delete(loginSessions)
    .where(exceptSessionId === null ? isTheirs : and(isTheirs, ne(loginSessions.id, exceptSessionId)))
}

/** The value of `Set-Cookie` for a browser to keep a session by, as long as it may last. */
function cookieOf(ctx: AccessContext, { secret, endsAt }: { secret: string; endsAt: number }): string {
  return luciaFor(ctx, { cookieMs: endsAt - ctx.now() })
    .createSessionCookie(secret)
    .serialize()
}

/** The value of `Set-Cookie` that makes a browser forget its session. */
export function blankSessionCookie(ctx: Pick<AccessContext, 'origin'>): string {
  return luciaFor(ctx, {}).createBlankSessionCookie().serialize()
}

/**
 * The secret in a `Cookie` header; null when there is none, when it cannot be one, and when there are several, of which
 * somebody else may have set one.
 */
export function readSessionCookie(header: string, origin: string): string | null {
  const secret = readOwnCookie(header, cookieName(origin))
  return secret !== undefined && COOKIE_SHAPE.test(secret) ? secret : null
}

/** Whether it is meant as a person's token, right or wrong. */
export function isMeantAsUserToken(token: string): boolean {
  return token.startsWith(TOKEN_PREFIX)
}

/** What kind of session a secret can only be of; null when of none. */
export function kindOfSecret(secret: string): LoginKind | null {
  if (COOKIE_SHAPE.test(secret)) return 'browser'
  return TOKEN_SHAPE.test(secret) ? 'token' : null
}

/** What the database knows a session by. Plain SHA-256: the secret is random. */
export function hashSecret(secret: string): Promise<string> {
  return hashText(secret)
}

/** Staff and operators: half a day unseen, a week in all. Clients: a month and half a year. */
function lifetimeOf({ kind, rank, awaitsFactor }: Pick<NewLoginSession, 'kind' | 'rank' | 'awaitsFactor'>) {
  if (awaitsFactor) return { idleMs: FACTOR_WAIT_MS, absoluteMs: FACTOR_WAIT_MS }
  if (rank === 'staff') return { idleMs: hours(12), absoluteMs: days(7) }
  if (kind === 'token') return { idleMs: days(7), absoluteMs: days(30) }
  return { idleMs: days(30), absoluteMs: days(180) }
}

/** `__Host-`: over https only, of this very host, set by nobody else. Plain http is for development. */
function cookieName(origin: string): string {
  return isHttps(origin) ? '__Host-session' : 'session'
}

function isHttps(origin: string): boolean {
  return origin.startsWith('https:')
}

type Setting = { cookieMs?: number; setSession?: Adapter['setSession'] }

/** Sessions are read and ended by our own statements (`find-login.ts`), by our clock: of storing, Lucia only makes them. */
function luciaFor({ origin }: Pick<AccessContext, 'origin'>, { cookieMs = 0, setSession = refuse }: Setting) {
  const adapter: Adapter = {
    setSession,
    getSessionAndUser: refuse,
    getUserSessions: refuse,
    updateSessionExpiration: refuse,
    deleteSession: refuse,
    deleteUserSessions: refuse,
    deleteExpiredSessions: refuse,
  }
  return new Lucia(adapter, {
    sessionExpiresIn: new TimeSpan(cookieMs, 'ms'),
    sessionCookie: {
      name: cookieName(origin),
      attributes: { secure: isHttps(origin), sameSite: 'lax', path: '/' },
    },
  })
}

async function refuse(): Promise<never> {
  throw new Error('This is done by our own statements')
}
