import { and, eq } from 'drizzle-orm'
import { hostnames, provisioningSteps, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import { provisionTenant, type FleetDeps } from '../../tenants/fleet/provision-tenant.ts'
import type { DemoStudio } from './demo-studio.ts'
import { ironWorks } from './iron-works.ts'
import { lotusYoga } from './lotus-yoga.ts'
import { oldGym } from './old-gym.ts'
import { seedStudio } from './seed-studio.ts'

export const demoStudios: readonly DemoStudio[] = [ironWorks, lotusYoga, oldGym]

/**
 * Makes the demo studios and the platform's own host. What is there already stays as it is: running again changes
 * nothing, and after dying anywhere it goes on.
 */
export async function seedDemo(deps: FleetDeps, platformHost: string): Promise<void> {
  const { registry } = deps
  await registry.write([
    registry.orm
      .insert(hostnames)
      .values({ host: platformHost, kind: 'platform', createdAt: deps.now() })
      .onConflictDoNothing(),
  ])
  for (const studio of demoStudios) await seedTenant(deps, studio)
}

async function seedTenant(deps: FleetDeps, studio: DemoStudio): Promise<void> {
  const { registry, keys, now } = deps
  const { id } = studio
  await provisionTenant(deps, studio)

  const [[tenant], seeded] = await registry.read([
    registry.orm.select().from(tenants).where(eq(tenants.id, id)),
    registry.orm
      .select()
      .from(provisioningSteps)
      .where(and(eq(provisioningSteps.tenantId, id), eq(provisioningSteps.step, 'seed'))),
  ])
  if (tenant === undefined || seeded.length > 0) return
  const token = await openDatabaseToken({ keys, tenantId: id }, tenant.databaseTokenEncrypted)
  await seedStudio(openTenantDatabase(id, { url: tenant.databaseUrl, token }), studio, now())
  await registry.write([
    registry.orm
      .update(tenants)
      .set({ status: studio.isSuspended ? 'suspended' : 'active' })
      .where(eq(tenants.id, id)),
    registry.orm
      .insert(provisioningSteps)
      .values({ tenantId: id, step: 'seed', doneAt: now() })
      .onConflictDoNothing(),
  ])
}
