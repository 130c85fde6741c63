import { joinReads } from '../../db/join-reads.ts'
import type { Registry } from '../../db/registry/open-registry.ts'
import { minutes } from '../durations.ts'
import { findTenant } from './find-tenant.ts'
import { listErasureOrders } from './list-erasure-orders.ts'
import type { TenantRecord } from './tenant-record.ts'

/** By then an erasure is done, or was cut off. */
const ERASURE_DONE_MS = minutes(5)

export type Visited = {
  record: TenantRecord
  /** The ids of clients who should be forgotten there by now. */
  toForget: string[]
}

/**
 * A studio that is to be looked after at `now` (ms): one round trip. Nothing when there is none, or it is closed.
 *
 * @throws DatabaseError
 */
export async function findVisited(
  registry: Registry,
  { tenantId, now }: { tenantId: string; now: number },
): Promise<Visited | undefined> {
  const together = joinReads(registry)
  const [record, [orders]] = await Promise.all([
    findTenant(together, tenantId),
    listErasureOrders(together, { studio: tenantId, until: now - ERASURE_DONE_MS }),
  ])
  // Cron passes a closed studio over, but for its reminders; its time stays for when it opens again.
  if (!record || (record.tenant.status !== 'active' && !record.tenant.reminds)) return undefined
  return { record, toForget: orders?.clientIds ?? [] }
}
