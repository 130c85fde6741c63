import { sql } from 'drizzle-orm'
import { check, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** Whose database this is: one row, compared with the registry in every unit of work. */
export const identity = sqliteTable(
  'identity',
  {
    id: integer('id').primaryKey(),
    tenantId: text('tenant_id').notNull(),
    createdAt: integer('created_at').notNull(),
  },
  (t) => [check('identity_is_one_row', sql`${t.id} = 1`)],
)
