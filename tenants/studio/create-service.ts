import { services } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { getServiceDetails } from './get-service-details.ts'
import { makeSlug } from './make-slug.ts'
import { readReferences } from './read-references.ts'
import { resolveService } from './resolve-service.ts'
import type { ServiceDetails } from './service-details.ts'
import { serviceInput, type ServiceInput } from './service-input.ts'
import { replaceParts, writeService } from './write-service.ts'

/**
 * Puts something on sale that can be booked. Without a slug, it gets one made of its name.
 *
 * @throws AppError `unauthorized`, `invalid_input`, `conflict` (`slug_taken`)
 */
export async function createService(
  ctx: TenantContext,
  raw: Omit<ServiceInput, 'slug'> & { slug?: string | undefined },
): Promise<ServiceDetails> {
  const actor = requireStaff(ctx, 'services:change')
  const slug = raw.slug || (await makeSlug(ctx, 'service', raw.name))
  const input = parseInput(serviceInput, { ...raw, slug })
  const { row, ...parts } = resolveService(input, await readReferences(ctx))
  const id = makeId('svc')
  const { orm } = ctx.db
  const service = { ...row, id, createdAt: ctx.now() }
  await writeService(ctx, [
    orm.insert(services).values(service),
    ...replaceParts(orm, id, parts),
    insertAudit(ctx, { actor, action: 'service.created', subjectId: id, after: { ...row, ...parts } }),
  ])
  return getServiceDetails(ctx, id)
}
