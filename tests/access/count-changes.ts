import { sql } from 'drizzle-orm'
import type { AccessDatabase } from '../../tenants/access/access-context.ts'

/** What may be written although somebody was refused: that they were there, and that they tried. */
const MAY_BE_WRITTEN = [
  'audit_log',
  'attempts',
  // How many requests there were, and whether cron runs.
  'tenant_hours',
  'tenant_facts',
  'heartbeats',
  'alerts',
  // Whoever searches first looks up whose names are new.
  'client_words',
  'client_words_due',
  'login_sessions',
  'api_keys',
  'schema_migrations',
  'test_changes',
]

/** Counts, with triggers, every row that is written, changed or deleted from now on; gives the count. */
export async function countChanges({ orm, read, write }: AccessDatabase): Promise<() => Promise<number>> {
  const [tables] = await read([
    orm.all<{ name: string }>(
      sql`SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'`,
    ),
  ])
  const watched = tables.map(({ name }) => name).filter((name) => !MAY_BE_WRITTEN.includes(name))
  const triggers = watched.flatMap((table) =>
    ['INSERT', 'UPDATE', 'DELETE'].map((deed) =>
      orm.run(
        sql.raw(
          `CREATE TRIGGER test_${table}_${deed} AFTER ${deed} ON ${table} BEGIN UPDATE test_changes SET n = n + 1; END`,
        ),
      ),
    ),
  )
  await write([
    orm.run(sql`CREATE TABLE test_changes (n INTEGER NOT NULL)`),
    orm.run(sql`INSERT INTO test_changes VALUES (0)`),
    ...triggers,
  ])
  return async () => {
    const [[row]] = await read([orm.all<{ n: number }>(sql`SELECT n FROM test_changes`)])
    return row?.n ?? -1
  }
}
