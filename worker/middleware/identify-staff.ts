import type { Context, MiddlewareHandler } from 'hono'
import { findStaff } from '../../tenants/access/find-staff.ts'
import { isMeantAsStaffKey } from '../../tenants/access/staff-key.ts'
import type { AppEnv } from '../app-env.ts'

/**
 * `Authorization: Bearer thk_…` says that a program of the studio's asks. Other bearer tokens are manage tokens, which
 * their routes look at; requests without a staff key cost nothing here.
 */
export const identifyStaff: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = bearerOf(c)
  if (isMeantAsStaffKey(token)) c.set('ctx', { ...c.var.ctx, actor: await findStaff(c.var.ctx, token) })
  return next()
}

/** The bearer token of a request; empty without one. */
export function bearerOf({ req }: Context<AppEnv>): string {
  return /^Bearer\s+(\S+)\s*$/i.exec(req.header('authorization') ?? '')?.[1] ?? ''
}
