import type { TenantContext } from '../context.ts'

/** The same studio at another of its hosts, by the scheme and port of this installation: for links. */
export function atHost(ctx: TenantContext, host: string): TenantContext {
  const home = new URL('/', ctx.origin)
  home.host = host
  return { ...ctx, origin: home.origin }
}
