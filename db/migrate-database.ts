import { createClient, LibsqlBatchError } from '@libsql/client/web'
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
  const batch = openForBatches(address)

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

/**
 * Tries what `migrateDatabase` would do, all of it in one transaction that ends in a failure of its own: the database stays as
 * it was, at its version, whatever comes out. Whoever writes meanwhile waits as long as for the real thing.
 *
 * @returns which version it has, and which it would reach.
 * @throws DatabaseError as `migrateDatabase`.
 */
export async function rehearseMigrations(
  address: DatabaseAddress,
  migrations: readonly Migration[],
): Promise<{ from: number; to: number }> {
  const batch = openForBatches(address)
  const [answer] = await batch(['SELECT coalesce(max(version), 0) AS version FROM schema_migrations'])
  const from = Number(answer?.rows[0]?.['version'])
  const statements = migrations.slice(from).flatMap((next) => next.statements)
  if (statements.length === 0) return { from, to: from }
  try {
    await batch([...statements, UNDO])
  } catch (error) {
    if (isUndone(error, statements.length)) return { from, to: migrations.length }
    throw error
  }
  throw new Error('A rehearsal was carried out.')
}

/** Fails whatever the database holds: an overflow, after all that came before it went well. */
const UNDO = 'SELECT abs(-9223372036854775807 - 1)'

function isUndone(error: unknown, index: number): boolean {
  const cause = isDatabaseError(error, 'failed') ? error.cause : undefined
  return cause instanceof LibsqlBatchError && cause.statementIndex === index
}

/** Making a large table anew takes a while; longer than this it is not waited for. */
const TIMEOUT_MS = 60_000

function openForBatches(address: DatabaseAddress) {
  const client = createClient({
    url: address.url,
    ...(address.token === '' ? {} : { authToken: address.token }),
    fetch: (input: RequestInfo, init?: RequestInit) =>
      fetch(input, { ...init, redirect: 'manual', signal: AbortSignal.timeout(TIMEOUT_MS) }),
  })
  return async (statements: Parameters<typeof client.batch>[0]) => {
    try {
      return await client.batch(statements, 'write')
    } catch (error) {
      throw toDatabaseError(error, 'write', false)
    }
  }
}
