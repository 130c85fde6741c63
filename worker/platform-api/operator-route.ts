import { requireRole } from '../../tenants/operators/require-role.ts'
import { problems } from '../api/responses.ts'
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from '../app-env.ts'

/** Before anything that was sent is looked at: nobody but operators learns what a route would say to it. */
const requireAnyOperator: MiddlewareHandler<AppEnv> = (c, next) => {
  requireRole(c.var.platform, 'support')
  return next()
}

/** For a route: what every route of the platform's API has. */
export const forOperators = { security: [{ operatorKey: [] }], middleware: requireAnyOperator }

/** For a route's description: the problems of every route that reads, and of one that writes. */
export const readProblems = problems('unauthorized', 'forbidden', 'not_found', 'invalid_input', 'unavailable')
export const writeProblems = {
  ...problems('bad_request', 'unauthorized', 'forbidden', 'not_found', 'conflict', 'unsupported_media_type'),
  ...problems('invalid_input', 'unavailable', 'outcome_unknown'),
}
