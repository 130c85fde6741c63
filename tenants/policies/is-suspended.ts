import { sql } from 'drizzle-orm'
import type { TenantContext } from '../context.ts'
import { getCatalogue } from '../studio/get-catalogue.ts'
import { isOffence, offenceAt, offenceGroup } from './offences.ts'
import { suspendedUntil } from './suspended-until.ts'

/**
 * Until when (ms) this client may not book online, because of places given up too late or not come for; null when they
 * may. What was booked under a policy counts for that policy, a party once. At most one round trip beyond the catalogue,
 * and none where no policy suspends anybody.
 *
 * Throws DatabaseError.
 */
export async function isSuspended(ctx: TenantContext, clientId: string): Promise<{ until: number } | null> {
  const { policies } = await getCatalogue(ctx)
  const strict = policies.flatMap(({ id, rules: { suspension } }) => (suspension ? [{ id, suspension }] : []))
  if (strict.length === 0) return null
  const { db } = ctx
  const [offences] = await db.read([
    db.orm.all<{ policyId: string; at: number }>(
      sql`SELECT policy_id AS "policyId", min(${offenceAt('bookings')}) AS at FROM bookings
        WHERE client_id = ${clientId} AND ${isOffence('bookings')}
        GROUP BY policy_id, ${offenceGroup('bookings')}`,
    ),
  ])
  const ends = strict.map(({ id, suspension }) => {
    const own = offences.filter(({ policyId }) => policyId === id).map(({ at }) => at)
    return suspendedUntil(own, suspension) ?? 0
  })
  const until = Math.max(...ends)
  return until > ctx.now() ? { until } : null
}
