import type { Context, MiddlewareHandler } from 'hono'
import { actAs, type Door } from '../../tenants/access/act-as.ts'
import { findLogin } from '../../tenants/access/find-login.ts'
import { findStaff } from '../../tenants/access/find-staff.ts'
import { isMeantAsUserToken, readSessionCookie } from '../../tenants/access/login-sessions.ts'
import { noteKeyUsed } from '../../tenants/access/note-key-used.ts'
import { noteLoginSeen } from '../../tenants/access/note-login-seen.ts'
import { isMeantAsStaffKey } from '../../tenants/access/staff-key.ts'
import type { SupportLogin } from '../../tenants/support/find-visit.ts'
import { BoundedMap } from '../../tenants/bounded-map.ts'
import type { Login } from '../../tenants/context.ts'
import { minutes } from '../../tenants/durations.ts'
import { AppError } from '../../tenants/errors.ts'
import { requireFeature } from '../../tenants/plans/require-feature.ts'
import type { AppEnv } from '../app-env.ts'
import { logFailure } from '../log.ts'
import { findSupport } from './identify-support.ts'

/** What is the same for everybody, and asked for with every page: not worth finding out who asks. */
const FOR_EVERYBODY =
  /^\/(theme\/|api\/|([a-z]{2}\/)?embed(\.json)?$|(favicon|icon|share)\.svg$|sw\.js$|robots\.txt$|sitemap\.xml$|site\.webmanifest$)/

/** The studio's admin, in any language, and what its pages load. */
const DESK = /^(\/[a-z]{2})?\/admin(\.data$|\/|$)/i

/**
 * The session cookie says who asks for a page. Whoever has none, or one that is garbled, ended or another studio's, is
 * anybody, and costs nothing unless it could be one.
 */
export const identifyByCookie: MiddlewareHandler<AppEnv> = async (c, next) => {
  const header = c.req.header('cookie')
  if (header === undefined || FOR_EVERYBODY.test(c.req.path)) return next()
  const { ctx } = c.var
  const door = DESK.test(c.req.path) ? 'desk' : 'site'
  const visitor = door === 'desk' ? await findSupport(c) : null
  if (visitor) {
    c.set('ctx', { ...ctx, login: visitor, actor: actAs(visitor, door) })
    refuseToChange(c, visitor)
    return next()
  }
  const secret = readSessionCookie(header, ctx.origin)
  const login = secret === null ? null : await findLogin(ctx, secret)
  if (login) setLogin(c, login, door)
  return next()
}

/** Beside what verbs refuse: whoever is here to look sends nothing. @throws AppError `forbidden` (`support_looks`) */
function refuseToChange({ req }: Context<AppEnv>, { visit }: SupportLogin): void {
  if (visit.mayChange || req.method === 'GET' || req.method === 'HEAD') return
  throw new AppError('forbidden', 'Support only looks, until an owner allows changes.', {
    reason: 'support_looks',
  })
}

/**
 * The API reads no cookies. `Authorization: Bearer thk_…` is a program of the studio's, `thu_…` a person. Other tokens are
 * manage tokens, which their routes look at; requests without any cost nothing here.
 *
 * @throws AppError `unauthorized` for a key or token that is wrong, ended, revoked or another studio's; `not_allowed`
 *   (`plan_limit`) for a key while the API is not part of the studio's plan.
 */
export const identifyByBearer: MiddlewareHandler<AppEnv> = async (c, next) => {
  const token = bearerOf(c)
  const { ctx } = c.var
  if (isMeantAsStaffKey(token)) {
    const actor = await findStaff(ctx, token)
    requireFeature(ctx, 'api')
    c.set('ctx', { ...ctx, actor })
    noteNowAndThen(c, {
      id: actor.id,
      everyMs: minutes(1),
      note: () => noteKeyUsed(ctx, { keyId: actor.id }),
    })
  } else if (isMeantAsUserToken(token)) {
    const login = await findLogin(ctx, token)
    if (!login) throw new AppError('unauthorized', 'This token is not valid here, or not any more.')
    setLogin(c, login, 'desk')
  }
  return next()
}

/** The bearer token of a request; empty without one. */
export function bearerOf({ req }: Context<AppEnv>): string {
  return /^Bearer\s+(\S+)\s*$/i.exec(req.header('authorization') ?? '')?.[1] ?? ''
}

function setLogin(c: Context<AppEnv>, login: Login, door: Door): void {
  const ctx = { ...c.var.ctx, login, actor: actAs(login, door) }
  c.set('ctx', ctx)
  const { sessionId } = login
  noteNowAndThen(c, { id: sessionId, everyMs: minutes(5), note: () => noteLoginSeen(ctx, { sessionId }) })
}

/** When this isolate last noted the use of a key or session, by tenant and id. */
const notedAt = new BoundedMap<string, number>(10_000)

type Note = { id: string; everyMs: number; note: () => Promise<void> }

/** Goes on after the answer and never fails it: what is lost is noted the next time. */
function noteNowAndThen(c: Context<AppEnv>, { id, everyMs, note }: Note): void {
  const { tenant, now, requestId } = c.var.ctx
  const key = `${tenant.id} ${id}`
  if (now() - (notedAt.get(key) ?? 0) < everyMs) return
  notedAt.set(key, now())
  const report = (error: unknown) =>
    logFailure({ event: 'note_use_failed', tenantId: tenant.id, requestId }, error)
  c.executionCtx.waitUntil(note().catch(report))
}
