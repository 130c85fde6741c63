// Brings the registry and every studio's database to the newest version: npm run migrate
// Needs what the Worker needs: REGISTRY_URL, REGISTRY_TOKEN, SECRET_KEYS, PLATFORM_HOST. Safe to run again at any time.
import { migrateDatabase } from '../db/migrate-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { migrateTenants } from '../tenants/fleet/migrate-tenants.ts'
import { readFleetEnvironment } from './local/read-environment.ts'

async function migrate(): Promise<void> {
  const { registryAddress, registry, keys } = readFleetEnvironment(process.env)
  const { to } = await migrateDatabase(registryAddress, registryMigrations, Date.now())
  console.log(`Registry: version ${to}`)
  const report = await migrateTenants({ registry, keys, now: Date.now })
  for (const { version, tenants } of report.versions) console.log(`Studios at version ${version}: ${tenants}`)
  if (report.provisioning > 0) console.log(`Studios still being made: ${report.provisioning}`)
  for (const { slug, version, error } of report.failed) console.error(`${slug} stays at ${version}: ${error}`)
  process.exitCode = report.failed.length > 0 ? 1 : 0
}

try {
  await migrate()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
