import type { Context, MiddlewareHandler } from 'hono'
import { findOperatorLogin } from '../../tenants/access/find-login.ts'
import { readSessionCookie } from '../../tenants/access/login-sessions.ts'
import { noteLoginSeen } from '../../tenants/access/note-login-seen.ts'
import { findOperatorKey, noteOperatorKeyUsed } from '../../tenants/operators/operator-key.ts'
import { makePlatformContext, type PlatformContext } from '../../tenants/operators/platform-context.ts'
import type { AppEnv } from '../app-env.ts'
import { registryOf } from '../context.ts'
import { makeFleetContext } from '../fleet-context.ts'
import { logFailure } from '../log.ts'
import { originOf, visitorOf } from '../request-origin.ts'
import { bearerOf } from './identify.ts'

/**
 * The session cookie says which operator asks. It is looked up in the registry: a studio's opens nothing here, nor the other
 * way round.
 */
export const identifyOperator: MiddlewareHandler<AppEnv> = async (c, next) => {
  const ctx = contextFor(c)
  const secret = readSessionCookie(c.req.header('cookie') ?? '', ctx.origin)
  const login = secret === null ? null : await findOperatorLogin(ctx, secret)
  setPlatform(c, { ...ctx, login })
  c.set('secret', secret)
  if (login) inBackground(c, noteLoginSeen(ctx, login))
  return next()
}

/**
 * The platform's API reads no cookies: `Authorization: Bearer tho_…` is a program of the operators'. Requests without any
 * cost nothing here.
 *
 * @throws AppError `unauthorized` for a key that is wrong, expired or revoked.
 */
export const identifyOperatorKey: MiddlewareHandler<AppEnv> = async (c, next) => {
  const ctx = contextFor(c)
  const token = bearerOf(c)
  const key = token === '' ? null : await findOperatorKey(ctx, token)
  setPlatform(c, { ...ctx, key })
  if (key) inBackground(c, noteOperatorKeyUsed(ctx, key))
  return next()
}

/** For pages of the platform's that are for everybody: nobody has signed in. */
export const asPlatform: MiddlewareHandler<AppEnv> = (c, next) => {
  setPlatform(c, contextFor(c))
  return next()
}

function contextFor(c: Context<AppEnv>): PlatformContext {
  return makePlatformContext({
    db: registryOf(c.env),
    login: null,
    visitor: visitorOf(c.req.raw),
    now: Date.now,
    requestId: c.var.requestId,
    origin: originOf(c.req.raw),
    keys: c.env.SECRET_KEYS,
  })
}

function setPlatform(c: Context<AppEnv>, ctx: PlatformContext): void {
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  c.set('platform', { ...ctx, fleet: makeFleetContext(c.env, { requestId: ctx.requestId, waitUntil }) })
}

function inBackground(c: Context<AppEnv>, work: Promise<unknown>): void {
  const { requestId } = c.var
  c.executionCtx.waitUntil(
    work.catch((error: unknown) => logFailure({ event: 'note_use_failed', requestId }, error)),
  )
}
