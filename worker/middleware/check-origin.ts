import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'
import { originOf } from '../request-origin.ts'

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
  // No browser leaves out both. The API reads no cookies, so that a request from elsewhere has nobody's rights.
  return path.startsWith('/api/v1/')
}
