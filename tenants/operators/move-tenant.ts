import type { JobRow } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { startJob } from '../fleet/jobs/start-job.ts'
import { getTenant } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

/**
 * Begins to move a studio into a fresh database, made where databases are made now (`fleet/moves/`). It answers 503 for half
 * a minute and as long as copying takes.
 *
 * @throws AppError `invalid_input`, `not_found`, `conflict` for one that is neither open nor suspended, or to which something
 * else is being done, and what `requireRole` and `requireTyped` throw.
 */
export async function moveTenant(
  ctx: OperatorContext,
  wish: { /** Id or slug. */ tenant: string; /** The slug, typed. */ confirm: string },
): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const tenant = await getTenant(ctx, wish.tenant)
  requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm })
  if (tenant.status !== 'active' && tenant.status !== 'suspended') {
    throw new AppError('conflict', 'It is neither open nor suspended.')
  }
  return startJob(ctx.fleet, {
    kind: 'move',
    tenantId: tenant.id,
    input: {},
    createdBy: actor,
    statements: [insertAudit(ctx, { actor, action: 'tenant.move', subjectId: tenant.id })],
  })
}
