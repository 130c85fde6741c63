import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'
import { startDatabaseServer, type DatabaseServer } from '../../db/local-server/start-database-server.ts'
import { migrateDatabase, type Migration } from '../../db/migrate-database.ts'
import type { DatabaseAddress } from '../../db/open-database.ts'
import type { DatabaseHost } from '../../tenants/fleet/database-host.ts'
import { makeSqldDatabaseHost } from '../../worker/providers/sqld-database-host.ts'

type TestDatabases = {
  address: (name: string) => DatabaseAddress
  /** Makes an empty database; one that is there already stays as it is. */
  create: (name: string) => Promise<DatabaseAddress>
  /** As `create`, with this schema and no rows. */
  createMigrated: (name: string, migrations: readonly Migration[]) => Promise<DatabaseAddress>
  /** Another database with the rows that one has now, as a backup is. */
  copy: (from: DatabaseAddress, name: string) => Promise<DatabaseAddress>
  /** Takes one away, if it is there. */
  remove: (name: string) => Promise<void>
  /** What the host of databases of our own does, where the tests' databases are. */
  host: DatabaseHost
}

const dataDir = mkdtempSync(join(tmpdir(), 'databases-'))
const made = new Map<string, Promise<DatabaseAddress>>()
// As it is before a test puts a failing one in its place.
const { fetch } = globalThis
let server: Promise<DatabaseServer> | undefined
const templates = new Map<readonly Migration[], Promise<string>>()

/** The libSQL server of this file of tests: started when first asked for, gone with all its databases afterwards. */
export async function testDatabases(): Promise<TestDatabases> {
  const { url, adminUrl } = await (server ??= startDatabaseServer({ dataDir }))
  const address = (name: string) => ({ url: `${url}/dev/${name}/`, token: '' })
  const post = async (path: string, name: string) => {
    const answer = await fetch(`${adminUrl}/v1/namespaces/${path}`, { method: 'POST', body: '{}' })
    if (!answer.ok) throw new Error(`${name}: ${await answer.text()}`)
    return address(name)
  }
  const once = (name: string, make: () => Promise<DatabaseAddress>) => {
    const making = made.get(name) ?? make()
    made.set(name, making)
    return making
  }
  const create = (name: string) => once(name, () => post(`${name}/create`, name))
  // Migrating takes ten times as long as copying what was migrated once.
  const makeTemplate = async (migrations: readonly Migration[]) => {
    const name = `template-${templates.size}`
    await migrateDatabase(await create(name), migrations, 0)
    return name
  }
  const templateOf = (migrations: readonly Migration[]) => {
    const template = templates.get(migrations) ?? makeTemplate(migrations)
    templates.set(migrations, template)
    return template
  }
  // Without keys: the server asks nobody for a token.
  const keyPair = { privateKey: '', publicKey: '' }
  const host = makeSqldDatabaseHost({ adminUrl, urlOf: (name) => address(name).url, keyPair, fetch })
  const createMigrated = (name: string, migrations: readonly Migration[]) =>
    once(name, async () => post(`${await templateOf(migrations)}/fork/${name}`, name))
  const copy = ({ url: from }: DatabaseAddress, name: string) =>
    once(name, () => post(`${from.split('/').at(-2)}/fork/${name}`, name))
  const remove = async (name: string) => {
    made.delete(name)
    await host.delete(name)
  }
  return { address, create, createMigrated, copy, remove, host }
}

afterAll(async () => {
  await (await server)?.close()
  rmSync(dataDir, { recursive: true, force: true })
})
