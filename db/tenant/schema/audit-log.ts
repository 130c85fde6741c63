import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** What staff did that somebody may ask about later: overrides above all. Never changed. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    // `staff:key_…`, `system`.
    actor: text('actor').notNull(),
    // Such as `booking.override`.
    action: text('action').notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text('reason'),
  },
  (t) => [index('audit_log_at_idx').on(t.at)],
)
