import { inArray, lte, sql } from 'drizzle-orm'
import { attempts } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import type { AccessContext } from './access-context.ts'

/** So many in so long, counted by one of these. */
export type AttemptRule = { by: 'account' | 'network' | 'account+network'; limit: number; perMs: number }

/** What guards accounts. Exact: the database counts. Who comes from many places is stopped by account, who tries many by network. */
export const attemptRules = {
  password: [
    { by: 'account+network', limit: 5, perMs: minutes(15) },
    { by: 'network', limit: 30, perMs: minutes(15) },
    { by: 'account', limit: 50, perMs: hours(1) },
  ],
  code: [{ by: 'account', limit: 10, perMs: minutes(15) }],
  passkey: [{ by: 'network', limit: 30, perMs: minutes(15) }],
  mailsTo: [{ by: 'account', limit: 3, perMs: minutes(15) }],
  mailsFrom: [{ by: 'network', limit: 20, perMs: hours(1) }],
} as const satisfies Record<string, readonly AttemptRule[]>

export type Attempt = {
  /** A word for what is tried, such as `password`. */
  what: string
  /** Whom it is tried on: an address or an id, whether there is such a person or not. Kept as a hash. */
  account?: string
  rules: readonly AttemptRule[]
}

/** What was counted. */
export type Counted = { keys: readonly string[] }

/**
 * Counts a try, before the work it is for; what is over a limit is not counted anywhere, so that nobody's tries use up
 * somebody else's. One round trip. The answer is for `giveBackAttempt`.
 *
 * @throws AppError `rate_limited` with `retryAfterSeconds`.
 */
export async function countAttempt(ctx: AccessContext, attempt: Attempt): Promise<Counted> {
  const { waitMs, keys } = await tryToCount(ctx, attempt)
  if (waitMs === 0) return { keys }
  throw new AppError('rate_limited', 'That was tried too often. Please wait a little.', {
    retryAfterSeconds: Math.ceil(waitMs / 1_000),
  })
}

/** As `countAttempt`, but says how long to wait (ms): 0 when it was counted. */
export async function tryToCount(
  ctx: AccessContext,
  attempt: Attempt,
): Promise<Counted & { waitMs: number }> {
  const { orm, write } = ctx.db
  const now = ctx.now()
  const keyed = await keysOf(ctx, attempt)
  const keys = keyed.map(({ key }) => key)
  const rows = sql.join(
    keyed.map(({ key, perMs }) => sql`(${key}, 1, ${now + perMs})`),
    sql`, `,
  )
  const isOver = sql.join(
    keyed.map(({ key, limit }) => sql`(key = ${key} AND count >= ${limit})`),
    sql` OR `,
  )
  const [, counted, standing] = await write([
    orm.delete(attempts).where(lte(attempts.until, now)),
    orm.all<{ key: string }>(sql`INSERT INTO ${attempts} (key, count, until)
      SELECT * FROM (VALUES ${rows}) WHERE NOT EXISTS (SELECT 1 FROM ${attempts} WHERE ${isOver})
      ON CONFLICT (key) DO UPDATE SET count = count + 1 RETURNING key`),
    orm.select().from(attempts).where(inArray(attempts.key, keys)),
  ])
  if (counted.length > 0) return { waitMs: 0, keys }
  const over = standing.filter(({ key, count }) =>
    keyed.some((rule) => rule.key === key && count >= rule.limit),
  )
  return { waitMs: Math.max(1, ...over.map(({ until }) => until - now)), keys }
}

/** A statement that takes back what `countAttempt` counted: it was right. */
export function giveBackAttempt({ db }: AccessContext, { keys }: Counted) {
  return db.orm
    .update(attempts)
    .set({ count: sql`max(0, ${attempts.count} - 1)` })
    .where(inArray(attempts.key, [...keys]))
}

/** A statement that forgets all tries of a kind on an account, wherever they came from. In a list: it must not be awaited. */
export async function clearAttempts(
  { db }: AccessContext,
  { what, account }: { what: string; account: string },
) {
  const start = `${what}|${await hashText(account)}|`
  return [
    db.orm.delete(attempts).where(sql`${attempts.key} >= ${start} AND ${attempts.key} < ${`${start}~`}`),
  ] as const
}

/** `<what>|<hash of the account>|@<network>`, either of them empty; a network that is not known is one too. */
async function keysOf({ visitor }: AccessContext, { what, account = '', rules }: Attempt) {
  const accountHash = await hashText(account)
  // Never empty, or the account's own count would be this one too.
  const network = visitor.network || 'unknown'
  return rules.map(({ by, limit, perMs }) => ({
    key: `${what}|${by === 'network' ? '' : accountHash}|${by === 'account' ? '' : network}`,
    limit,
    perMs,
  }))
}
