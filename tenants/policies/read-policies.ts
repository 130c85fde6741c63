import { and, asc, eq, type SQL } from 'drizzle-orm'
import {
  policies,
  policyVersions,
  type PolicyRow,
  type PolicyVersionRow,
} from '../../db/tenant/schema/index.ts'
import type { TenantContext } from '../context.ts'

/** A policy in the words of one version. */
export type PolicyView = Omit<PolicyRow, 'status'> &
  Pick<PolicyVersionRow, 'rules' | 'text'> & {
    isActive: boolean
    /** When this version was written. */
    writtenAt: number
  }

/** Policies in their order, each in its current version: a statement for `db.read`. */
export function selectPolicies({ db }: Pick<TenantContext, 'db'>, where?: SQL) {
  return db.orm
    .select({ policy: policies, version: policyVersions })
    .from(policies)
    .innerJoin(
      policyVersions,
      and(eq(policyVersions.policyId, policies.id), eq(policyVersions.version, policies.version)),
    )
    .where(where)
    .orderBy(asc(policies.position), asc(policies.id))
}

export function toPolicyView(found: { policy: PolicyRow; version: PolicyVersionRow }): PolicyView {
  const { status, ...policy } = found.policy
  const { version, rules, text, createdAt: writtenAt } = found.version
  return { ...policy, version, rules, text, isActive: status === 'active', writtenAt }
}
