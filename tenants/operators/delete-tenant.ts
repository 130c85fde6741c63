import { eq, sql } from 'drizzle-orm'
import { z } from 'zod'
import { tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { days } from '../durations.ts'
import { forgetTenant } from '../fleet/forget-tenant.ts'
import { changingStatus, statusFrom } from '../fleet/status-from.ts'
import { tellOwners } from '../fleet/tell-owners.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

/** Until then anybody may change their mind. */
export const GRACE_DAYS = 30

const wishInput = z.object({
  reason: line(300),
  graceDays: z.number().int('invalid').min(0, 'invalid').max(90, 'invalid').default(GRACE_DAYS),
})

export type Deletion = {
  /** Id or slug. */
  tenant: string
  /** The slug, typed. */
  confirm: string
  reason: string
  /** 0 to 90; 30 unless told otherwise. */
  graceDays?: number | undefined
}

/**
 * Closes a studio at once, to be deleted with everything in it when the grace period is over (`fleet/deletions/`). Until
 * then `resumeTenant` opens it again. Its owners are told, and where they get their data. Asked again, the day stays.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for one that is being made, moving or gone, and what
 * `requireRole` and `requireTyped` throw.
 */
export async function deleteTenant(ctx: OperatorContext, wish: Deletion): Promise<TenantEntry> {
  const { actor } = requireRole(ctx, 'administrator')
  const tenant = await getTenant(ctx, wish.tenant)
  requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm })
  const { reason, graceDays } = parseInput(wishInput, wish)
  if (tenant.status === 'deleting' || tenant.status === 'deleted') return tenant
  const deleteAt = ctx.now() + days(graceDays)
  const { orm, write } = ctx.db
  await changingStatus(
    write([
      orm
        .update(tenants)
        .set({
          status: statusFrom(['active', 'suspended'], 'deleting'),
          deleteAt,
          suspendedAt: sql`coalesce(${tenants.suspendedAt}, ${ctx.now()})`,
        })
        .where(eq(tenants.id, tenant.id)),
      insertAudit(ctx, {
        actor,
        action: 'tenant.delete',
        subjectId: tenant.id,
        reason,
        before: { status: tenant.status },
        after: { status: 'deleting', deleteAt },
      }),
    ]),
  )
  await forgetTenant(ctx.fleet, tenant.id)
  await tellOwners(ctx.fleet, { tenantId: tenant.id, news: 'to_be_deleted', at: deleteAt })
  return getTenant(ctx, tenant.id)
}
