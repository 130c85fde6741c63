import { and, eq, isNull } from 'drizzle-orm'
import { customHostnames, hostnames } from '../../db/registry/schema/index.ts'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { checkDomain } from '../domains/check-domain.ts'
import { giveUpDomain } from '../domains/give-up-domain.ts'
import { nameDomain } from '../domains/name-domain.ts'
import { targetOf, toOwnDomain, type OwnDomain } from '../domains/own-domain.ts'
import { AppError } from '../errors.ts'
import { findTenant } from '../fleet/find-tenant.ts'
import { reconcileHostnames, type Reconciled } from '../fleet/hostnames/reconcile-hostnames.ts'
import { getTenant } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

/** A studio by id or slug, and one of its domains. */
type DomainOf = { tenant: string; host: string }

/** The domains that a studio named, whether they are proven or not. @throws AppError `not_found`, `unavailable` */
export async function listNamedDomains(ctx: OperatorContext, tenant: string): Promise<OwnDomain[]> {
  requireRole(ctx, 'support')
  const studio = await openStudio(ctx, tenant)
  const target = await targetOf(studio)
  const [rows] = await studio.db.read([studio.db.orm.select().from(ownDomains)])
  return rows.map((row) => toOwnDomain(row, target))
}

/**
 * Names a domain for a studio: nobody is served there before its DNS shows the token, as if the studio had named it.
 *
 * @throws AppError what `nameDomain` and `requireRole` throw, `not_found`
 */
export async function nameHostname(ctx: OperatorContext, { tenant, host }: DomainOf): Promise<OwnDomain> {
  const { actor } = requireRole(ctx, 'operator')
  const studio = await openStudio(ctx, tenant)
  const named = await nameDomain(studio, { host })
  await writeDown(ctx, { actor, action: 'hostname.name', subjectId: named.host, studio })
  return named
}

/** Looks at once what the DNS says of a named domain. @throws AppError what `checkDomain` and `requireRole` throw */
export async function checkHostname(ctx: OperatorContext, { tenant, host }: DomainOf): Promise<OwnDomain> {
  const { actor } = requireRole(ctx, 'operator')
  const studio = await openStudio(ctx, tenant)
  const checked = await checkDomain(studio, { host })
  await writeDown(ctx, { actor, action: 'hostname.check', subjectId: host, studio })
  return checked
}

/**
 * Takes a domain from the studio that has it, or a dangling one from the maker of certificates. `confirm` is the host, typed.
 * Whoever names it next has to prove it anew.
 *
 * @throws AppError `not_found`, `invalid_input`, `unavailable` when the maker of certificates does not answer: again then;
 *   `conflict` (`given`) for a name on the platform, which a studio has as long as it is there.
 */
export async function removeHostname(
  ctx: OperatorContext,
  { host, confirm }: { host: string; confirm: string },
): Promise<void> {
  const { actor } = requireRole(ctx, 'operator')
  requireTyped(ctx, { slug: host, confirm })
  const { orm, read } = ctx.db
  const [[held], [dangling]] = await read([
    orm.select().from(hostnames).where(eq(hostnames.host, host)),
    orm
      .select()
      .from(customHostnames)
      .where(and(eq(customHostnames.host, host), isNull(customHostnames.tenantId))),
  ])
  if (held && held.kind !== 'custom') {
    throw new AppError('conflict', 'This is the studio’s name on the platform.', { reason: 'given' })
  }
  if (held?.tenantId) {
    const studio = await openStudio(ctx, held.tenantId)
    await giveUpDomain(studio, { host, actor })
    return writeDown(ctx, { actor, action: 'hostname.remove', subjectId: host, studio })
  }
  if (!dangling) throw new AppError('not_found', 'There is no such host.')
  await dropDangling(ctx, dangling)
  await writeDown(ctx, { actor, action: 'hostname.remove', subjectId: host })
}

/** Compares all names with the maker of certificates at once. @throws AppError `not_allowed` where there is none, `unavailable` */
export async function reconcileNow(ctx: OperatorContext): Promise<Reconciled> {
  const { actor } = requireRole(ctx, 'operator')
  const found = await answered(reconcileHostnames(ctx.fleet))
  if (!found) {
    throw new AppError('not_allowed', 'No maker of certificates is set up here.', { reason: 'nobody' })
  }
  await writeDown(ctx, { actor, action: 'hostname.reconcile', subjectId: 'hostnames' })
  return found
}

async function dropDangling(ctx: OperatorContext, { host, providerId }: typeof customHostnames.$inferSelect) {
  const { hostnameVendor } = ctx.fleet
  if (!hostnameVendor) throw new AppError('unavailable', 'No maker of certificates is set up here.')
  await answered(hostnameVendor.drop(providerId))
  await ctx.db.write([ctx.db.orm.delete(customHostnames).where(eq(customHostnames.host, host))])
}

async function answered<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (cause) {
    throw new AppError('unavailable', 'The maker of certificates does not answer. Try again.', { cause })
  }
}

async function openStudio(ctx: OperatorContext, tenant: string): Promise<TenantContext> {
  const { id } = await getTenant(ctx, tenant)
  const record = await findTenant(ctx.fleet.registry, id)
  if (!record) throw new AppError('conflict', 'This studio is not open.', { reason: 'closed' })
  return ctx.fleet.openTenant(record)
}

type Deed = { actor: string; action: string; subjectId: string; studio?: TenantContext }

async function writeDown(ctx: OperatorContext, { studio, ...deed }: Deed): Promise<void> {
  const after = studio ? { after: { tenant: studio.tenant.id } } : {}
  await ctx.db.write([insertAudit(ctx, { ...deed, ...after })])
}
