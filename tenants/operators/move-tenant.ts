import type { JobRow } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError } from '../errors.ts'
import { findDatabase } from '../fleet/backups/find-database.ts'
import { DatabaseHostError } from '../fleet/database-host.ts'
import { startJob } from '../fleet/jobs/start-job.ts'
import { invalidFields } from '../parse-input.ts'
import { getTenant } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'
import { requireTyped } from './require-typed.ts'

export type MoveWish = {
  /** Id or slug. */
  tenant: string
  /** The slug, typed. */
  confirm: string
  /** One of `databaseHost.places`, and not where it is. Left out or empty: where databases are made now. */
  place?: string | undefined
}

/**
 * Begins to move a studio into a fresh database (`fleet/moves/`): in another place, or in a new one where databases are made
 * now. It answers 503 for half a minute and as long as copying takes.
 *
 * @throws AppError `invalid_input` for a place that is not known, or where it is already; `not_found`, `conflict` for one that
 * is neither open nor suspended, or to which something else is being done; `unavailable` when nobody says where it is; and what
 * `requireRole` and `requireTyped` throw.
 */
export async function moveTenant(ctx: OperatorContext, wish: MoveWish): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const tenant = await getTenant(ctx, wish.tenant)
  requireTyped(ctx, { slug: tenant.slug, confirm: wish.confirm })
  if (tenant.status !== 'active' && tenant.status !== 'suspended') {
    throw new AppError('conflict', 'It is neither open nor suspended.')
  }
  const place = wish.place?.trim() || undefined
  const from = place === undefined ? undefined : await requireOtherPlace(ctx, { tenantId: tenant.id, place })
  return startJob(ctx.fleet, {
    kind: 'move',
    tenantId: tenant.id,
    input: place === undefined ? {} : { place },
    createdBy: actor,
    statements: [
      insertAudit(ctx, {
        actor,
        action: 'tenant.move',
        subjectId: tenant.id,
        ...(from !== undefined && { before: { place: from }, after: { place: place ?? null } }),
      }),
    ],
  })
}

/** Where it is, which is not where it is to go. */
async function requireOtherPlace(
  { fleet }: OperatorContext,
  { tenantId, place }: { tenantId: string; place: string },
): Promise<string> {
  const { places, placeOf } = fleet.databaseHost
  if (!places.includes(place)) {
    throw invalidFields([{ path: 'place', message: `There is no such place, only ${places.join(', ')}.` }])
  }
  const { name } = await findDatabase(fleet, tenantId)
  try {
    const from = await placeOf(name)
    if (from !== place) return from
  } catch (error) {
    if (!(error instanceof DatabaseHostError)) throw error
    throw new AppError('unavailable', 'The host of databases does not say where it is.', { cause: error })
  }
  throw invalidFields([{ path: 'place', message: 'It is there already.' }])
}
