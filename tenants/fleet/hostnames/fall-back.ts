import { and, eq, sql } from 'drizzle-orm'
import { hostnames } from '../../../db/registry/schema/index.ts'
import { insertAudit } from '../../audit/insert-audit.ts'
import type { FleetContext } from '../fleet-context.ts'
import { findTenant } from '../find-tenant.ts'
import { listHosts } from '../list-hosts.ts'
import { tellOwners } from '../tell-owners.ts'

/** What falling back takes. */
export type FallsBack = Pick<FleetContext, 'forgetHosts'> & Parameters<typeof tellOwners>[0]

/**
 * Has a studio's links carry its name on the platform again, when its main one is still that domain; its log says so and its owners are told.
 * The domain stays theirs and is served as soon as it works. False: somebody was faster.
 *
 * @throws DatabaseError
 */
export async function fallBack(
  fleet: FallsBack,
  { tenantId, host }: { tenantId: string; host: string },
): Promise<boolean> {
  const { orm, write } = fleet.registry
  const isTheirs = eq(hostnames.tenantId, tenantId)
  const given = orm
    .select({ host: sql`min(${hostnames.host})` })
    .from(hostnames)
    .where(and(isTheirs, eq(hostnames.kind, 'subdomain'), eq(hostnames.redirects, false)))
  const main = orm
    .select({ one: sql`1` })
    .from(hostnames)
    .where(and(isTheirs, eq(hostnames.host, host), eq(hostnames.isPrimary, true)))
  const [changed] = await write([
    orm
      .update(hostnames)
      .set({ isPrimary: sql`${hostnames.host} = ${given}` })
      .where(and(isTheirs, sql`EXISTS ${main}`, sql`${given} IS NOT NULL`))
      .returning({ host: hostnames.host }),
  ])
  if (changed.length === 0) return false
  await fleet.forgetHosts((await listHosts(fleet.registry, tenantId)).map((one) => one.host))
  const record = await findTenant(fleet.registry, tenantId)
  if (record) {
    const ctx = await fleet.openTenant(record)
    await ctx.db.write([insertAudit(ctx, { actor: 'system', action: 'domain.lost', subjectId: host })])
    await tellOwners(fleet, { tenantId, news: 'domain_lost', host })
  }
  return true
}
