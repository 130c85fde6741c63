import type { Migration } from '../../db/migrate-database.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'

/** What this code knows and a step more, of the usual kind: a table, a column and an index. */
export const nextMigrations: readonly Migration[] = [
  ...tenantMigrations,
  {
    name: '9999_next',
    statements: [
      'CREATE TABLE trophies (id TEXT PRIMARY KEY, client_id TEXT NOT NULL REFERENCES clients(id))',
      'ALTER TABLE clients ADD COLUMN shoe_size INTEGER',
      'CREATE INDEX trophies_client_idx ON trophies (client_id)',
    ],
  },
]
