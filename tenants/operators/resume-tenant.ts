import { and, eq, inArray, sql } from 'drizzle-orm'
import { jobs, tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { forgetTenant } from '../fleet/forget-tenant.ts'
import { planWakeup } from '../fleet/plan-wakeup.ts'
import { changingStatus, statusFrom } from '../fleet/status-from.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

/**
 * Opens a studio again that was suspended, or is to be deleted and is not being deleted yet. What came due meanwhile and is
 * still of use is done and sent. One that is open stays as it is.
 *
 * @throws AppError `not_found`, `conflict` for one that cannot be opened, and what `requireRole` throws.
 */
export async function resumeTenant(
  ctx: OperatorContext,
  wish: { /** Id or slug. */ tenant: string },
): Promise<TenantEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const tenant = await getTenant(ctx, wish.tenant)
  if (tenant.status === 'active') return tenant
  const { orm, write, read } = ctx.db
  const isAtIt = and(
    eq(jobs.tenantId, tenant.id),
    eq(jobs.kind, 'delete'),
    inArray(jobs.state, ['running', 'failed', 'undoing']),
  )
  const deleting = orm
    .select({ one: sql`1` })
    .from(jobs)
    .where(isAtIt)
  const [[begun]] = await read([deleting])
  if (begun) throw new AppError('conflict', 'It is being deleted: there is nothing left to open.')
  await changingStatus(
    write([
      orm
        .update(tenants)
        .set({
          status: sql`CASE WHEN NOT EXISTS ${deleting} THEN ${statusFrom(['suspended', 'deleting'], 'active')} END`,
          suspendedAt: null,
          suspendReason: null,
          deleteAt: null,
        })
        .where(eq(tenants.id, tenant.id)),
      insertAudit(ctx, {
        actor,
        action: 'tenant.resume',
        subjectId: tenant.id,
        before: { status: tenant.status },
        after: { status: 'active' },
      }),
    ]),
  )
  await forgetTenant(ctx.fleet, tenant.id)
  await planWakeup(ctx.db, { tenantId: tenant.id, dueAt: ctx.now() })
  return getTenant(ctx, tenant.id)
}
