import type { Context } from 'hono'
import type { TenantContext } from '../../tenants/context.ts'
import { AppError } from '../../tenants/errors.ts'
import { findTenant } from '../../tenants/fleet/find-tenant.ts'
import type { AppEnv } from '../app-env.ts'
import { makeSystemContext, registryOf } from '../context.ts'

/** The studio a vendor speaks of, as the system; nothing when there is none. @throws DatabaseError, AppError `unavailable` */
export async function contextOf(c: Context<AppEnv>, tenantId: string): Promise<TenantContext | undefined> {
  const record = await findTenant(registryOf(c.env), tenantId)
  if (!record) return undefined
  // Told again in a while, it is written down where the studio is then.
  if (record.tenant.status === 'moving') {
    throw new AppError('unavailable', 'This studio is back in a moment.', { retryAfterSeconds: 20 })
  }
  const waitUntil = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  return makeSystemContext({ env: c.env, record, requestId: c.var.requestId, waitUntil })
}
