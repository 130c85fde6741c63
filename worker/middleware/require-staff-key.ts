import type { MiddlewareHandler } from 'hono'
import { requireAnyStaff } from '../../tenants/access/require-staff.ts'
import type { AppEnv } from '../app-env.ts'

/** Before anything that was sent is looked at: nobody but staff learns what a route for staff would say to it. */
export const requireStaffKey: MiddlewareHandler<AppEnv> = (c, next) => {
  requireAnyStaff(c.var.ctx)
  return next()
}
