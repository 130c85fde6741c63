import { minutes } from '../../tenants/durations.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { sweepTenants } from './sweep-tenants.ts'
import { wakeDueTenants } from './wake-due-tenants.ts'

const SWEEP_EVERY_MS = minutes(15)

/**
 * What happens every minute. Being late, missing a minute and running twice at once all do no harm.
 *
 * @param scheduledAt when this run was due (ms).
 * @throws DatabaseError when the registry does not answer; the next run catches up.
 */
export async function runCron(env: Env, scheduledAt: number): Promise<void> {
  const deps = { registry: registryOf(env), queue: env.MESSAGES_QUEUE }
  const minute = scheduledAt - (scheduledAt % minutes(1))
  if (minute % SWEEP_EVERY_MS === 0) await sweepTenants(deps)
  else await wakeDueTenants(deps, Date.now())
}
