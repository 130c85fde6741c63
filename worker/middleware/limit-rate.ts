import type { Context, MiddlewareHandler } from 'hono'
import { PLATFORM_TENANT_ID } from '../../tenants/access/access-context.ts'
import { AppError } from '../../tenants/errors.ts'
import { isMeantAsStaffKey } from '../../tenants/access/staff-key.ts'
import type { AppEnv } from '../app-env.ts'
import { logFailure } from '../log.ts'
import { visitorOf } from '../request-origin.ts'
import { bearerOf } from './identify.ts'

/** What every page brings along, also the one that says it was too much. */
const LOOKS = /^\/(theme\/[^/]+\.css|favicon\.svg)$/

/** What lists free times, for anybody. */
const SLOTS = /^\/(api\/v1\/availability\/available-slots|([a-z]{2}\/)?embed(\.json)?)$/

/**
 * So many requests a minute per studio and visitor (`[[ratelimits]]` in `wrangler.toml`): one studio's rush costs no
 * other studio anything. The count is per location and not exact: against scraping and mischief, never for accounting.
 */
export const limitRate: MiddlewareHandler<AppEnv> = async (c, next) => {
  const { host } = c.var
  if (LOOKS.test(c.req.path)) return next()
  // Of the platform's host, only what has doors.
  const isDoor = host?.kind === 'platform' && /^\/(operator|sign-up|your-data)(\/|$)/.test(c.req.path)
  const whose = host?.kind === 'tenant' ? host.tenant.id : isDoor ? PLATFORM_TENANT_ID : null
  if (whose !== null && !(await isWithinLimit(c, whose))) {
    throw new AppError('rate_limited', 'That was a lot at once. Please try again in a minute.', {
      retryAfterSeconds: 60,
    })
  }
  return next()
}

async function isWithinLimit(c: Context<AppEnv>, tenantId: string): Promise<boolean> {
  const key = `${tenantId}:${visitorOf(c.req.raw).network}`
  try {
    return (await limiterFor(c).limit({ key })).success
  } catch (error) {
    // Better no limit for a moment than no bookings.
    logFailure({ event: 'rate_limit_failed', tenantId, requestId: c.var.requestId }, error)
    return true
  }
}

function limiterFor(c: Context<AppEnv>): RateLimit {
  const { req, env } = c
  // Staff enter a whole timetable at once. Whoever only pretends to have a key is refused by the API, and books nothing.
  const isByStaff = req.path.startsWith('/api/') && isMeantAsStaffKey(bearerOf(c))
  // One who reads mail for many sends for all of them.
  const isUnsubscribing = req.path === '/unsubscribe'
  if (req.method === 'POST' && !isByStaff && !isUnsubscribing) return env.RATE_LIMIT_BOOKINGS
  if (SLOTS.test(req.path)) return env.RATE_LIMIT_SLOTS
  return env.RATE_LIMIT_OTHERS
}
