import { eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames, tenants } from '../../db/registry/schema/index.ts'
import { primaryHost, tenantColumns, toTenantRecord, type TenantRecord } from './tenant-record.ts'

/**
 * Whose host it is: the platform's own, or a studio's; of one that is closed for good nothing is left but its name. Whoever
 * comes by an alias is sent to the studio's main name.
 */
export type HostRecord =
  { kind: 'platform' } | { kind: 'closed' } | ({ kind: 'tenant'; isAlias?: true | undefined } & TenantRecord)

/**
 * Asks the registry whose host this is; nothing when it is nobody's, or a studio's that is still being made.
 *
 * @throws DatabaseError
 */
export async function findHost({ orm, read }: Registry, host: string): Promise<HostRecord | undefined> {
  const [[row]] = await read([
    orm
      .select({ kind: hostnames.kind, redirects: hostnames.redirects, ...tenantColumns })
      .from(hostnames)
      .leftJoin(tenants, eq(tenants.id, hostnames.tenantId))
      .leftJoin(primaryHost.table, primaryHost.on)
      .where(eq(hostnames.host, host))
      .limit(1),
  ])
  if (row === undefined) return undefined
  if (row.kind === 'platform') return { kind: 'platform' }
  if (row.status === 'deleted' || row.status === 'archived') return { kind: 'closed' }
  const record = toTenantRecord({ ...row, primaryHost: row.primaryHost ?? host })
  const isAlias = row.redirects && record?.tenant.primaryHost !== host
  return record && { kind: 'tenant', ...record, ...(isAlias ? { isAlias } : {}) }
}
