import { provisionTenant } from '../tenants/fleet/provision-tenant.ts'
import { askTimed } from './ask-timed.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { fillStudio, makeNewTenant } from './bench-studio.ts'
import { withSystem } from './bench-system.ts'
import { slotsPath } from './slots-endpoint.ts'
import { median } from './statistics.ts'

const STUDIOS = 7

/** From what a sign-up form sends to a site whose home page and times answer on the studio's own host. */
export function benchNewStudio(): Promise<BenchRow[]> {
  return withSystem(async (system) => {
    const times: number[] = []
    for (let n = 0; n < STUDIOS; n++) {
      const tenant = makeNewTenant(`new-${n}`)
      const startedAt = performance.now()
      await provisionTenant(system.fleet, tenant)
      const trainerIds = await fillStudio(await system.openTenant(tenant.id), 1)
      const studio = { tenantId: tenant.id, host: `${tenant.slug}.localhost`, trainerIds }
      await askTimed({ url: system.url, host: studio.host, path: '/' })
      const { answer } = await askTimed({ url: system.url, host: studio.host, path: slotsPath(studio) })
      times.push((performance.now() - startedAt) / 1_000)
      if ((answer.json() as { total: number }).total === 0) throw new Error('nothing can be booked')
    }
    return [
      atMost(3, {
        name: 'new studio, from form to bookable site, slowest',
        figure: Math.max(...times),
        unit: 's',
        detail: `${STUDIOS} studios, p50 ${median(times).toFixed(2)} s`,
      }),
    ]
  })
}
