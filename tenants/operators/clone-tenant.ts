import { z } from 'zod'
import { isDatabaseError } from '../../db/database-error.ts'
import { hostnames, tenants, type JobRow } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { AppError, isAppError } from '../errors.ts'
import { startJob } from '../fleet/jobs/start-job.ts'
import { findSlugFault } from '../fleet/studio-address.ts'
import { makeId } from '../ids.ts'
import { line } from '../input-parts.ts'
import { invalidFields, parseInput } from '../parse-input.ts'
import { getTenant } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

export type Cloning = {
  /** Id or slug of the original. */
  tenant: string
  /** The copy's own. */
  slug: string
  name?: string | undefined
}

/**
 * Begins a training copy of a studio: the same services, hours and bookings, with clients who are nobody, in a database of
 * its own that sends nothing (`fleet/copies/`). The job says how far it is; its `tenantId` is the copy's.
 *
 * @throws AppError `invalid_input` (`slug` with the code `taken`), `not_found`, `conflict` for an original that is a copy
 * itself or has no database to copy, and what `requireRole` throws.
 */
export async function cloneTenant(ctx: OperatorContext, wish: Cloning): Promise<JobRow> {
  const { actor } = requireRole(ctx, 'operator')
  const original = await getTenant(ctx, wish.tenant)
  if ((original.status !== 'active' && original.status !== 'suspended') || original.copyOf !== null) {
    throw new AppError('conflict', 'There is nothing to copy in the state it is in.')
  }
  const slug = wish.slug.trim().toLowerCase()
  const fault = findSlugFault(slug)
  if (fault) throw invalidFields([{ path: 'slug', message: fault }])
  const { name } = parseInput(z.object({ name: line(120) }), {
    name: wish.name || `${original.name} (training)`,
  })
  const { orm } = ctx.db
  const [id, createdAt] = [makeId('ten'), ctx.now()]
  const host = { host: `${slug}.${ctx.fleet.platformDomain}`, kind: 'subdomain', isPrimary: true } as const
  const nothing = { databaseUrl: '', databaseTokenEncrypted: '' }
  const row = { ...nothing, id, slug, name, createdAt, copyOf: original.id, createdBy: actor }
  try {
    return await startJob(ctx.fleet, {
      kind: 'copy',
      tenantId: id,
      input: { from: original.id, slug },
      createdBy: actor,
      statements: [
        orm.insert(tenants).values({ ...row, status: 'provisioning' }),
        orm.insert(hostnames).values({ ...host, tenantId: id, createdAt }),
        insertAudit(ctx, {
          actor,
          action: 'tenant.clone',
          subjectId: original.id,
          after: { copy: id, slug },
        }),
      ],
    })
  } catch (error) {
    if (!isDatabaseError(error, 'constraint') || isAppError(error)) throw error
    throw invalidFields([{ path: 'slug', code: 'taken', message: 'This name is taken.' }])
  }
}
