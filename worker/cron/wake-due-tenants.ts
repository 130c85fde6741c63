import type { Registry } from '../../db/registry/open-registry.ts'
import { claimDueTenants, type Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'
import { enqueueWakeups } from '../queue/enqueue-wakeups.ts'

/** Sends every studio that is due to the queue. One whose message gets lost is due again when its claim runs out. */
export async function wakeDueTenants(
  { registry, queue }: { registry: Registry; queue: Queue<Wakeup> },
  now: number,
): Promise<void> {
  for (;;) {
    const claimed = await claimDueTenants(registry, now)
    if (claimed.length === 0) return
    await enqueueWakeups(queue, claimed)
  }
}
