import { z } from 'zod'
import type { JobRow } from '../../db/registry/schema/index.ts'
import { insertAudit } from '../audit/insert-audit.ts'
import { beginCreate } from '../fleet/create/begin-create.ts'
import { newStudioInput, toNewTenant } from '../fleet/create/new-studio-input.ts'
import { normalizeHost } from '../host-name.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { getTenant, type TenantEntry } from './list-tenants.ts'
import type { OperatorContext } from './platform-context.ts'
import { requireRole } from './require-role.ts'

const createInput = newStudioInput.extend({
  ownDomains: z
    .array(z.string().transform((host) => normalizeHost(host) ?? host))
    .max(10, 'too_many')
    .default([]),
})
export type CreateInput = z.input<typeof createInput>

/**
 * Begins to make a studio; `tenant-jobs.ts` shows how far it is. Its owner is written to when it can be booked.
 *
 * @throws AppError `invalid_input` (reason `taken` when a name is somebody else's), and what `requireRole` throws.
 */
export async function createTenant(
  ctx: OperatorContext,
  raw: CreateInput,
): Promise<{ tenant: TenantEntry; job: JobRow }> {
  const { actor } = requireRole(ctx, 'operator')
  const { ownDomains, ...wish } = parseInput(createInput, raw)
  const id = makeId('ten')
  const tenant = await toNewTenant(ctx.db, wish, { id, now: ctx.now(), ownDomains })
  const { slug, name } = wish
  const after = { slug, name, kind: wish.kind, ownDomains, plan: wish.plan ?? null }
  const job = await beginCreate(ctx.fleet, {
    tenant,
    createdBy: actor,
    statements: [insertAudit(ctx, { actor, action: 'tenant.create', subjectId: id, after })],
  })
  return { tenant: await getTenant(ctx, id), job }
}
