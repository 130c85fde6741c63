import { and, eq, isNull, ne, or } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { hostnames } from '../../db/registry/schema/index.ts'

/** Whether another studio, or the platform, has that name. @throws DatabaseError */
export async function isOthersHost(
  { orm, read }: Registry,
  { tenantId, host }: { tenantId: string; host: string },
): Promise<boolean> {
  const isNotOurs = or(isNull(hostnames.tenantId), ne(hostnames.tenantId, tenantId))
  const [rows] = await read([
    orm
      .select({ host: hostnames.host })
      .from(hostnames)
      .where(and(eq(hostnames.host, host), isNotOurs)),
  ])
  return rows.length > 0
}
