import { and, eq, isNull, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { oneTimeTokens, type OneTimeTokenRow } from '../../db/tenant/schema/index.ts'
import { days, hours, minutes } from '../durations.ts'
import { AppError } from '../errors.ts'
import { makeId } from '../ids.ts'
import type { AccessContext } from './access-context.ts'
import { decodeBase64Url, encodeBase64Url } from './base64url.ts'
import { deriveKey } from './derive-key.ts'
import type { SigningKey } from './signing-keys.ts'

const HMAC = { name: 'HMAC', hash: 'SHA-256', length: 256 } as const

export type TokenPurpose = OneTimeTokenRow['purpose']

const LIFETIMES: Record<TokenPurpose, number> = {
  register: hours(24),
  sign_in: minutes(10),
  reset_password: minutes(30),
  change_email: hours(24),
  join: days(7),
  studio_data: hours(24),
}

type KeyContext = Pick<AccessContext, 'keys' | 'tenant'>

/**
 * The secret at the end of a link that works once: `<token id>.<key id>.<signature>`. Made from the id when the mail is
 * written, so that nothing secret is stored and a retry sends the same link.
 */
export async function makeOneTimeLink(ctx: KeyContext, tokenId: string): Promise<string> {
  const [newest] = ctx.keys
  return `${tokenId}.${newest.id}.${encodeBase64Url(await sign(ctx, newest, tokenId))}`
}

/**
 * What a link is for. Does not use it up: scanners of mail follow links, so looking must be free. One round trip, none for
 * a forgery.
 *
 * @throws AppError `link_spent`, the same whether it is used, replaced, too old, unknown, forged or for something else.
 */
export async function readOneTimeToken(
  ctx: AccessContext,
  text: string,
  purpose: TokenPurpose,
): Promise<OneTimeTokenRow> {
  const tokenId = await readSignedId(ctx, text)
  if (tokenId === undefined) throw linkSpent()
  const [[row]] = await ctx.db.read([
    ctx.db.orm
      .select()
      .from(oneTimeTokens)
      .where(
        and(
          eq(oneTimeTokens.id, tokenId),
          eq(oneTimeTokens.purpose, purpose),
          isNull(oneTimeTokens.usedAt),
          sql`${oneTimeTokens.expiresAt} > ${ctx.now()}`,
        ),
      ),
  ])
  if (!row) throw linkSpent()
  return row
}

/**
 * A statement that uses a link up. In a batch after which it was used or too old already, it makes the whole batch fail
 * (a purpose may not be empty): put the deed into the same batch, and the batch into `spending`.
 */
export function spendOneTimeToken({ db, now }: AccessContext, { id }: Pick<OneTimeTokenRow, 'id'>) {
  const { purpose, usedAt, expiresAt } = oneTimeTokens
  return db.orm
    .update(oneTimeTokens)
    .set({
      usedAt: now(),
      purpose: sql`CASE WHEN ${usedAt} IS NULL AND ${expiresAt} > ${now()} THEN ${purpose} END`,
    })
    .where(eq(oneTimeTokens.id, id))
}

/** Says in our words what a batch with `spendOneTimeToken` failed of. @throws AppError `link_spent` */
export async function spending<Result>(batch: Promise<Result>): Promise<Result> {
  try {
    return await batch
  } catch (error) {
    if (isDatabaseError(error, 'constraint') && error.message.includes('one_time_tokens.purpose')) {
      throw linkSpent()
    }
    throw error
  }
}

type NewToken = {
  purpose: TokenPurpose
  /** Lower case. */
  email: string
  userId?: string | null
  details?: Record<string, string>
}

/** Statements that make a token, in place of those of the same purpose and address that are open; with the id it has. */
export function insertOneTimeToken(ctx: AccessContext, { purpose, email, userId, details }: NewToken) {
  const { orm } = ctx.db
  const now = ctx.now()
  const tokenId = makeId('tok')
  const statements = [
    spendOpenTokens(ctx, { purpose, email }),
    orm.insert(oneTimeTokens).values({
      id: tokenId,
      purpose,
      email,
      userId: userId ?? null,
      details: details ?? null,
      createdAt: now,
      expiresAt: expiryOf(purpose, now),
      usedAt: null,
    }),
  ] as const
  return { tokenId, statements }
}

/** A statement that uses up all open links of a purpose to an address. */
export function spendOpenTokens(
  { db, now }: AccessContext,
  { purpose, email }: Pick<NewToken, 'purpose' | 'email'>,
) {
  return db.orm
    .update(oneTimeTokens)
    .set({ usedAt: now() })
    .where(
      and(eq(oneTimeTokens.purpose, purpose), eq(oneTimeTokens.email, email), isNull(oneTimeTokens.usedAt)),
    )
}

/** When a link made at `now` ends (ms). */
export function expiryOf(purpose: TokenPurpose, now: number): number {
  return now + LIFETIMES[purpose]
}

export function linkSpent(): AppError {
  return new AppError('link_spent', 'This link has been used or is too old. Ask for a new one.')
}

/** The id, when the text is what we made of it, letter by letter; compared in constant time. */
async function readSignedId(ctx: KeyContext, text: string): Promise<string | undefined> {
  const [tokenId = '', keyId, encoded = '', ...more] = text.length > 200 ? [] : text.split('.')
  const known = ctx.keys.find((key) => key.id === keyId)
  const signature = decodeBase64Url(encoded)
  // Its last letter could be written in four ways.
  if (!known || !signature || more.length > 0 || encodeBase64Url(signature) !== encoded) return undefined
  const key = await deriveKey(known, { use: 'one-time-link', tenantId: ctx.tenant.id }, HMAC)
  const isOurs = await crypto.subtle.verify('HMAC', key, signature, new TextEncoder().encode(tokenId))
  return isOurs ? tokenId : undefined
}

async function sign({ tenant }: KeyContext, secret: SigningKey, tokenId: string): Promise<Uint8Array> {
  const key = await deriveKey(secret, { use: 'one-time-link', tenantId: tenant.id }, HMAC)
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(tokenId)))
}
