import type { Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'

/** What one `sendBatch` takes. */
const MOST_AT_ONCE = 100

export async function enqueueWakeups(queue: Queue<Wakeup>, wakeups: readonly Wakeup[]): Promise<void> {
  for (let first = 0; first < wakeups.length; first += MOST_AT_ONCE) {
    await queue.sendBatch(wakeups.slice(first, first + MOST_AT_ONCE).map((body) => ({ body })))
  }
}
