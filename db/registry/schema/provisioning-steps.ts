import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** What has been done for a tenant in the making, so that provisioning can be run again after dying anywhere. */
export const provisioningSteps = sqliteTable(
  'provisioning_steps',
  {
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    step: text('step').notNull(),
    doneAt: integer('done_at').notNull(),
  },
  (t) => [primaryKey({ columns: [t.tenantId, t.step] })],
)
