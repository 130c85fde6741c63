import type { Context, MiddlewareHandler } from 'hono'
import { makeSecret } from '../../tenants/access/make-secret.ts'
import { withoutPeople } from '../../tenants/describe-failure.ts'
import { hasFlag } from '../../tenants/feature-flags.ts'
import type { AppEnv } from '../app-env.ts'
import { isDevelopment } from '../env.ts'
import { logRefusal } from '../log.ts'

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  // Not `no-referrer`: browsers would then send forms with `Origin: null`. Nothing leaves for other sites.
  'Referrer-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** For answers that bring no policy of their own: nothing may be loaded, nobody may frame them. */
const STRICTEST_POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** A theme's address holds the hash of its content, a picture's its id; what other sites embed may be a minute old. */
const MAY_BE_KEPT = /^\/(theme\/[^/]+\.css|files\/[^/]+\/[^/]+|([a-z]{2}\/)?embed\.json)$/

/** Not signed in, not allowed, too often. */
const REFUSED = new Set([401, 403, 429])

/** Numbers the request, and gives every dynamic answer the headers that none may lack. */
export const finishAnswer: MiddlewareHandler<AppEnv> = async (c, next) => {
  const startedAt = performance.now()
  c.set('requestId', crypto.randomUUID())
  c.set('nonce', makeSecret())
  c.set('timing', {})
  await next()
  const headers = new Headers(c.res.headers)
  for (const [name, value] of Object.entries(HEADERS)) headers.set(name, value)
  headers.set('X-Request-Id', c.var.requestId)
  if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', STRICTEST_POLICY)
  if (!MAY_BE_KEPT.test(c.req.path) || !(c.res.ok || c.res.status === 304))
    headers.set('Cache-Control', 'private, no-store')
  if ((c.res.status === 429 || c.res.status === 503) && !headers.has('Retry-After')) {
    headers.set('Retry-After', '5')
  }
  // A studio's own domain is its own: nothing is said about names below it.
  if (new URL(c.req.url).protocol === 'https:') headers.set('Strict-Transport-Security', 'max-age=31536000')
  if (showsTiming(c)) headers.set('Server-Timing', serverTiming(c, performance.now() - startedAt))

  const { body, status, webSocket } = c.res
  if (REFUSED.has(status)) logRefusal(refusalOf(c, status))
  // Hono would merge the headers of the answer before into this one.
  c.res = undefined
  c.res = new Response(body, { status, headers, webSocket: webSocket ?? null })
}

function showsTiming({ env, var: { host } }: Context<AppEnv>): boolean {
  const isAsked = host?.kind === 'tenant' && hasFlag(host.tenant, 'serverTiming')
  return isDevelopment(env) || env.DEBUG_TIMING !== undefined || isAsked
}

function serverTiming(c: Context<AppEnv>, total: number): string {
  const { resolve = 0, render } = c.var.timing
  const database = c.get('ctx')?.db.roundTrips() ?? { count: 0, ms: 0 }
  return [
    `resolve;dur=${resolve.toFixed(1)}`,
    `db;dur=${database.ms.toFixed(1)};desc="${database.count} round trips"`,
    ...(render === undefined ? [] : [`render;dur=${render.toFixed(1)}`]),
    `total;dur=${total.toFixed(1)}`,
  ].join(', ')
}

function refusalOf(c: Context<AppEnv>, status: number) {
  const { host, requestId, ctx } = c.var
  const actor = ctx?.actor
  return {
    status,
    requestId,
    tenantId: host?.kind === 'tenant' ? host.tenant.id : host?.kind,
    // Ids alone: the path without its query, where tokens are, and without a calendar's secret.
    actor: actor?.kind === 'staff' ? actor.id : actor?.kind === 'client' ? actor.userId : actor?.kind,
    method: c.req.method,
    path: withoutPeople(c.req.path.replace(/^\/(calendar|b)\/.*/, '/$1/…')),
  }
}
