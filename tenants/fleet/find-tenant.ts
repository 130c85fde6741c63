import { eq } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { tenants } from '../../db/registry/schema/index.ts'
import { primaryHost, tenantColumns, toTenantRecord, type TenantRecord } from './tenant-record.ts'

/**
 * The studio with this id; nothing when there is none, or it is not open.
 *
 * @throws DatabaseError
 */
export async function findTenant(
  { orm, read }: Registry,
  tenantId: string,
): Promise<TenantRecord | undefined> {
  const [[row]] = await read([
    orm
      .select(tenantColumns)
      .from(tenants)
      .leftJoin(primaryHost.table, primaryHost.on)
      .where(eq(tenants.id, tenantId))
      .limit(1),
  ])
  return row && toTenantRecord(row)
}
