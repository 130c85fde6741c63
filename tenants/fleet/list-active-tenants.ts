import { and, asc, eq, gt } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants } from '../../db/registry/schema/index.ts'

/**
 * Ids of active studios in their order, those after `after`, at most `limit`.
 *
 * @throws DatabaseError
 */
export async function listActiveTenants(
  { orm, read }: Registry,
  { after, limit }: { after: string; limit: number },
): Promise<string[]> {
  const [rows] = await read([
    orm
      .select({ id: tenants.id })
      .from(tenants)
      .where(and(eq(tenants.status, 'active'), gt(tenants.id, after)))
      .orderBy(asc(tenants.id))
      .limit(limit),
  ])
  return rows.map(({ id }) => id)
}
