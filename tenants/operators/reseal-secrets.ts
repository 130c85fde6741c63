import { and, asc, eq, gt, isNotNull, ne, notLike, sql } from 'drizzle-orm'
import { alertTargets, restores, tenants } from '../../db/registry/schema/index.ts'
import type { Statement } from '../access/access-context.ts'
import { openDatabaseToken, sealDatabaseToken } from '../access/database-token.ts'
import { resealFactors, resealStudio } from '../access/reseal-secrets.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { openWebhookSecret, sealWebhookSecret } from '../webhooks/sign-webhook.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** With which of `SECRET_KEYS` the tokens of studios' databases are sealed; the first key is the newest. */
export type KeyUse = { keys: { id: string; isNewest: boolean; tokens: number }[]; tenants: number }

/** A page of it: how much was sealed anew, and in which studios it could not all be. */
export type Resealed = { resealed: number; tenants: number; failed: string[]; nextAfter: string | null }

/** So many studios in one request. */
const PAGE = 20
/** Of one studio, in one request. */
const MOST_ROUNDS = 50

/** Which keys are still needed for tokens. @throws AppError `forbidden`, `unauthorized`; DatabaseError */
export async function readKeyUse(ctx: PlatformContext): Promise<KeyUse> {
  requireRole(ctx, 'operator')
  const id = sql<string>`substr(${tenants.databaseTokenEncrypted}, 1, instr(${tenants.databaseTokenEncrypted}, '.') - 1)`
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ id, tokens: sql<number>`count(*)`.mapWith(Number) })
      .from(tenants)
      .where(ne(tenants.databaseTokenEncrypted, ''))
      .groupBy(id),
  ])
  const [newest] = ctx.keys
  const ids = [...new Set([...ctx.keys.map((key) => key.id), ...rows.map((row) => row.id)])]
  return {
    keys: ids.map((one) => ({
      id: one,
      isNewest: one === newest.id,
      tokens: rows.find((row) => row.id === one)?.tokens ?? 0,
    })),
    tenants: rows.reduce((sum, { tokens }) => sum + tokens, 0),
  }
}

/**
 * Seals with the newest key whatever is sealed with an older one: the platform's own secrets first, then those of twenty
 * studios after `after`. Whoever goes on until `nextAfter` is null, and finds nothing in `failed`, may take the older key away.
 * May be stopped and repeated at any time.
 *
 * @throws AppError `forbidden`, `unauthorized`; DatabaseError
 */
export async function resealSecrets(ctx: OperatorContext, after: string | null): Promise<Resealed> {
  const { actor } = requireRole(ctx, 'administrator')
  let resealed = after === null ? await resealPlatform(ctx) : 0
  const { orm, read, write } = ctx.db
  const [rows] = await read([
    orm
      .select({ id: tenants.id, sealed: tenants.databaseTokenEncrypted })
      .from(tenants)
      .where(gt(tenants.id, after ?? ''))
      .orderBy(asc(tenants.id))
      .limit(PAGE),
  ])
  const failed: string[] = []
  for (const { id, sealed } of rows) {
    try {
      resealed += await resealTenant(ctx, id)
      resealed += await resealToken(ctx, id, sealed)
    } catch {
      failed.push(id)
    }
  }
  if (resealed > 0) {
    const state = { resealed, key: ctx.keys[0].id }
    await write([
      insertAudit(ctx, { actor, action: 'secrets.reseal', subjectId: after ?? 'platform', after: state }),
    ])
  }
  const nextAfter = rows.length < PAGE ? null : (rows.at(-1)?.id ?? null)
  return { resealed, tenants: rows.length, failed, nextAfter }
}

/** What its own database keeps sealed; of one that is closed for good or in the making, nothing is read. */
async function resealTenant({ fleet }: OperatorContext, tenantId: string): Promise<number> {
  const record = await findTenant(fleet.registry, tenantId)
  if (!record) return 0
  const studio = await fleet.openTenant(record)
  let all = 0
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const count = await resealStudio(studio)
    if (count === 0) return all
    all += count
  }
  throw new Error('There is more than one request can do')
}

async function resealToken({ db, keys }: PlatformContext, tenantId: string, sealed: string): Promise<number> {
  if (sealed === '' || sealed.startsWith(`${keys[0].id}.`)) return 0
  const databaseTokenEncrypted = await resealDatabaseToken({ keys }, tenantId, sealed)
  const [changed] = await db.write([
    db.orm
      .update(tenants)
      .set({ databaseTokenEncrypted })
      .where(and(eq(tenants.id, tenantId), eq(tenants.databaseTokenEncrypted, sealed)))
      .returning({ id: tenants.id }),
  ])
  return changed.length
}

async function resealDatabaseToken(
  { keys }: Pick<PlatformContext, 'keys'>,
  tenantId: string,
  sealed: string,
) {
  return sealDatabaseToken({ keys, tenantId }, await openDatabaseToken({ keys, tenantId }, sealed))
}

async function resealPlatform(ctx: OperatorContext): Promise<number> {
  const { orm, read, write } = ctx.db
  const isOld = `${ctx.keys[0].id}.%`
  const [targets, copies] = await read([
    orm
      .select()
      .from(alertTargets)
      .where(and(isNotNull(alertTargets.secretSealed), notLike(alertTargets.secretSealed, isOld))),
    orm
      .select({ id: restores.id, tenantId: restores.tenantId, sealed: restores.databaseTokenEncrypted })
      .from(restores)
      .where(and(ne(restores.databaseTokenEncrypted, ''), notLike(restores.databaseTokenEncrypted, isOld))),
  ])
  // Awaited by themselves: awaiting a statement would carry it out.
  const [secrets, tokens] = await Promise.all([
    Promise.all(
      targets.map(async ({ id, secretSealed }) =>
        sealWebhookSecret(ctx, id, await openWebhookSecret(ctx, id, secretSealed ?? '')),
      ),
    ),
    Promise.all(copies.map(({ tenantId, sealed }) => resealDatabaseToken(ctx, tenantId, sealed))),
  ])
  const statements: Statement[] = [
    ...(await resealFactors(ctx)),
    ...targets.map(({ id }, index) =>
      orm
        .update(alertTargets)
        .set({ secretSealed: secrets[index] ?? null })
        .where(eq(alertTargets.id, id)),
    ),
    ...copies.map(({ id, sealed }, index) =>
      orm
        .update(restores)
        .set({ databaseTokenEncrypted: tokens[index] ?? sealed })
        .where(eq(restores.id, id)),
    ),
  ]
  const [first, ...others] = statements
  if (first) await write([first, ...others])
  return statements.length
}
