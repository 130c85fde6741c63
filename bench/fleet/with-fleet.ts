import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { migrateDatabase } from '../../db/migrate-database.ts'
import type { DatabaseAddress } from '../../db/open-database.ts'
import { registryMigrations } from '../../db/registry/migrations/bundle.ts'
import { openRegistry } from '../../db/registry/open-registry.ts'
import { openTenantDatabase, type TenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { systemContext } from '../../scripts/system-context.ts'
import { openDatabaseToken } from '../../tenants/access/database-token.ts'
import { parseSigningKeys } from '../../tenants/access/signing-keys.ts'
import { findDatabase } from '../../tenants/fleet/backups/find-database.ts'
import type { FleetContext } from '../../tenants/fleet/fleet-context.ts'
import { withDatabaseServer } from '../with-database-server.ts'
import { makeDiskFiles } from './disk-files.ts'

const PATIENCE_MS = 30_000

/** A fleet on this machine's database server, with its backups in a folder. */
export type Fleet = FleetContext & {
  registryAddress: DatabaseAddress
  secretKeys: string
  /** Where backups are, by their keys. */
  filesDir: string
  /** What would be waited for is over at once. */
  moveClock: (ms: number) => void
}

/** A fleet without any studio for as long as `use` takes. */
export function withFleet<T>(use: (fleet: Fleet) => Promise<T>): Promise<T> {
  return withDatabaseServer(async ({ url, hostAt, dataDir }) => {
    const databaseHost = hostAt(url)
    const registryAddress = await databaseHost.create('registry')
    await migrateDatabase(registryAddress, registryMigrations, Date.now())
    return use(makeFleet({ databaseHost, registryAddress, filesDir: join(dataDir, 'files') }))
  })
}

/** The database that a studio uses now; waited for as long as a busy machine takes. */
export async function openInUse(fleet: Fleet, tenantId: string): Promise<TenantDatabase> {
  return openTenantDatabase(tenantId, (await findDatabase(fleet, tenantId)).address, {
    timeoutMs: PATIENCE_MS,
  })
}

type Places = Pick<Fleet, 'databaseHost' | 'registryAddress' | 'filesDir'>

/** Mails go nowhere, and all host names are the platform's own. */
function makeFleet({ databaseHost, registryAddress, filesDir }: Places): Fleet {
  const secretKeys = `bench:${randomBytes(32).toString('base64')}`
  const keys = parseSigningKeys(secretKeys)
  let aheadMs = 0
  const now = () => Date.now() + aheadMs
  return {
    registry: openRegistry(registryAddress, { timeoutMs: PATIENCE_MS }),
    registryAddress,
    databaseHost,
    secretKeys,
    keys,
    platformDomain: 'bench.test',
    platformHost: 'platform.bench.test',
    platformOrigin: 'https://platform.bench.test',
    now,
    moveClock: (ms) => void (aheadMs += ms),
    files: makeDiskFiles(filesDir),
    filesDir,
    certificates: null,
    hostnameVendor: null,
    dns: null,
    mail: { send: async ({ idempotencyKey }) => ({ ok: true, providerId: idempotencyKey }) },
    mailFrom: 'bookings@bench.test',
    webhooks: { send: () => Promise.reject(new Error('No program is told here.')) },
    forgetHosts: async () => {},
    async openTenant({ tenant, databaseUrl, databaseTokenEncrypted }) {
      const token = await openDatabaseToken({ keys, tenantId: tenant.id }, databaseTokenEncrypted)
      const db = openTenantDatabase(tenant.id, { url: databaseUrl, token })
      return systemContext({ tenant, db, keys, now })
    },
    startWork: async () => {},
  }
}
