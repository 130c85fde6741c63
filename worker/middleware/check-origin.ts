import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { originOf } from '../request-origin.ts'

/**
 * Where programs send something, and no cookie gives anybody rights: the API has keys, vendors sign what they tell, and
 * whoever wants no more mail is known by their link (RFC 8058).
 */
const BY_PROGRAMS = /^\/(api\/v1\/.*|webhooks\/[a-z]+|unsubscribe)$/

/**
 * Whatever may change something comes from this very origin. Studios under one domain are the same site to a browser,
 * so SameSite cookies would not keep one studio's page from posting to another's; Remix looks at fewer requests than
 * this and lets those without an `Origin` through.
 */
export const checkOrigin: MiddlewareHandler<AppEnv> = (c, next) => {
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD' && !isFromHere(c.req.raw, c.req.path)) {
    throw new AppError('forbidden_origin', 'This request did not come from this site.')
  }
  return next()
}

function isFromHere(request: Request, path: string): boolean {
  const origin = request.headers.get('origin')
  if (origin !== null) return origin === originOf(request)
  const site = request.headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  // No browser leaves out both.
  return BY_PROGRAMS.test(path)
}
