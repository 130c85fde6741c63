import type { TenantContext } from '../tenants/context.ts'
import type { HostRecord } from '../tenants/fleet/find-host.ts'
import type { OperatorContext } from '../tenants/operators/platform-context.ts'
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
    /** On the operators' pages and at their API only, in its place. */
    platform: OperatorContext
    /** What the session cookie holds there, whether it opens anything or not. */
    secret: string | null
  }
}
