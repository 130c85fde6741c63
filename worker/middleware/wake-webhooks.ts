import type { MiddlewareHandler } from 'hono'
import type { TenantContext } from '../../tenants/context.ts'
import { startIfDue } from '../../tenants/webhooks/start-webhooks.ts'
import type { AppEnv } from '../app-env.ts'
import { logFailure } from '../log.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Has webhooks sent of what somebody has just changed, after they were answered. What visitors do is told by mail, which
 * wakes the studio anyway; what is lost here, the next visit finds.
 */
export const wakeWebhooks: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  // Unset on the platform's hosts.
  const ctx = c.get('ctx') as TenantContext | undefined
  if (!ctx || ctx.actor.kind === 'visitor' || SAFE.has(c.req.method) || c.res.status >= 400) return
  const { tenant, requestId } = ctx
  const failed = (error: unknown) =>
    logFailure({ event: 'webhooks_not_started', tenantId: tenant.id, requestId }, error)
  c.executionCtx.waitUntil(startIfDue(ctx).catch(failed))
}
