import { writeRequestCounts } from '../../tenants/fleet/health/write-request-counts.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'
import type { Flush } from './request-metrics.ts'

/** Writes down what was counted. When it finds that cron is silent, it has operators told: cron cannot. */
export function writeMetrics(env: Env, waitUntil: Flush['waitUntil']): Flush['write'] {
  return async (counts) => {
    const now = Date.now()
    const { isSilenceUntold } = await writeRequestCounts(registryOf(env), counts, now)
    if (isSilenceUntold) waitUntil(tell(env, waitUntil))
  }
}

async function tell(env: Env, waitUntil: Flush['waitUntil']): Promise<void> {
  try {
    const [{ makeFleetContext }, { tellAlerts }] = await Promise.all([
      import('../fleet-context.ts'),
      import('../../tenants/fleet/health/tell-alerts.ts'),
    ])
    await tellAlerts(makeFleetContext(env, waitUntil))
  } catch (error) {
    logFailure({ event: 'alerts_untold' }, error)
  }
}
