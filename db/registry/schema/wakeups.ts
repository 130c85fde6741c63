import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

/** When a tenant next has something to do or send: the index cron reads instead of opening every database. */
export const wakeups = sqliteTable(
  'wakeups',
  {
    tenantId: text('tenant_id')
      .primaryKey()
      .references(() => tenants.id),
    dueAt: integer('due_at').notNull(),
  },
  (t) => [
    // Cron asks every minute: who is due by now?
    index('wakeups_due_idx').on(t.dueAt),
  ],
)
