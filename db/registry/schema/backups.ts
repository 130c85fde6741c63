import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { jobs } from './jobs.ts'
import { tenants } from './tenants.ts'

export const backupReasons = ['scheduled', 'asked', 'before-restore', 'before-delete'] as const

/** Of each table: how many rows it has, and a hash of them (SHA-256, hex). */
export type TableTallies = Record<string, { rows: number; sha256: string }>

/** A dump of one studio's database, kept in a bucket. */
export const backups = sqliteTable(
  'backups',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    reason: text('reason', { enum: backupReasons }).notNull(),
    // Where it is in the bucket.
    key: text('key').notNull(),
    bytes: integer('bytes').notNull(),
    // Of the file as it is stored, hex.
    sha256: text('sha256').notNull(),
    // JSON: what a restored copy is compared with.
    tables: text('tables', { mode: 'json' }).$type<TableTallies>().notNull(),
    schemaVersion: integer('schema_version').notNull(),
    takenAt: integer('taken_at').notNull(),
    // It is deleted then.
    expiresAt: integer('expires_at').notNull(),
    // When a drill last restored it, and whether all of it came back.
    provenAt: integer('proven_at'),
  },
  (t) => [
    index('backups_tenant_idx').on(t.tenantId, t.takenAt),
    index('backups_expiry_idx').on(t.expiresAt),
    index('backups_taken_idx').on(t.takenAt, t.id),
  ],
)

/** A copy of a studio's database beside the one in use, made from a backup or from a point in time. */
export const restores = sqliteTable(
  'restores',
  {
    id: text('id').primaryKey(),
    tenantId: text('tenant_id')
      .notNull()
      .references(() => tenants.id),
    backupId: text('backup_id').references(() => backups.id),
    // In place of a backup, where the host has it.
    pointInTime: integer('point_in_time'),
    jobId: text('job_id').references(() => jobs.id),
    databaseName: text('database_name').notNull(),
    databaseUrl: text('database_url').notNull().default(''),
    databaseTokenEncrypted: text('database_token_encrypted').notNull().default(''),
    state: text('state', { enum: ['making', 'ready', 'in-use', 'dropped', 'failed'] }).notNull(),
    // What differs from the database in use, JSON by table.
    comparison: text('comparison', { mode: 'json' }).$type<Record<string, unknown>>(),
    isDrill: integer('is_drill', { mode: 'boolean' }).notNull().default(false),
    createdBy: text('created_by').notNull(),
    createdAt: integer('created_at').notNull(),
    // The database it took the place of is dropped then.
    dropPreviousAt: integer('drop_previous_at'),
    previousName: text('previous_name'),
  },
  (t) => [
    index('restores_tenant_idx').on(t.tenantId, t.createdAt),
    index('restores_drop_idx').on(t.dropPreviousAt),
  ],
)

export type BackupRow = typeof backups.$inferSelect
export type RestoreRow = typeof restores.$inferSelect
