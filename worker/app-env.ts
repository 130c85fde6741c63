import type { AccessContext } from '../tenants/access/access-context.ts'
import type { TenantContext } from '../tenants/context.ts'
import type { HostRecord } from '../tenants/fleet/find-host.ts'
import type { Env } from './env.ts'

/** What middleware and routes share about one request. */
export type AppEnv = {
  Bindings: Env
  Variables: {
    requestId: string
    /** Of this answer's content security policy. */
    nonce: string
    /** Milliseconds, for `Server-Timing`. */
    timing: { resolve?: number; render?: number }
    /** Set once it is known whose host this is. */
    host?: HostRecord
    /** On an open studio's host only, and then for every route. */
    ctx: TenantContext
    /** On the operators' pages only, in its place. */
    platform: AccessContext
    /** What the session cookie holds there, whether it opens anything or not. */
    secret: string | null
  }
}
