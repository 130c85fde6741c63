import type { Context, MiddlewareHandler } from 'hono'
import type { TenantContext } from '../../tenants/context.ts'
import type { AppEnv } from '../app-env.ts'
import type { Env } from '../env.ts'
import { logNotice } from '../log.ts'
import type { Flush, RequestMetrics } from '../metrics/request-metrics.ts'

/** Counts what was asked of each studio and how that went, after the answer, and logs what its database was slow at. */
export function countRequests(
  metrics: RequestMetrics,
  write: (env: Env, of: Pick<Flush, 'requestId' | 'waitUntil'>) => Flush['write'],
): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    await next()
    const { host } = c.var
    // Names that are nobody's are not counted: there is no end of them.
    if (!host) return
    const tenantId = host.kind === 'tenant' ? host.tenant.id : 'platform'
    const { count: queries, slow } = roundTripsOf(c)
    for (const { ms, statements } of slow) {
      logNotice({ event: 'slow_query', requestId: c.var.requestId, tenantId, ms: Math.round(ms), statements })
    }
    const ms = performance.now() - startedAt
    const { requestId } = c.var
    const of = { requestId, waitUntil: (work: Promise<unknown>) => c.executionCtx.waitUntil(work) }
    metrics.note(
      { tenantId, at: Date.now(), status: c.res.status, ms, queries, slowQueries: slow.length },
      { ...of, write: write(c.env, of) },
    )
  }
}

function roundTripsOf(c: Context<AppEnv>) {
  // Unset on the platform's hosts, and where a studio is closed.
  const ctx = c.get('ctx') as TenantContext | undefined
  return ctx?.db.roundTrips() ?? { count: 0, slow: [] }
}
