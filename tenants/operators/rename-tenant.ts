import { and, eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { forgetTenant } from '../fleet/forget-tenant.ts'
import { findSlugFault } from '../fleet/studio-address.ts'
import { line } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

export type Renaming = {
  /** Id or slug. */
  tenant: string
  /**
   * As operators and authenticator apps call it. Not `settings.studioName`, which its site and its messages say: that one is the
   * studio's own, one for each of its languages, and a name typed here would be wrong in all others.
   */
  name?: string | undefined
  /** Its new name below the platform's domain. */
  slug?: string | undefined
  /** The slug it has now, typed; only for another one. */
  confirm?: string | undefined
}

const nameInput = z.object({ name: line(120) })

/**
 * Gives a studio another name, or another address on the platform: the old one leads to it from then on, and is nobody
 * else's. Its own domains stay as they are. What is not named, or is the same, stays.
 *
 * @throws AppError `invalid_input` (`slug` with the code `taken` when somebody has it), `not_found`, `conflict` for one
 * that is being made or is gone, and what `requireRole` and `requireTyped` throw.
 */
export async function renameTenant(ctx: OperatorContext, wish: Renaming): Promise<TenantEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const tenant = await getTenant(ctx, wish.tenant)
  if (!['active', 'suspended', 'deleting'].includes(tenant.status)) {
    throw new AppError('conflict', 'It cannot be renamed in the state it is in.')
  }
  const name = wish.name === undefined ? tenant.name : parseInput(nameInput, wish).name
  const slug = wish.slug?.trim().toLowerCase() ?? tenant.slug
  const isMoving = slug !== tenant.slug
  if (!isMoving && name === tenant.name) return tenant
  if (isMoving) {
    requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm ?? '' })
    const fault = findSlugFault(slug)
    if (fault) throw invalidFields([{ path: 'slug', message: fault }])
  }
  const audit = insertAudit(ctx, {
    actor,
    action: 'tenant.rename',
    subjectId: tenant.id,
    before: { name: tenant.name, slug: tenant.slug },
    after: { name, slug },
  })
  const change = ctx.db.orm.update(tenants).set({ name, slug }).where(eq(tenants.id, tenant.id))
  const addresses = isMoving ? moveAddress(ctx, { tenantId: tenant.id, from: tenant.slug, to: slug }) : []
  try {
    await ctx.db.write([change, ...addresses, audit])
  } catch (error) {
    if (!isDatabaseError(error, 'constraint')) throw error
    throw invalidFields([{ path: 'slug', code: 'taken', message: 'This name is taken.' }])
  }
  await forgetTenant(ctx.fleet, tenant.id)
  return getTenant(ctx, tenant.id)
}

/** The old name stays the studio's and leads on; one that it had before is taken up again, one of somebody else's breaks the batch. */
function moveAddress(
  { db, fleet, now }: OperatorContext,
  { tenantId, from, to }: { tenantId: string; from: string; to: string },
) {
  const [old, next] = [`${from}.${fleet.platformDomain}`, `${to}.${fleet.platformDomain}`]
  const wasMain = db.orm
    .select({ isPrimary: hostnames.isPrimary })
    .from(hostnames)
    .where(and(eq(hostnames.host, old), eq(hostnames.tenantId, tenantId)))
  const isTheirs = (host: string) => and(eq(hostnames.host, host), eq(hostnames.tenantId, tenantId))
  const isNew = sql`NOT EXISTS (SELECT 1 FROM hostnames WHERE host = ${next} AND tenant_id = ${tenantId})`
  return [
    db.orm.run(sql`INSERT INTO hostnames (host, kind, tenant_id, is_primary, created_at, redirects)
      SELECT ${next}, 'subdomain', ${tenantId}, 0, ${now()}, 0 WHERE ${isNew}`),
    db.orm
      .update(hostnames)
      .set({ redirects: false, isPrimary: sql`coalesce(${wasMain}, 0)` })
      .where(isTheirs(next)),
    db.orm.update(hostnames).set({ redirects: true, isPrimary: false }).where(isTheirs(old)),
  ]
}
