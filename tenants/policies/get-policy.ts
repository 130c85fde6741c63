import { and, eq } from 'drizzle-orm'
import { policies, policyVersions } from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'
import { AppError } from '../errors.ts'
import { toPolicyView, type PolicyView } from './read-policies.ts'

type Which = { policyId: string; version?: number | null | undefined }

/**
 * A policy in its current version, or in the one that a booking agreed to. For everybody: it is what clients are shown.
 *
 * @throws AppError `not_found`; DatabaseError.
 */
export async function getPolicy(ctx: TenantContext, { policyId, version }: Which): Promise<PolicyView> {
  const { db } = ctx
  const [[found]] = await db.read([
    db.orm
      .select({ policy: policies, version: policyVersions })
      .from(policies)
      .innerJoin(policyVersions, eq(policyVersions.policyId, policies.id))
      .where(
        and(
          eq(policies.id, policyId),
          eq(policyVersions.version, version === null || version === undefined ? policies.version : version),
        ),
      ),
  ])
  if (!found) throw new AppError('not_found', 'There is no such policy.')
  return toPolicyView(found)
}
