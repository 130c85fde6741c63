import type { TenantContext } from '../tenants/context.ts'
import type { AppError } from '../tenants/errors.ts'

/** Which page failed, of which request and studio. */
export type PageFacts = { event: 'page_failed'; code: AppError['code']; requestId: string; tenantId: string }

/** What the Worker hands to every loader and action. */
export type LoadContext = {
  ctx: TenantContext
  /** Of this answer's content security policy. */
  nonce: string
  /** The log of whoever runs this, and Sentry's. */
  report: (facts: PageFacts, error: unknown) => void
  /** What went wrong before the portal was asked: every page then shows this instead of its content. */
  failure?: AppError
}

declare module '@remix-run/cloudflare' {
  interface AppLoadContext extends LoadContext {}
  // Loader data keeps its types: it does not go through JSON.
  interface Future {
    v3_singleFetch: true
  }
}

/** The studio a request is for. Throws what the Worker has refused already. */
export function tenantOf({ ctx, failure }: LoadContext): TenantContext {
  if (failure) throw failure
  return ctx
}
