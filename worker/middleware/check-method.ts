import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../tenants/errors.ts'
import type { AppEnv } from '../app-env.ts'

export const ALLOWED_METHODS = ['GET', 'HEAD', 'POST']

/** Pages and forms need three methods. The API knows by itself what each of its addresses allows. */
export const checkMethod: MiddlewareHandler<AppEnv> = (c, next) => {
  if (!ALLOWED_METHODS.includes(c.req.method) && !c.req.path.startsWith('/api/v1/')) {
    throw new AppError('method_not_allowed', `This address answers ${ALLOWED_METHODS.join(', ')}.`)
  }
  return next()
}
