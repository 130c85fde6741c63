import { and, eq, sql } from 'drizzle-orm'
import { signUps, users } from '../../db/registry/schema/index.ts'
import { oneTimeTokens } from '../../db/tenant/schema/index.ts'
import type { AccessContext } from '../access/access-context.ts'
import { insertOneTimeToken, linkSpent, makeOneTimeLink } from '../access/one-time-token.ts'
import { AppError } from '../errors.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import type { OperatorContext } from '../operators/platform-context.ts'
import { ENTRY, getSignUp, originOf } from './follow-sign-up.ts'

/**
 * Lets whoever proved their address into the studio that was made for it: a link that signs its owner in, once. Whoever asks
 * again gets the same link while it is good, and no other one after it: then the studio's own door is the way in.
 *
 * @throws AppError `link_spent`; `not_found` while there is nothing to enter; DatabaseError
 */
export async function enterAsOwner(ctx: OperatorContext, token: string): Promise<{ url: string }> {
  const { id, tenantId, details } = await getSignUp(ctx, token)
  const record = await findTenant(ctx.db, tenantId)
  if (record?.tenant.status !== 'active') throw new AppError('not_found', 'There is nothing to enter yet.')
  const studio = await ctx.fleet.openTenant(record)
  const { email } = details.owner
  const [[user]] = await studio.db.read([
    studio.db.orm.select({ id: users.id }).from(users).where(eq(users.email, email)),
  ])
  if (!user) throw new AppError('not_found', 'There is nobody of this address.')
  const fresh = insertOneTimeToken(studio, { purpose: 'sign_in', email, userId: user.id })
  const tokenId = await keepFirst(ctx, { id, tokenId: fresh.tokenId })
  if (tokenId === fresh.tokenId) await studio.db.write(fresh.statements)
  else await requireUnused(studio, tokenId)
  const origin = originOf(ctx, record.tenant.primaryHost)
  return { url: `${origin}/sign-in/link?token=${await makeOneTimeLink(studio, tokenId)}` }
}

/** One that is not there yet is just being written. @throws AppError `link_spent` */
async function requireUnused({ db: { orm, read }, now }: AccessContext, tokenId: string): Promise<void> {
  const [[row]] = await read([orm.select().from(oneTimeTokens).where(eq(oneTimeTokens.id, tokenId))])
  if (row && (row.usedAt !== null || row.expiresAt <= now())) throw linkSpent()
}

/** Of several who ask at once, all are given what the first one was. */
async function keepFirst(
  { db: { orm, read, write } }: OperatorContext,
  { id, tokenId }: { id: string; tokenId: string },
): Promise<string> {
  const path = `$.${ENTRY}`
  const entry = sql<string | null>`json_extract(${signUps.details}, ${path})`
  await write([
    orm
      .update(signUps)
      .set({ details: sql`json_set(${signUps.details}, ${path}, ${tokenId})` })
      .where(and(eq(signUps.id, id), sql`${entry} IS NULL`)),
  ])
  const [[row]] = await read([orm.select({ entry }).from(signUps).where(eq(signUps.id, id))])
  return row?.entry ?? tokenId
}
