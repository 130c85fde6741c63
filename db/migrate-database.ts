import { createClient } from '@libsql/client/web'
import type { DatabaseAddress } from './open-database.ts'
import { toDatabaseError } from './to-database-error.ts'
import { isDatabaseError } from './database-error.ts'

/** One step of a schema: the statements of one SQL file. Its place in the list is its version, from 1. */
export type Migration = { name: string; statements: string[] }

const CREATE_LEDGER = `CREATE TABLE IF NOT EXISTS schema_migrations (
  version INTEGER PRIMARY KEY, name TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT`

/**
 * Brings a database to the newest version and says which versions it found and reached.
 *
 * Each version is one transaction together with its row in `schema_migrations`, so that dying anywhere leaves
 * the old version or the new one, and running again goes on from there. Two runners at once: the row's key lets one
 * of them through, the other starts over and finds it done.
 *
 * @throws DatabaseError when a step is refused (`constraint`, `failed`) or the database cannot be reached.
 */
export async function migrateDatabase(
  address: DatabaseAddress,
  migrations: readonly Migration[],
  now: number,
): Promise<{ from: number; to: number }> {
  const client = createClient({
    url: address.url,
    ...(address.token === '' ? {} : { authToken: address.token }),
  })

  async function batch(statements: Parameters<typeof client.batch>[0]) {
    try {
      return await client.batch(statements, 'write')
    } catch (error) {
      throw toDatabaseError(error, 'write', false)
    }
  }

  async function currentVersion(): Promise<number> {
    const [, answer] = await batch([
      CREATE_LEDGER,
      'SELECT coalesce(max(version), 0) AS version FROM schema_migrations',
    ])
    return Number(answer?.rows[0]?.['version'])
  }

  const from = await currentVersion()
  let version = from
  while (version < migrations.length) {
    const next = migrations[version]
    if (next === undefined) break
    try {
      await batch([
        {
          sql: 'INSERT INTO schema_migrations VALUES (?, ?, ?)',
          args: [BigInt(version + 1), next.name, BigInt(now)],
        },
        ...next.statements,
      ])
      version += 1
    } catch (error) {
      const reached = isDatabaseError(error, 'constraint', 'unknown') ? await currentVersion() : version
      if (reached === version) throw error
      version = reached
    }
  }
  return { from, to: version }
}
