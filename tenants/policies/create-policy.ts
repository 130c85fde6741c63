import { sql } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import { policies, policyVersions } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { makeId } from '../ids.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import { spellOut } from '../studio/staff-input.ts'
import { getPolicy } from './get-policy.ts'
import { policyInput, type PolicyInput } from './policy-input.ts'
import type { PolicyView } from './read-policies.ts'
import { makeRoom, resolveConditions } from './write-policy.ts'

/**
 * Adds a policy, in its first version. Bookings made from now on are under it where it is the first that fits; those there
 * are stay under what they agreed to.
 *
 * @throws AppError `unauthorized`, `invalid_input`; DatabaseError.
 */
export async function createPolicy(ctx: TenantContext, raw: PolicyInput): Promise<PolicyView> {
  const actor = requireStaff(ctx, 'settings:change')
  const input = parseInput(policyInput, raw)
  const references = await readReferences(ctx)
  const policyId = makeId('pol')
  const { orm, write } = ctx.db
  const last = sql<number>`(SELECT coalesce(max(position) + 1, 0) FROM policies)`
  const room = input.position === undefined ? [] : [makeRoom({ position: input.position, policyId })]
  await write([
    orm.run(sql`SELECT 1`),
    ...room.map((statement) => orm.run(statement)),
    orm.insert(policies).values({
      id: policyId,
      name: input.name,
      position: input.position ?? last,
      serviceKinds: input.serviceKinds,
      ...resolveConditions(references, input),
      version: 1,
      status: input.isActive ? 'active' : 'archived',
    }),
    orm.insert(policyVersions).values({
      policyId,
      version: 1,
      rules: input.rules,
      text: spellOut(input.text, references.studio.defaultLocale),
      createdAt: ctx.now(),
    }),
    insertAudit(ctx, { actor, action: 'policy.created', subjectId: policyId, after: { ...input } }),
  ])
  return getPolicy(ctx, { policyId })
}
