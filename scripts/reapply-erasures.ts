// Forgets again whom a studio's restored database still knows: npm run reapply-erasures -- my-studio | --all
// Needs what the Worker needs: REGISTRY_URL, REGISTRY_TOKEN, SECRET_KEYS, PLATFORM_HOST. Safe to run again at any time.
import { parseArgs } from 'node:util'
import { openTenantDatabase } from '../db/tenant/open-tenant-database.ts'
import { openDatabaseToken } from '../tenants/access/database-token.ts'
import type { TenantContext } from '../tenants/context.ts'
import { listErasureOrders, type StudioErasures } from '../tenants/fleet/list-erasure-orders.ts'
import { reapplyErasures } from '../tenants/privacy/reapply-erasures.ts'
import { readFleetEnvironment, type FleetEnvironment } from './local/read-environment.ts'
import { systemContext } from './system-context.ts'

async function reapplyAll(fleet: FleetEnvironment, studio: string | null): Promise<void> {
  const studios = await listErasureOrders(fleet.registry, { studio, until: Date.now() })
  if (studios.length === 0) console.log('Nobody is to be forgotten there.')
  for (const { record, clientIds } of studios) {
    try {
      const { erased, unchanged, left } = await reapplyErasures(await makeContext(fleet, record), clientIds)
      console.log(`${record.tenant.slug}: ${erased.length} forgotten, ${unchanged.length} were already`)
      if (left.length === 0) continue
      console.error(`${record.tenant.slug}: run it again later for ${left.join(', ')}`)
    } catch (error) {
      console.error(`${record.tenant.slug}: ${error instanceof Error ? error.message : String(error)}`)
    }
    process.exitCode = 1
  }
}

/**
 * The studio itself, without the Worker around it: who moves up in a line is decided by the database alone. Its bucket is
 * not there: what a restored database still names went from it when it was erased before, and is said to be looked for.
 */
async function makeContext(
  { keys }: FleetEnvironment,
  record: StudioErasures['record'],
): Promise<TenantContext> {
  const { tenant, databaseUrl, databaseTokenEncrypted } = record
  const token = await openDatabaseToken({ keys, tenantId: tenant.id }, databaseTokenEncrypted)
  const db = openTenantDatabase(tenant.id, { url: databaseUrl, token })
  // The orders are there already, and the queue comes by anyway.
  const ctx = systemContext({ tenant, db, keys, now: Date.now })
  const named = new Set<string>()
  const name = async (fileKeys: readonly string[]) => {
    for (const key of fileKeys) {
      if (!named.has(key)) console.log(`${tenant.slug}: should be out of the bucket: ${tenant.id}/${key}`)
      named.add(key)
    }
  }
  return { ...ctx, files: { ...ctx.files, delete: name } }
}

try {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { all: { type: 'boolean' } } })
  const [studio = null] = positionals
  if ((studio === null) !== (values.all === true)) {
    throw new Error('Whose database? npm run reapply-erasures -- my-studio, or --all')
  }
  await reapplyAll(readFleetEnvironment(process.env), studio)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
