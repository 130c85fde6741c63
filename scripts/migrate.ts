// Brings the registry and every studio's database to the newest version: npm run migrate
// Needs REGISTRY_URL, REGISTRY_TOKEN and SECRET_KEYS, as the Worker has them. Safe to run again at any time.
import { z } from 'zod'
import { migrateDatabase } from '../db/migrate-database.ts'
import { registryMigrations } from '../db/registry/migrations/bundle.ts'
import { openRegistry } from '../db/registry/open-registry.ts'
import { parseSigningKeys } from '../tenants/access/signing-keys.ts'
import { migrateTenants } from '../tenants/fleet/migrate-tenants.ts'

const environment = z.object({
  REGISTRY_URL: z.url(),
  REGISTRY_TOKEN: z.string().default(''),
  SECRET_KEYS: z.string(),
})

const given = environment.safeParse(process.env)
if (!given.success) {
  console.error(`Missing or malformed: ${given.error.issues.map(({ path }) => String(path[0])).join(', ')}`)
  process.exit(1)
}
const { REGISTRY_URL: url, REGISTRY_TOKEN: token, SECRET_KEYS } = given.data

const registry = await migrateDatabase({ url, token }, registryMigrations, Date.now())
console.log(`Registry: version ${registry.to}`)
const report = await migrateTenants({
  registry: openRegistry({ url, token }),
  keys: parseSigningKeys(SECRET_KEYS),
  now: Date.now,
})
for (const { version, tenants } of report.versions) console.log(`Studios at version ${version}: ${tenants}`)
if (report.provisioning > 0) console.log(`Studios still being made: ${report.provisioning}`)
for (const { slug, version, error } of report.failed) console.error(`${slug} stays at ${version}: ${error}`)
process.exitCode = report.failed.length > 0 ? 1 : 0
