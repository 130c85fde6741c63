import { and, asc, eq, lte, or } from 'drizzle-orm'
import type { Registry } from '../../db/registry/open-registry.ts'
import { erasureOrders, tenants } from '../../db/registry/schema/index.ts'
import { primaryHost, tenantColumns, toTenantRecord, type TenantRecord } from './tenant-record.ts'

export type StudioErasures = { record: TenantRecord; clientIds: string[] }

/**
 * Who is to be forgotten in which studio, for one of them (by its id or slug) or all, when it was ordered `until` then (ms);
 * studios that are closed for good are left out.
 *
 * @throws DatabaseError
 */
export async function listErasureOrders(
  { orm, read }: Registry,
  { studio, until }: { studio: string | null; until: number },
): Promise<StudioErasures[]> {
  const isAsked = studio === null ? undefined : or(eq(tenants.id, studio), eq(tenants.slug, studio))
  const [rows] = await read([
    orm
      .select({ ...tenantColumns, clientId: erasureOrders.clientId })
      .from(erasureOrders)
      .innerJoin(tenants, eq(tenants.id, erasureOrders.tenantId))
      .leftJoin(primaryHost.table, primaryHost.on)
      .where(and(isAsked, lte(erasureOrders.orderedAt, until)))
      .orderBy(asc(tenants.id), asc(erasureOrders.orderedAt), asc(erasureOrders.clientId)),
  ])
  const studios = new Map<string, StudioErasures>()
  for (const { clientId, ...row } of rows) {
    const record = toTenantRecord(row)
    if (!record) continue
    const known = studios.get(row.id) ?? { record, clientIds: [] }
    known.clientIds.push(clientId)
    studios.set(row.id, known)
  }
  return [...studios.values()]
}
