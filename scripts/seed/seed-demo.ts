import { hostnames } from '../../db/registry/schema/index.ts'
import type { FleetDeps } from '../../tenants/fleet/create/new-tenant.ts'
import type { DemoStudio } from './demo-studio.ts'
import { writeDemoOperator } from './demo-operator.ts'
import { demoPassword, writeDemoPeople } from './demo-people.ts'
import { demoStaffKey, writeDemoStaffKey } from './demo-staff-key.ts'
import { ironWorks } from './iron-works.ts'
import { lotusYoga } from './lotus-yoga.ts'
import { makeStudio } from './make-studio.ts'
import { oldGym } from './old-gym.ts'
import { openStudio } from './open-studio.ts'

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
  await writeDemoOperator(deps)
  for (const studio of demoStudios) {
    await makeStudio(deps, studio)
    const key = demoStaffKey(deps.keys, studio.id)
    const db = await openStudio(deps, studio.id)
    await writeDemoStaffKey(db, { key, now: deps.now() })
    await writeDemoPeople(db, { studio, password: demoPassword(deps.keys), now: deps.now() })
  }
}
