import { eq } from 'drizzle-orm'
import type { DatabaseAddress } from '../../../db/open-database.ts'
import { schemaVersions, tenants, type TenantRow } from '../../../db/registry/schema/index.ts'
import { openDatabaseToken } from '../../access/database-token.ts'
import { AppError } from '../../errors.ts'
import type { FleetContext } from '../fleet-context.ts'
import { databaseNameOf } from '../database-name.ts'

export type StudioDatabase = {
  tenant: TenantRow
  address: DatabaseAddress
  /** What it is called at its host. */
  name: string
  /** As it was last seen; null: nobody has looked. */
  schemaVersion: number | null
}

/** The database a studio uses, whatever its status. @throws AppError `not_found` for a studio without one; DatabaseError */
export async function findDatabase(
  { registry, keys }: Pick<FleetContext, 'registry' | 'keys'>,
  tenantId: string,
): Promise<StudioDatabase> {
  const { orm, read } = registry
  const [[tenant], [version]] = await read([
    orm.select().from(tenants).where(eq(tenants.id, tenantId)),
    orm.select().from(schemaVersions).where(eq(schemaVersions.tenantId, tenantId)),
  ])
  if (!tenant || tenant.databaseUrl === '' || tenant.databaseTokenEncrypted === '') {
    throw new AppError('not_found', 'This studio has no database.')
  }
  const token = await openDatabaseToken({ keys, tenantId }, tenant.databaseTokenEncrypted)
  return {
    tenant,
    address: { url: tenant.databaseUrl, token },
    name: tenant.databaseName ?? databaseNameOf(tenantId),
    schemaVersion: version?.version ?? null,
  }
}
