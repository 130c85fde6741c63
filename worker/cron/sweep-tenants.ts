import type { Registry } from '../../db/registry/open-registry.ts'
import type { Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'
import { listActiveTenants } from '../../tenants/fleet/list-active-tenants.ts'
import { enqueueWakeups } from '../queue/enqueue-wakeups.ts'

const AT_ONCE = 1_000

/** Has every open studio looked after, due or not: whatever was announced and got lost is found here. */
export async function sweepTenants({ registry, queue }: { registry: Registry; queue: Queue<Wakeup> }) {
  let after = ''
  for (;;) {
    const tenantIds = await listActiveTenants(registry, { after, limit: AT_ONCE })
    await enqueueWakeups(
      queue,
      tenantIds.map((tenantId) => ({ tenantId, wakeupAt: null })),
    )
    const last = tenantIds.at(-1)
    if (last === undefined || tenantIds.length < AT_ONCE) return
    after = last
  }
}
