import { eq, or } from 'drizzle-orm'
import { tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import type { FleetDeps } from '../../tenants/fleet/create/new-tenant.ts'

/** The database of the studio with this id or slug. @throws Error when there is none. */
export async function openStudio(
  { registry, keys }: Pick<FleetDeps, 'registry' | 'keys'>,
  idOrSlug: string,
): Promise<TenantDatabase> {
  const [[tenant]] = await registry.read([
    registry.orm
      .select()
      .from(tenants)
      .where(or(eq(tenants.id, idOrSlug), eq(tenants.slug, idOrSlug))),
  ])
  if (tenant === undefined) throw new Error(`There is no studio ${idOrSlug}.`)
  const token = await openDatabaseToken({ keys, tenantId: tenant.id }, tenant.databaseTokenEncrypted)
  return openTenantDatabase(tenant.id, { url: tenant.databaseUrl, token })
}
