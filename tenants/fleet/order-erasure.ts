import { erasureOrders } from '../../db/registry/schema/index.ts'
import type { Registry } from '../../db/registry/open-registry.ts'

type Order = { tenantId: string; clientId: string; now: number }

/** Writes down in the registry that a client is to be forgotten: a restored database is told again. Twice is once. */
export async function orderErasure({ orm, write }: Registry, order: Order): Promise<void> {
  const { now: orderedAt, ...ids } = order
  await write([
    orm
      .insert(erasureOrders)
      .values({ ...ids, orderedAt })
      .onConflictDoNothing(),
  ])
}
