import { sql } from 'drizzle-orm'
import { index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'
import { tenants } from './tenants.ts'

export const migrationRunStates = ['running', 'paused', 'done', 'cancelled'] as const
export const migrationEntryStates = ['waiting', 'done', 'failed'] as const

/** One go at bringing every studio's database to a version: canaries first, then batches. */
export const migrationRuns = sqliteTable(
  'migration_runs',
  {
    id: text('id').primaryKey(),
    target: integer('target').notNull(),
    state: text('state', { enum: migrationRunStates }).notNull(),
    // It asks every database and changes none.
    isDry: integer('is_dry', { mode: 'boolean' }).notNull(),
    canaries: integer('canaries').notNull(),
    batchSize: integer('batch_size').notNull(),
    // Why it was paused, when it did that itself.
    pauseReason: text('pause_reason'),
    // Whoever works on it moves it on; until then nobody else does.
    leaseUntil: integer('lease_until').notNull().default(0),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    endedAt: integer('ended_at'),
  },
  (t) => [
    // Two never overlap.
    uniqueIndex('migration_runs_open_idx')
      .on(sql`(1)`)
      .where(sql`${t.state} IN ('running', 'paused')`),
    index('migration_runs_created_idx').on(t.createdAt, t.id),
  ],
)

export const migrationEntries = sqliteTable(
  'migration_entries',
  {
    runId: text('run_id')
      .notNull()
      .references(() => migrationRuns.id),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    isCanary: integer('is_canary', { mode: 'boolean' }).notNull(),
    state: text('state', { enum: migrationEntryStates }).notNull(),
    fromVersion: integer('from_version'),
    version: integer('version'),
    // In the database's words.
    error: text('error'),
    attempts: integer('attempts').notNull().default(0),
    at: integer('at'),
  },
  (t) => [
    primaryKey({ columns: [t.runId, t.tenantId] }),
    index('migration_entries_state_idx').on(t.runId, t.state, t.isCanary),
  ],
)

export type MigrationRunRow = typeof migrationRuns.$inferSelect
