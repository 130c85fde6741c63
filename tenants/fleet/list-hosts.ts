import { asc, desc, eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'
import type { StudioHost } from '../domains/domain-port.ts'

/** The names of a studio, its main one first. @throws DatabaseError */
export async function listHosts({ orm, read }: Registry, tenantId: string): Promise<StudioHost[]> {
  const [rows] = await read([
    orm
      .select({
        host: hostnames.host,
        kind: hostnames.kind,
        isMain: hostnames.isPrimary,
        redirects: hostnames.redirects,
      })
      .from(hostnames)
      .where(eq(hostnames.tenantId, tenantId))
      .orderBy(desc(hostnames.isPrimary), asc(hostnames.createdAt), asc(hostnames.host)),
  ])
  return rows.map(({ kind, ...row }) => ({ ...row, kind: kind === 'custom' ? 'custom' : 'subdomain' }))
}
