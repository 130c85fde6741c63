import { and, asc, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { featureFlags, hostnames, tenantFlags, tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import type { OperatorContext, PlatformContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/** A way the product can behave; instants in ms. */
export type FlagEntry = {
  key: string
  description: string
  /** For studios that say nothing else. */
  isOn: boolean
  updatedAt: number
  /** How many studios differ: that have it on, and off. */
  onAt: number
  offAt: number
}

/** What it is for one studio: `own` null where it is as for everybody. */
export type TenantFlag = Pick<FlagEntry, 'key' | 'description' | 'isOn'> & { own: boolean | null }

const aKey = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/, 'Use 2 to 40 lower-case letters, digits and _.')
const flagInput = z.object({ key: aKey, description: line(200), isOn: z.boolean() })

/** Every flag there is, by key. One round trip. @throws AppError as `requireRole`; DatabaseError. */
export async function listFlags(ctx: PlatformContext): Promise<FlagEntry[]> {
  requireRole(ctx, 'support')
  const { key, description, isOn, updatedAt } = featureFlags
  const countOf = (value: boolean) =>
    sql<number>`count(CASE WHEN ${tenantFlags.isOn} = ${value ? 1 : 0} THEN 1 END)`
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ key, description, isOn, updatedAt, onAt: countOf(true), offAt: countOf(false) })
      .from(featureFlags)
      .leftJoin(tenantFlags, eq(tenantFlags.key, key))
      .groupBy(key)
      .orderBy(asc(key)),
  ])
  return rows
}

/**
 * Makes a flag, or says anew what it is and whether it is on where nobody says otherwise: within a minute everywhere.
 *
 * @throws AppError as `requireRole`; `invalid_input`; DatabaseError.
 */
export async function putFlag(ctx: PlatformContext, raw: z.input<typeof flagInput>): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  const { key, ...flag } = parseInput(flagInput, raw)
  const before = await findFlag(ctx, key)
  const now = ctx.now()
  const changed = { ...flag, updatedAt: now }
  await ctx.db.write([
    ctx.db.orm
      .insert(featureFlags)
      .values({ key, ...changed, createdAt: now })
      .onConflictDoUpdate({ target: featureFlags.key, set: changed }),
    insertAudit(ctx, {
      actor,
      action: before ? 'flag.changed' : 'flag.created',
      subjectId: key,
      ...(before && { before: { description: before.description, isOn: before.isOn } }),
      after: flag,
    }),
  ])
}

/** Forgets a flag, and what studios say of it. @throws AppError as `requireRole`; `not_found`; DatabaseError. */
export async function deleteFlag(ctx: PlatformContext, { key }: { key: string }): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  const flag = await findFlag(ctx, key)
  if (!flag) throw noSuchFlag()
  await ctx.db.write([
    ctx.db.orm.delete(tenantFlags).where(eq(tenantFlags.key, key)),
    ctx.db.orm.delete(featureFlags).where(eq(featureFlags.key, key)),
    insertAudit(ctx, {
      actor,
      action: 'flag.deleted',
      subjectId: key,
      before: { description: flag.description, isOn: flag.isOn },
    }),
  ])
}

/** Every flag, as it is for one studio (its id). @throws AppError as `requireRole`; DatabaseError. */
export async function listTenantFlags(ctx: PlatformContext, tenantId: string): Promise<TenantFlag[]> {
  requireRole(ctx, 'support')
  const { key, description, isOn } = featureFlags
  const [rows] = await ctx.db.read([
    ctx.db.orm
      .select({ key, description, isOn, own: tenantFlags.isOn })
      .from(featureFlags)
      .leftJoin(tenantFlags, and(eq(tenantFlags.key, key), eq(tenantFlags.tenantId, tenantId)))
      .orderBy(asc(key)),
  ])
  return rows
}

/**
 * Says what a flag is for one studio (its id); null: as for everybody. The studio's hosts are asked about anew at once.
 *
 * @throws AppError as `requireRole`; `not_found` for a flag or a studio that is not there; DatabaseError.
 */
export async function setTenantFlag(
  ctx: OperatorContext,
  { tenantId, key, isOn }: { tenantId: string; key: string; isOn: boolean | null },
): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  const { orm, read, write } = ctx.db
  const isIt = and(eq(tenantFlags.tenantId, tenantId), eq(tenantFlags.key, key))
  const [[flag], [tenant], [before], hosts] = await read([
    orm.select({ key: featureFlags.key }).from(featureFlags).where(eq(featureFlags.key, key)),
    orm.select({ id: tenants.id }).from(tenants).where(eq(tenants.id, tenantId)),
    orm.select({ isOn: tenantFlags.isOn }).from(tenantFlags).where(isIt),
    orm.select({ host: hostnames.host }).from(hostnames).where(eq(hostnames.tenantId, tenantId)),
  ])
  if (!flag) throw noSuchFlag()
  if (!tenant) throw new AppError('not_found', 'There is no such studio.')
  const now = ctx.now()
  await write([
    isOn === null
      ? orm.delete(tenantFlags).where(isIt)
      : orm
          .insert(tenantFlags)
          .values({ tenantId, key, isOn, updatedAt: now })
          .onConflictDoUpdate({
            target: [tenantFlags.tenantId, tenantFlags.key],
            set: { isOn, updatedAt: now },
          }),
    insertAudit(ctx, {
      actor,
      action: 'flag.set',
      subjectId: tenantId,
      before: { [key]: before?.isOn ?? null },
      after: { [key]: isOn },
    }),
  ])
  await ctx.fleet.forgetHosts(hosts.map(({ host }) => host))
}

async function findFlag({ db }: PlatformContext, key: string) {
  const [[flag]] = await db.read([db.orm.select().from(featureFlags).where(eq(featureFlags.key, key))])
  return flag
}

function noSuchFlag(): AppError {
  return new AppError('not_found', 'There is no such flag.')
}
