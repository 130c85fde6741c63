import { minutes } from '../../tenants/durations.ts'
import { claimDueTenants, releaseClaims, type Wakeup } from '../../tenants/fleet/claim-due-tenants.ts'
import { pruneRegistry } from '../../tenants/fleet/prune-registry.ts'
import { planFleetWork } from '../../tenants/fleet/plan-fleet-work.ts'
import { sweepTenants } from '../../tenants/fleet/sweep-tenants.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'

/** What one `sendBatch` takes. */
const MOST_AT_ONCE = 100
/** Batches on their way to the queue at the same time. */
const SENT_AT_ONCE = 5

/**
 * What happens every minute: studios that were not looked after for a quarter of an hour become due, and whoever is due
 * goes to the queue; so does what the fleet has to do. Three calls of the registry, however many studios there are and however much is due; what one minute
 * does not take, the next ones do. It goes by the clock and by what is written down, never by the minute it was meant for:
 * being late, missing hours and running twice at once do no harm.
 *
 * @param now when it runs (ms).
 * @param requestId of this run, for the log.
 * @throws DatabaseError when the registry does not answer; the next run catches up.
 */
export async function runCron(env: Env, now: number, requestId: string = crypto.randomUUID()): Promise<void> {
  const registry = registryOf(env)
  await sweepTenants(registry, now)
  const claimed = await claimDueTenants(registry, now)
  const unsent = await sendAll(env, claimed, requestId)
  await releaseClaims(registry, unsent)
  await sendFleetWork(env, now, requestId)
  if (Math.floor(now / minutes(1)) % 60 === 0) await pruneRegistry(registry, now)
}

/** What is lost is said again by the next run. */
async function sendFleetWork(env: Env, now: number, requestId: string): Promise<void> {
  const work = await planFleetWork(registryOf(env), now)
  try {
    if (work.length > 0) await env.FLEET_QUEUE.sendBatch(work.map((body) => ({ body })))
  } catch (error) {
    logFailure({ event: 'fleet_work_unsent', requestId }, error)
  }
}

/** Gives back what the queue did not take. */
async function sendAll(env: Env, claimed: Wakeup[], requestId: string): Promise<Wakeup[]> {
  const unsent: Wakeup[] = []
  const batches = Array.from({ length: Math.ceil(claimed.length / MOST_AT_ONCE) }, (_, index) =>
    claimed.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  ).values()
  const sendOneByOne = async () => {
    for (const batch of batches) {
      try {
        await env.DUE_QUEUE.sendBatch(batch.map((body) => ({ body })))
      } catch (error) {
        logFailure({ event: 'wakeups_unsent', studios: batch.length, requestId }, error)
        unsent.push(...batch)
      }
    }
  }
  await Promise.all(Array.from({ length: SENT_AT_ONCE }, sendOneByOne))
  return unsent
}
