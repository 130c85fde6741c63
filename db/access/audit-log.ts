import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

/** A state of something, as the log keeps it: fields that changed, never secrets. */
export type AuditState = Record<string, unknown>

/** Who did what, and who looked at whom. Triggers refuse to change or delete it; see decision 012. */
export const auditLog = sqliteTable(
  'audit_log',
  {
    id: text('id').primaryKey(),
    at: integer('at').notNull(),
    // `staff:usr_…`, `staff:key_…`, `client:usr_…`, `operator:usr_…`, `visitor`, `system`.
    actor: text('actor').notNull(),
    // Such as `booking.override`.
    action: text('action').notNull(),
    subjectId: text('subject_id').notNull(),
    reason: text('reason'),
    before: text('before', { mode: 'json' }).$type<AuditState>(),
    after: text('after', { mode: 'json' }).$type<AuditState>(),
    requestId: text('request_id'),
  },
  (t) => [
    index('audit_log_at_idx').on(t.at, t.id),
    index('audit_log_subject_idx').on(t.subjectId, t.at),
    index('audit_log_actor_idx').on(t.actor, t.at),
  ],
)

export type AuditRow = typeof auditLog.$inferSelect
