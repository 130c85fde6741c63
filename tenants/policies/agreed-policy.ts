import { and, eq } from 'drizzle-orm'
import { bookings, policyVersions } from '../../db/tenant/schema/index.ts'

/** For a join: the version of the policy that was agreed to with the booking. */
export const isAgreedPolicy = and(
  eq(policyVersions.policyId, bookings.policyId),
  eq(policyVersions.version, bookings.policyVersion),
)
