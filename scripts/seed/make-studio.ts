import { eq } from 'drizzle-orm'
import { jobs, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import { createJobIdOf } from '../../tenants/fleet/create/begin-create.ts'
import type { FleetDeps } from '../../tenants/fleet/create/new-tenant.ts'
import { provisionTenant } from '../../tenants/fleet/provision-tenant.ts'
import type { DemoStudio } from './demo-studio.ts'
import { seedStudio } from './seed-studio.ts'

/**
 * Provisions a studio and fills it with what is written down. Only once: what people change later stays as it is.
 *
 * @throws as `provisionTenant`
 */
export async function makeStudio(deps: FleetDeps, studio: DemoStudio): Promise<void> {
  const { registry, keys, now } = deps
  const { id } = studio
  await provisionTenant(deps, studio)

  const made = eq(jobs.id, createJobIdOf(id))
  const [[tenant], [job]] = await registry.read([
    registry.orm.select().from(tenants).where(eq(tenants.id, id)),
    registry.orm.select().from(jobs).where(made),
  ])
  if (tenant === undefined || job?.result['isSeeded'] === true) return
  const token = await openDatabaseToken({ keys, tenantId: id }, tenant.databaseTokenEncrypted)
  const db = openTenantDatabase(id, { url: tenant.databaseUrl, token })
  await seedStudio(db, studio, now())
  await registry.write([
    registry.orm
      .update(tenants)
      .set({ status: studio.isSuspended ? 'suspended' : 'active' })
      .where(eq(tenants.id, id)),
    registry.orm
      .update(jobs)
      .set({ result: { ...job?.result, isSeeded: true } })
      .where(made),
  ])
}
