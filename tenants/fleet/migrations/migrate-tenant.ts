import { sql } from 'drizzle-orm'
import { isDatabaseError } from '../../../db/database-error.ts'
import { migrateDatabase, rehearseMigrations, type Migration } from '../../../db/migrate-database.ts'
import { openDatabase, type DatabaseAddress } from '../../../db/open-database.ts'
import { identity } from '../../../db/tenant/schema/index.ts'
import { openDatabaseToken } from '../../access/database-token.ts'
import type { FleetContext } from '../fleet-context.ts'

/** What a run needs of a studio. */
export type TenantToMigrate = { id: string; databaseUrl: string; databaseTokenEncrypted: string }

/** What became of one studio; versions are left out where nobody could ask the database. */
export type MigrationOutcome = {
  /** `again`: something stood in the way that may be gone in a moment. */
  state: 'done' | 'failed' | 'again'
  fromVersion?: number
  version?: number
  /** In the database's words. */
  error: string | null
}

type Wish = { migrations: readonly Migration[]; isDry: boolean }

/**
 * Brings one studio's database to the last of these versions, or tries whether it could. One that belongs to somebody else
 * is left alone, and one that fails keeps its version. Killed anywhere it has the old version or a newer one, whole; two at
 * once do no harm. Never rejects.
 */
export async function migrateTenant(
  { keys, now }: Pick<FleetContext, 'keys' | 'now'>,
  tenant: TenantToMigrate,
  { migrations, isDry }: Wish,
): Promise<MigrationOutcome> {
  let address: DatabaseAddress | undefined
  let fromVersion: number | undefined
  try {
    const token = await openDatabaseToken({ keys, tenantId: tenant.id }, tenant.databaseTokenEncrypted)
    address = { url: tenant.databaseUrl, token }
    const found = await inspect(address)
    if (found.tenantId !== tenant.id) {
      return { state: 'failed', error: `wrong_database: this is the database of ${found.tenantId}` }
    }
    fromVersion = found.version
    if (isDry) {
      await rehearseMigrations(address, migrations)
      return { state: 'done', fromVersion, version: fromVersion, error: null }
    }
    const { to } = await migrateDatabase(address, migrations, now())
    return { state: 'done', fromVersion, version: to, error: null }
  } catch (error) {
    const seen = address && fromVersion !== undefined ? await inspect(address).catch(() => undefined) : null
    const version = seen?.version ?? fromVersion
    return {
      state: isDatabaseError(error, 'unavailable', 'busy', 'unknown') ? 'again' : 'failed',
      ...(fromVersion === undefined ? {} : { fromVersion }),
      ...(version === undefined ? {} : { version }),
      error: describe(error),
    }
  }
}

/** Whose database this is and which version it has. */
async function inspect(address: DatabaseAddress): Promise<{ tenantId: string | undefined; version: number }> {
  const { orm, read } = openDatabase(address, { schema: { identity } })
  const [owners, [ledger]] = await read([
    orm.select().from(identity),
    orm.all<{ version: number }>(sql`SELECT max(version) AS version FROM schema_migrations`),
  ])
  return { tenantId: owners[0]?.tenantId, version: Number(ledger?.version ?? 0) }
}

function describe(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  return (isDatabaseError(error) ? `${error.kind}: ${text}` : text).slice(0, 500)
}
