import { DatabaseError } from '../../../db/database-error.ts'
import { tallyDump } from '../../../db/dump/tally-dump.ts'
import { openLoader } from '../../../db/load-statements.ts'
import { openDatabase, type DatabaseAddress } from '../../../db/open-database.ts'
import { max } from 'drizzle-orm'
import { integer, sqliteTable } from 'drizzle-orm/sqlite-core'
import type { TableTallies } from '../../../db/registry/schema/index.ts'
import { identity } from '../../../db/tenant/schema/index.ts'
import type { DatabaseHost } from '../database-host.ts'
import { compareTables } from './compare-tables.ts'

/** Characters of SQL in one transaction: it is over long before the five seconds that one may take. */
const LOAD_AT_ONCE = 256 * 1024

const schemaMigrations = sqliteTable('schema_migrations', { version: integer('version').notNull() })

/**
 * Whose database this is, and its version; whatever that version is.
 *
 * @throws DatabaseError `wrong_database` when it is another studio's, or nobody's.
 */
export async function readIdentity(address: DatabaseAddress, tenantId: string): Promise<number> {
  const { orm, read } = openDatabase(address, { schema: {} })
  const [[owner], [newest]] = await read([
    orm.select({ tenantId: identity.tenantId }).from(identity),
    orm.select({ version: max(schemaMigrations.version) }).from(schemaMigrations),
  ])
  if (owner?.tenantId !== tenantId) {
    throw new DatabaseError('wrong_database', `The database of ${tenantId} belongs to ${owner?.tenantId}`)
  }
  return newest?.version ?? 0
}

/** Makes a database of a dump, in an empty one, and says what was in it. @throws DatabaseError, Error when it was cut off. */
export async function fillDatabase(
  address: DatabaseAddress,
  dump: ReadableStream<Uint8Array>,
): Promise<TableTallies> {
  const load = openLoader(address)
  let waiting: string[] = []
  let size = 0
  const flush = async () => {
    if (waiting.length > 0) await load(waiting)
    waiting = []
    size = 0
  }
  const tables = await tallyDump(dump, async (statements) => {
    for (const statement of statements) {
      waiting.push(statement)
      size += statement.length
      if (size >= LOAD_AT_ONCE) await flush()
    }
  })
  await flush()
  return tables
}

/** That a database has what it was made of. @throws DatabaseError `failed` naming the tables that differ. */
export async function requireSame(
  host: DatabaseHost,
  address: DatabaseAddress,
  expected: TableTallies,
): Promise<void> {
  const differences = compareTables(expected, await tallyDump(await host.dump(address)))
  if (differences.length === 0) return
  const names = differences.map(({ table }) => table).join(', ')
  throw new DatabaseError('failed', `The copy differs in ${names}`)
}
