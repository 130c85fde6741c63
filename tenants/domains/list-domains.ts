import { asc } from 'drizzle-orm'
import { ownDomains } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import type { StudioHost } from './domain-port.ts'
import { targetOf, toOwnDomain, type OwnDomain } from './own-domain.ts'

/**
 * The names at which the studio can be reached, its main one first, and the domains it named, the oldest first.
 *
 * @throws AppError `unauthorized`, `forbidden`, `unavailable`
 */
export async function listDomains(
  ctx: TenantContext,
): Promise<{ hosts: StudioHost[]; domains: OwnDomain[] }> {
  requireStaff(ctx, 'settings:view')
  const { orm, read } = ctx.db
  const [hosts, target, [rows]] = await Promise.all([
    ctx.domains.hosts.list(),
    targetOf(ctx),
    read([orm.select().from(ownDomains).orderBy(asc(ownDomains.createdAt), asc(ownDomains.host))]),
  ])
  return { hosts, domains: rows.map((row) => toOwnDomain(row, target)) }
}
