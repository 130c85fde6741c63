import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** Which clients of which studio asked to be erased: what a restored database no longer knows. Ids alone. */
export const erasureOrders = sqliteTable(
  'erasure_orders',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    clientId: text('client_id').notNull(),
    orderedAt: integer('ordered_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.clientId] })],
)
