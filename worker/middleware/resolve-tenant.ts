import type { Context, MiddlewareHandler } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import { findHost, type HostRecord } from '../../tenants/fleet/find-host.ts'
import type { TenantRecord } from '../../tenants/fleet/tenant-record.ts'
import { resolveTenant as resolveHost, type HostMemory } from '../../tenants/resolve-tenant.ts'
import type { AppEnv } from '../app-env.ts'
import { makeTenantContext, registryOf } from '../context.ts'
import { makeHostnameCache } from '../providers/hostname-cache.ts'
import { hostOf, originOf, visitorOf } from '../request-origin.ts'

/** Finds out whose host this is and gives every later step that studio's context, or none for the platform. */
export function resolveTenant(memory: HostMemory): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const startedAt = performance.now()
    const host = await resolveHost(sourcesFor(c, memory), hostOf(c.req.raw))
    c.var.timing.resolve = performance.now() - startedAt
    if (!host) throw new AppError('not_found', 'There is no site at this address.')
    c.set('host', host)
    refuseClosed(host)
    if (host.kind === 'tenant') {
      if (host.isAlias) return toMainName(c, host)
      c.set('ctx', await contextFor(c, host))
    }
    return next()
  }
}

/** Nothing is said of a studio that is not open: whose it is, why, and for how long. */
function refuseClosed(host: HostRecord): void {
  const status = host.kind === 'tenant' ? host.tenant.status : host.kind
  if (status === 'moving') {
    throw new AppError('unavailable', 'This site is back in a moment.', { retryAfterSeconds: 20 })
  }
  if (status !== 'active' && status !== 'platform') {
    throw new AppError('tenant_suspended', 'This site is closed at the moment.')
  }
}

/** Links that went out stay good: path and query go along. What was sent is sent again, to the main name. */
function toMainName(c: Context<AppEnv>, { tenant }: TenantRecord) {
  const url = new URL(c.req.url)
  const main = originOf(c.req.raw).replace(url.hostname, tenant.primaryHost)
  const isRead = c.req.method === 'GET' || c.req.method === 'HEAD'
  return c.redirect(main + url.pathname + url.search, isRead ? 301 : 308)
}

function sourcesFor(c: Context<AppEnv>, memory: HostMemory) {
  return {
    memory,
    cache: makeHostnameCache(c.env.HOSTNAMES),
    find: (host: string) => findHost(registryOf(c.env), host),
    platformHost: c.env.PLATFORM_HOST,
    now: Date.now,
    waitUntil: waitUntilOf(c),
  }
}

async function contextFor(c: Context<AppEnv>, record: TenantRecord) {
  try {
    return await makeTenantContext({
      env: c.env,
      record,
      actor: { kind: 'visitor' },
      visitor: visitorOf(c.req.raw),
      requestId: c.var.requestId,
      origin: originOf(c.req.raw),
      waitUntil: waitUntilOf(c),
    })
  } catch (cause) {
    throw new AppError('unavailable', 'This site cannot be reached at the moment.', { cause })
  }
}

function waitUntilOf(c: Context<AppEnv>) {
  return (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
}
