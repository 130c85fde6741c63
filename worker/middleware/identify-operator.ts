import type { MiddlewareHandler } from 'hono'
import { findOperatorLogin } from '../../tenants/access/find-login.ts'
import { readSessionCookie } from '../../tenants/access/login-sessions.ts'
import { noteLoginSeen } from '../../tenants/access/note-login-seen.ts'
import { makePlatformContext } from '../../tenants/operators/platform-context.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { logFailure } from '../log.ts'
import { originOf, visitorOf } from '../request-origin.ts'

/**
 * The session cookie says which operator asks. It is looked up in the registry: a studio's opens nothing here, nor the other
 * way round.
 */
export const identifyOperator: MiddlewareHandler<AppEnv> = async (c, next) => {
  const ctx = makePlatformContext({
    db: registryOf(c.env),
    login: null,
    visitor: visitorOf(c.req.raw),
    now: Date.now,
    requestId: c.var.requestId,
    origin: originOf(c.req.raw),
    keys: c.env.SECRET_KEYS,
  })
  const secret = readSessionCookie(c.req.header('cookie') ?? '', ctx.origin)
  const login = secret === null ? null : await findOperatorLogin(ctx, secret)
  c.set('platform', { ...ctx, login })
  c.set('secret', secret)
  if (login) {
    const report = (error: unknown) => logFailure({ event: 'note_use_failed' }, error)
    c.executionCtx.waitUntil(noteLoginSeen(ctx, login).catch(report))
  }
  return next()
}
