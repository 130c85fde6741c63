import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import type { DatabaseAddress } from '../../db/open-database.ts'
import { migrateDatabase } from '../../db/migrate-database.ts'
import { registryMigrations } from '../../db/registry/migrations/bundle.ts'
import { openRegistry } from '../../db/registry/open-registry.ts'
import { tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import { migrateAll } from '../../tenants/fleet/migrations/migrate-all.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import type { FleetDeps } from '../../tenants/fleet/create/new-tenant.ts'
import { makeSqldDatabaseHost } from '../../worker/providers/sqld-database-host.ts'
import { seedDemo } from '../seed/seed-demo.ts'
import { readOrMakeKeys } from './keys.ts'
import { findFreePort } from './ports.ts'
import { runWorker, type RunningWorker, type RunWorkerOptions } from './run-worker.ts'
import { startDatabaseProcess, type DatabaseProcess } from './start-database-process.ts'

export const PLATFORM_DOMAIN = 'localhost'
export const PLATFORM_HOST = `platform.${PLATFORM_DOMAIN}`

export type SystemOptions = Partial<Pick<RunWorkerOptions, 'bundle' | 'adjust' | 'log' | 'vars'>> & {
  /** Everything that is kept: databases, keys, the Worker's own storage. */
  dataDir: string
  seed: 'demo' | 'none'
  /** When the demo studios were made (ms); now unless given. */
  seededAt?: number
  /** Any free ones unless given. */
  ports?: { worker: number; database: number; admin: number }
  /**
   * The address under which the Worker finds a database, in place of its own: for a proxy between the two. Called once
   * the server is up, for `registry` and for each studio's database.
   */
  databaseUrlFor?: (namespace: string, url: string) => string | Promise<string>
  /** Work to be done before the Worker starts, at the same time as the databases are prepared: building it. */
  beforeWorker?: Promise<unknown>
}

export type System = {
  url: string
  worker: RunningWorker
  database: DatabaseProcess
  /** Registry, keys and database host, past the Worker and past any proxy. */
  fleet: FleetDeps
  /** A studio's database, past the Worker and past any proxy. */
  openTenant: (tenantId: string) => Promise<TenantDatabase>
  close: () => Promise<void>
}

/** Starts the whole product on this machine: database server, registry, studios, Worker. Ends with `close`. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { dataDir } = options
  mkdirSync(dataDir, { recursive: true })
  const keys = await readOrMakeKeys(join(dataDir, 'keys.json'))
  const database = await startDatabaseProcess({
    dataDir: join(dataDir, 'databases'),
    port: options.ports?.database ?? (await findFreePort()),
    adminPort: options.ports?.admin ?? (await findFreePort()),
    publicKey: keys.databases.publicKey,
  })
  try {
    const urlOf = (name: string) => `${database.url}/dev/${name}/`
    const databaseHost = makeSqldDatabaseHost({ adminUrl: database.adminUrl, urlOf, keyPair: keys.databases })
    const registryAddress = await databaseHost.create('registry')
    const fleet: FleetDeps = {
      registry: openRegistry(registryAddress),
      databaseHost,
      keys: parseSigningKeys(keys.secretKeys),
      platformDomain: PLATFORM_DOMAIN,
      now: Date.now,
    }
    await prepareDatabases(fleet, registryAddress, options)
    await options.beforeWorker
    const worker = await runWorker({
      ...options,
      persistDir: join(dataDir, 'worker'),
      port: options.ports?.worker ?? 0,
      vars: {
        REGISTRY_URL:
          (await options.databaseUrlFor?.('registry', registryAddress.url)) ?? registryAddress.url,
        REGISTRY_TOKEN: registryAddress.token,
        SECRET_KEYS: keys.secretKeys,
        PLATFORM_HOST,
        MAIL_FROM: 'bookings@example.test',
        SQLD_URL: database.url,
        SQLD_ADMIN_URL: database.adminUrl,
        SQLD_PRIVATE_KEY: keys.databases.privateKey,
        SQLD_PUBLIC_KEY: keys.databases.publicKey,
        ...options.vars,
      },
    })
    return {
      url: worker.url,
      worker,
      database,
      fleet,
      async openTenant(tenantId) {
        const { token } = await databaseHost.create(databaseNameOf(tenantId))
        return openTenantDatabase(tenantId, { url: urlOf(databaseNameOf(tenantId)), token })
      },
      async close() {
        await Promise.all([worker.close(), database.close()])
      },
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

async function prepareDatabases(
  fleet: FleetDeps,
  registryAddress: DatabaseAddress,
  { seed, seededAt, databaseUrlFor }: SystemOptions,
): Promise<void> {
  await migrateDatabase(registryAddress, registryMigrations, fleet.now())
  const failed = await migrateAll(fleet, wait)
  for (const { slug, error } of failed)
    throw new Error(`The database of ${slug} cannot be migrated: ${error}`)
  const now = seededAt === undefined ? fleet.now : () => seededAt
  if (seed === 'demo') await seedDemo({ ...fleet, now }, PLATFORM_HOST)
  if (databaseUrlFor === undefined) return

  const { orm, read, write } = fleet.registry
  const [rows] = await read([orm.select().from(tenants)])
  for (const { id, databaseUrl } of rows) {
    const url = await databaseUrlFor(databaseNameOf(id), databaseUrl)
    await write([orm.update(tenants).set({ databaseUrl: url }).where(eq(tenants.id, id))])
  }
}
