import { eq, sql } from 'drizzle-orm'
import { insertAudit } from '../audit/insert-audit.ts'
import { isDatabaseError } from '../../db/database-error.ts'
import { policies, policyVersions } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { changesOf } from '../audit/changes-of.ts'
import type { TenantContext } from '../context.ts'
import { changedMeanwhile, insistOnEdition, unlessChanged } from '../edition.ts'
import { isSame } from '../is-same.ts'
import { parseInput } from '../parse-input.ts'
import { readReferences } from '../studio/read-references.ts'
import { given, spellOut } from '../studio/staff-input.ts'
import { getPolicy } from './get-policy.ts'
import { policyInput, type PolicyChange } from './policy-input.ts'
import type { PolicyView } from './read-policies.ts'
import { makeRoom, resolveConditions } from './write-policy.ts'

/**
 * Changes a policy. Other rules or another text are a new version, for the bookings made from now on: what was agreed to
 * before is never rewritten.
 *
 * @throws AppError `unauthorized`, `not_found`, `invalid_input`, `changed_meanwhile`; DatabaseError.
 */
export async function changePolicy(
  ctx: TenantContext,
  { policyId, edition, ...changes }: { policyId: string } & PolicyChange,
): Promise<PolicyView> {
  const actor = requireStaff(ctx, 'settings:change')
  const [before, references] = await Promise.all([getPolicy(ctx, { policyId }), readReferences(ctx)])
  const input = parseInput(policyInput, { ...before, ...given(changes) })
  const text = spellOut(input.text, references.studio.defaultLocale)
  const { position = before.position } = input
  const isNewVersion = !isSame({ rules: input.rules, text }, { rules: before.rules, text: before.text })
  const version = before.version + 1
  const { orm, write } = ctx.db
  // The whole row is written: what somebody else changed since it was read would be lost.
  const seen = edition ?? before.edition
  try {
    await unlessChanged(() =>
      write([
        insistOnEdition(ctx.db, { table: policies, isIt: eq(policies.id, policyId), edition: seen }),
        orm.run(position === before.position ? sql`SELECT 1` : makeRoom({ position, policyId })),
        orm
          .update(policies)
          .set({
            name: input.name,
            position,
            serviceKinds: input.serviceKinds,
            ...resolveConditions(references, input),
            ...(isNewVersion ? { version } : {}),
            status: input.isActive ? 'active' : 'archived',
          })
          .where(eq(policies.id, policyId)),
        // Refused when somebody else wrote that version meanwhile, and with it the whole change.
        ...(isNewVersion
          ? [
              orm
                .insert(policyVersions)
                .values({ policyId, version, rules: input.rules, text, createdAt: ctx.now() }),
            ]
          : []),
        insertAudit(ctx, {
          actor,
          action: 'policy.changed',
          subjectId: policyId,
          ...changesOf(before, { ...input, text, position }),
        }),
      ]),
    )
  } catch (cause) {
    if (!isDatabaseError(cause, 'constraint')) throw cause
    throw changedMeanwhile()
  }
  return getPolicy(ctx, { policyId })
}
