import { and, eq, isNull, lt, ne, or, sql } from 'drizzle-orm'
import { isDatabaseError } from '../../db/database-error.ts'
import { migrateDatabase, type Migration } from '../../db/migrate-database.ts'
import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import type { Registry } from '../../db/registry/open-registry.ts'
import { schemaVersions, tenants, type TenantRow } from '../../db/registry/schema/index.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { identity } from '../../db/tenant/schema/index.ts'
import { openDatabaseToken } from '../access/database-token.ts'
import type { SigningKeys } from '../access/signing-keys.ts'

export type MigrateTenantsDeps = {
  registry: Registry
  keys: SigningKeys
  now: () => number
  /** For tests: a longer list than the one this code carries. */
  migrations?: readonly Migration[]
}

export type MigrationReport = {
  /** The version everyone should have. */
  target: number
  /** How many studios are at each version, whatever their status; the truth of the whole registry, not of this run. */
  versions: { version: number; tenants: number }[]
  /** Studios that stopped short, with the database's words. */
  failed: { tenantId: string; slug: string; version: number; error: string }[]
  /** Studios still being made: provisioning brings them to the newest version itself. */
  provisioning: number
}

const LISTED_AT_ONCE = 100
const MIGRATED_AT_ONCE = 4

/**
 * Brings every studio's database to the newest version: active, suspended and archived ones alike. One that fails keeps
 * its version and is recorded with the reason; the others go on. Run again, it takes up whoever is not at the newest
 * version. Killed anywhere, nothing is half done; two runs at once do no harm.
 *
 * @throws DatabaseError when the registry does not answer.
 */
export async function migrateTenants(deps: MigrateTenantsDeps): Promise<MigrationReport> {
  const startedAt = deps.now()
  // Asked again until nobody is left: studios made meanwhile are not missed.
  for (;;) {
    const unchecked = await listUnchecked(deps, startedAt)
    if (unchecked.length === 0) return makeReport(deps)
    const queue = unchecked.values()
    const workers = Array.from({ length: MIGRATED_AT_ONCE }, async () => {
      for (const tenant of queue) await migrateTenant(deps, tenant, startedAt)
    })
    await Promise.all(workers)
  }
}

/** Studios that nobody has looked at since this run began. */
async function listUnchecked({ registry }: MigrateTenantsDeps, startedAt: number): Promise<TenantRow[]> {
  const isUnchecked = or(isNull(schemaVersions.checkedAt), lt(schemaVersions.checkedAt, startedAt))
  const [rows] = await registry.read([
    registry.orm
      .select({ tenant: tenants })
      .from(tenants)
      .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(and(ne(tenants.status, 'provisioning'), isUnchecked))
      .orderBy(tenants.id)
      .limit(LISTED_AT_ONCE),
  ])
  return rows.map(({ tenant }) => tenant)
}

async function migrateTenant(deps: MigrateTenantsDeps, tenant: TenantRow, startedAt: number): Promise<void> {
  const { registry } = deps
  const { version, error } = await tryToMigrate(deps, tenant)
  const row = { tenantId: tenant.id, version: version ?? 0, error, checkedAt: startedAt }
  await registry.write([
    registry.orm
      .insert(schemaVersions)
      .values(row)
      .onConflictDoUpdate({
        target: schemaVersions.tenantId,
        // A database that cannot be asked keeps the version it was last seen with.
        set: { error, checkedAt: startedAt, ...(version === undefined ? {} : { version }) },
      }),
  ])
}

async function tryToMigrate(
  { keys, now, migrations = tenantMigrations }: MigrateTenantsDeps,
  tenant: TenantRow,
): Promise<{ version: number | undefined; error: string | null }> {
  let address: DatabaseAddress | undefined
  try {
    const token = await openDatabaseToken({ keys, tenantId: tenant.id }, tenant.databaseTokenEncrypted)
    address = { url: tenant.databaseUrl, token }
    const found = await inspect(address)
    if (found.tenantId !== tenant.id) {
      return { version: undefined, error: `wrong_database: this is the database of ${found.tenantId}` }
    }
    const { to } = await migrateDatabase(address, migrations, now())
    return { version: to, error: null }
  } catch (error) {
    const seen = address === undefined ? undefined : await inspect(address).catch(() => undefined)
    return { version: seen?.version, error: describe(error) }
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

async function makeReport({
  registry,
  migrations = tenantMigrations,
}: MigrateTenantsDeps): Promise<MigrationReport> {
  const version = sql<number>`coalesce(${schemaVersions.version}, 0)`
  const count = sql<number>`count(*)`
  const all = () => registry.orm.select({ version, tenants: count }).from(tenants)
  const [versions, failed, unfinished] = await registry.read([
    all()
      .leftJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(ne(tenants.status, 'provisioning'))
      .groupBy(version)
      .orderBy(version),
    registry.orm
      .select({
        tenantId: tenants.id,
        slug: tenants.slug,
        version,
        error: sql<string>`${schemaVersions.error}`,
      })
      .from(tenants)
      .innerJoin(schemaVersions, eq(schemaVersions.tenantId, tenants.id))
      .where(sql`${schemaVersions.error} IS NOT NULL`)
      .orderBy(tenants.id),
    registry.orm.select({ count }).from(tenants).where(eq(tenants.status, 'provisioning')),
  ])
  return { target: migrations.length, versions, failed, provisioning: unfinished[0]?.count ?? 0 }
}
