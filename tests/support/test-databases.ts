import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startDatabaseServer, type DatabaseServer } from '../../db/local-server/start-database-server.ts'
import { migrateDatabase } from '../../db/migrate-database.ts'
import type { DatabaseAddress } from '../../db/open-database.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'

type TestDatabases = {
  address: (name: string) => DatabaseAddress
  /** Makes an empty database; one that is there already stays as it is. */
  create: (name: string) => Promise<DatabaseAddress>
  /** Makes a studio's database without any rows. */
  createMigrated: (name: string) => Promise<DatabaseAddress>
}

const TEMPLATE = 'template'

const dataDir = mkdtempSync(join(tmpdir(), 'databases-'))
const made = new Map<string, Promise<DatabaseAddress>>()
// As it is before a test puts a failing one in its place.
const { fetch } = globalThis
let server: Promise<DatabaseServer> | undefined
let template: Promise<void> | undefined

/** The libSQL server of this file of tests: started when first asked for, gone with all its databases afterwards. */
export async function testDatabases(): Promise<TestDatabases> {
  const { url, adminUrl } = await (server ??= startDatabaseServer({ dataDir }))
  const address = (name: string) => ({ url: `${url}/dev/${name}/`, token: '' })
  const post = async (path: string, name: string) => {
    const answer = await fetch(`${adminUrl}/v1/namespaces/${path}`, { method: 'POST', body: '{}' })
    if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`)
    return address(name)
  }
  const create = (name: string) => {
    const creating = made.get(name) ?? post(`${name}/create`, name)
    made.set(name, creating)
    return creating
  }
  // Migrating takes ten times as long as copying what was migrated once.
  const makeTemplate = async () => {
    await migrateDatabase(await create(TEMPLATE), tenantMigrations, 0)
  }
  const createMigrated = async (name: string) => {
    await (template ??= makeTemplate())
    return post(`${TEMPLATE}/fork/${name}`, name)
  }
  return { address, create, createMigrated }
}

afterAll(async () => {
  await (await server)?.close()
  rmSync(dataDir, { recursive: true, force: true })
})
