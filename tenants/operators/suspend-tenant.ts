import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { tenants } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { forgetTenant } from '../fleet/forget-tenant.ts'
import { changingStatus, statusFrom } from '../fleet/status-from.ts'
import { tellOwners } from '../fleet/tell-owners.ts'
import { line } from '../input-parts.ts'
import { parseInput } from '../parse-input.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

const wishInput = z.object({ reason: line(300), remindsSuspended: z.boolean().default(true) })

export type Suspension = {
  /** Id or slug. */
  tenant: string
  /** The slug, typed. */
  confirm: string
  /** Why: for operators, never shown to anybody else. */
  reason: string
  /** Whether reminders of bookings that stand go out; yes unless told otherwise. */
  remindsSuspended?: boolean | undefined
}

/**
 * Closes a studio for now: its hosts answer 410, nothing of its own is sent or done but those reminders, and everything is
 * kept. In effect everywhere within a minute. Its owners are told, and where they get their data. Suspended anew, only the
 * reason changes.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for one that is neither open nor suspended, and what
 * `requireRole` and `requireTyped` throw.
 */
export async function suspendTenant(ctx: OperatorContext, wish: Suspension): Promise<TenantEntry> {
  const { actor } = requireRole(ctx, 'operator')
  const tenant = await getTenant(ctx, wish.tenant)
  requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm })
  const { reason, remindsSuspended } = parseInput(wishInput, wish)
  const { orm, write } = ctx.db
  await changingStatus(
    write([
      orm
        .update(tenants)
        .set({
          status: statusFrom(['active', 'suspended'], 'suspended'),
          suspendedAt: tenant.suspendedAt ?? ctx.now(),
          suspendReason: reason,
          remindsSuspended,
        })
        .where(eq(tenants.id, tenant.id)),
      insertAudit(ctx, {
        actor,
        action: 'tenant.suspend',
        subjectId: tenant.id,
        reason,
        before: { status: tenant.status },
        after: { status: 'suspended', remindsSuspended },
      }),
    ]),
  )
  await forgetTenant(ctx.fleet, tenant.id)
  if (tenant.status === 'active') await tellOwners(ctx.fleet, { tenantId: tenant.id, news: 'suspended' })
  return getTenant(ctx, tenant.id)
}
