import { writeRequestCounts } from '../../tenants/fleet/health/write-request-counts.ts'
import { registryOf } from '../context.ts'
import type { Env } from '../env.ts'
import { logFailure } from '../log.ts'
import type { Flush } from './request-metrics.ts'

type Of = Pick<Flush, 'requestId' | 'waitUntil'>

/** Writes down what was counted. When it finds that cron is silent, it has operators told: cron cannot. */
export function writeMetrics(env: Env, of: Of): Flush['write'] {
  return async (counts) => {
    const now = Date.now()
    const { isSilenceUntold } = await writeRequestCounts(registryOf(env), counts, now)
    if (isSilenceUntold) of.waitUntil(tell(env, of))
  }
}

async function tell(env: Env, of: Of): Promise<void> {
  try {
    const [{ makeFleetContext }, { tellAlerts }] = await Promise.all([
      import('../fleet-context.ts'),
      import('../../tenants/fleet/health/tell-alerts.ts'),
    ])
    await tellAlerts(makeFleetContext(env, of))
  } catch (error) {
    logFailure({ event: 'alerts_untold', requestId: of.requestId }, error)
  }
}
