import type { Context } from 'hono'
import type { TenantContext } from '../tenants/context.ts'
import type { AppError } from '../tenants/errors.ts'
import type { AppEnv } from './app-env.ts'
import { logFailure } from './log.ts'

/** The studio's site (`web/`). With a `failure` it shows that instead, in the studio's look and with its status. */
export type RenderPortal = (
  request: Request,
  load: { ctx: TenantContext; nonce: string; report: typeof logFailure; failure?: AppError },
) => Promise<Response>

export type Portal = (c: Context<AppEnv>, failure?: AppError) => Promise<Response>

export function makePortal(renderPortal: RenderPortal): Portal {
  return async (c, failure) => {
    const { ctx, nonce, timing } = c.var
    const startedAt = performance.now()
    const request = failure ? asPageRequest(c.req.raw, failure) : withoutForwardedHost(c.req.raw)
    const answer = await renderPortal(request, {
      ctx,
      nonce,
      report: logFailure,
      ...(failure ? { failure } : {}),
    })
    timing.render = performance.now() - startedAt
    return answer
  }
}

/** Remix would believe this header rather than `Host` when it compares origins. */
function withoutForwardedHost(request: Request): Request {
  if (!request.headers.has('x-forwarded-host')) return request
  const headers = new Headers(request.headers)
  headers.delete('x-forwarded-host')
  return new Request(request, { headers })
}

/**
 * What went wrong is shown as a page; whatever was posted must not be carried out after all. Our own pages post to
 * `.data` and understand only the answer of an action: theirs stays a POST, of nothing, which `tenantOf` refuses.
 */
function asPageRequest(request: Request, { code }: AppError): Request {
  const isOwnPost = new URL(request.url).pathname.endsWith('.data') && code !== 'forbidden_origin'
  const method = isOwnPost ? request.method : 'GET'
  const headers = new Headers(request.headers)
  for (const name of ['x-forwarded-host', 'content-type', 'content-length', 'transfer-encoding']) {
    headers.delete(name)
  }
  return new Request(request.url, { method, headers, signal: request.signal })
}
