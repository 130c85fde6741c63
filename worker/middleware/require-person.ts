import type { MiddlewareHandler } from 'hono'
import { requireLogin } from '../../tenants/access/require-login.ts'
import type { AppEnv } from '../app-env.ts'

/** Before anything that was sent is looked at: a route for people is for who has signed in. */
export const requirePerson: MiddlewareHandler<AppEnv> = (c, next) => {
  requireLogin(c.var.ctx)
  return next()
}
