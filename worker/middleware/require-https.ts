import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { isDevelopment } from '../env.ts'
import { originOf } from '../request-origin.ts'

/**
 * In production nothing is said over plain http, whatever the zone of a studio's own domain is set to: what is read is led
 * to https, and what was sent is refused, as somebody has seen it already.
 */
export const requireHttps: MiddlewareHandler<AppEnv> = (c, next) => {
  const { protocol, pathname, search } = new URL(c.req.url)
  if (protocol === 'https:' || isDevelopment(c.env)) return next()
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD') {
    throw new AppError('forbidden_origin', 'This site is asked over https only.')
  }
  const here = originOf(c.req.raw).replace('http:', 'https:')
  return Promise.resolve(c.redirect(here + pathname + search, 308))
}
