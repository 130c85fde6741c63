import { minutes } from '../../tenants/durations.ts'
import { claimDueTenants } from '../../tenants/fleet/claim-due-tenants.ts'
import { planSweep } from '../../tenants/fleet/plan-sweep.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'

const SWEEP_EVERY_MINUTES = 15
/** What one `sendBatch` takes. */
const MOST_AT_ONCE = 100

/**
 * What happens every minute: every studio that is due goes to the queue, and every quarter of an hour all of them are.
 * Being late, missing a minute and running twice at once do no harm, and a message that gets lost is sent again when
 * its claim runs out.
 *
 * @param scheduledAt when this run was due (ms).
 * @throws DatabaseError when the registry does not answer; the next run catches up.
 */
export async function runCron(env: Env, scheduledAt: number): Promise<void> {
  const registry = registryOf(env)
  const now = Date.now()
  if (Math.floor(scheduledAt / minutes(1)) % SWEEP_EVERY_MINUTES === 0) await planSweep(registry, now)
  for (;;) {
    const claimed = await claimDueTenants(registry, now)
    if (claimed.length === 0) return
    for (let first = 0; first < claimed.length; first += MOST_AT_ONCE) {
      const batch = claimed.slice(first, first + MOST_AT_ONCE)
      await env.MESSAGES_QUEUE.sendBatch(batch.map((body) => ({ body })))
    }
  }
}
