import type { AppLoadContext } from '@remix-run/cloudflare'
import { inPortal, type Portal } from '../../web/lib/portal.server.ts'
import type { TestTenant } from './make-tenant.ts'

type PortalOptions = {
  path: string
  params?: Record<string, string>
  cookie?: string
  acceptLanguage?: string
  form?: Record<string, string>
  context?: Partial<AppLoadContext>
}

/** A request to a studio's site as its loaders and actions get it; what they would refuse is thrown as they throw it. */
export function makePortal({ makeContext }: TestTenant, options: PortalOptions): Promise<Portal> {
  const { path, params = {}, cookie, acceptLanguage = 'en', form } = options
  const ctx = options.context?.ctx ?? makeContext()
  const headers = new Headers({ 'accept-language': acceptLanguage })
  if (cookie !== undefined) headers.set('cookie', cookie)
  const post = form ? { method: 'POST', body: new URLSearchParams(form) } : {}
  const request = new Request(ctx.origin + path, { headers, ...post })
  const open = inPortal(async (portal) => portal)
  return open({ context: { ctx, nonce: 'nonce', report: () => {}, ...options.context }, request, params })
}
