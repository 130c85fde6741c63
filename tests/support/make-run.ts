import { sql } from 'drizzle-orm'
import { openDatabase } from '../../db/open-database.ts'
import { schemaVersions, tenants } from '../../db/registry/schema/index.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { identity } from '../../db/tenant/schema/index.ts'
import { sealDatabaseToken } from '../../tenants/access/database-token.ts'
import { hours } from '../../tenants/durations.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import { followRun } from '../../tenants/fleet/migrations/follow-run.ts'
import { openRun, type NewRun } from '../../tenants/fleet/migrations/open-run.ts'
import { countVersions, listEntries } from '../../tenants/fleet/migrations/read-run.ts'
import { makeFleetContext } from './make-fleet-context.ts'
import type { TestFleet } from './make-fleet.ts'

/** One step more than this code knows: a table with a row, or an index that two such rows stand against. */
const nextMigration = {
  name: '9999_next',
  statements: ['CREATE TABLE trophies (id TEXT PRIMARY KEY) STRICT', "INSERT INTO trophies VALUES ('first')"],
}
export const OLD = tenantMigrations.length
export const NEW = OLD + 1
export const migrations = [...tenantMigrations, nextMigration]

type Made = Awaited<ReturnType<typeof makeFleetContext>>

/** Studios `studio-01` and so on, all at the version before the next, and what a run of theirs needs. */
export async function makeFleetToMigrate(studios: number) {
  const made = await makeFleetContext({ hasMigrated: true })
  const slugs = Array.from({ length: studios }, (_, index) => `studio-${String(index + 1).padStart(2, '0')}`)
  await makeBareStudios(made, slugs)
  made.clock.advance(hours(1))
  const { fleet, clock } = made

  const open = (changes: Partial<NewRun> = {}) =>
    openRun(fleet, {
      isDry: false,
      canaries: 0,
      batchSize: 20,
      createdBy: 'operator:test',
      target: NEW,
      ...changes,
    })
  const wait = async (ms: number) => clock.advance(ms)
  const follow = (id: string) => followRun(fleet, id, { migrations, wait })

  /** What the registry says in the end. */
  async function report(id: string) {
    const { entries } = await listEntries(fleet.registry, {
      runId: id,
      state: 'failed',
      limit: 100,
      cursor: null,
    })
    return { versions: await countVersions(fleet.registry), failed: entries }
  }
  return { ...made, open, follow, report, wait }
}

/** As much of studios as a migration looks at: making them whole takes ten times as long. */
async function makeBareStudios({ fleet, clock }: Made, slugs: readonly string[]): Promise<void> {
  const { registry, databaseHost, keys } = fleet
  const rows = slugs.map(async (slug) => {
    const id = `ten_${slug}`
    const { url, token } = await databaseHost.create(databaseNameOf(id))
    const { orm, write } = openDatabase({ url, token }, { schema: { identity } })
    await write([orm.insert(identity).values({ id: 1, tenantId: id, createdAt: 0 })])
    const databaseTokenEncrypted = await sealDatabaseToken({ keys, tenantId: id }, token)
    const about = { id, slug, name: slug, status: 'active' as const, createdAt: clock.now() }
    return { ...about, databaseUrl: url, databaseTokenEncrypted }
  })
  const versions = slugs.map((slug) => ({ tenantId: `ten_${slug}`, version: OLD, checkedAt: clock.now() }))
  await registry.write([
    registry.orm.insert(tenants).values(await Promise.all(rows)),
    registry.orm.insert(schemaVersions).values(versions),
  ])
}

/** Changes a studio's database behind everybody's back. */
export async function runInStudio(made: TestFleet, slug: string, ...statements: string[]): Promise<void> {
  const { orm, write } = openDatabase(made.address(`ten-${slug}`), { schema: {} })
  for (const statement of statements) await write([orm.run(sql.raw(statement))])
}

/** Makes the next step fail: its table is there already. */
export const poison = (made: TestFleet, slug: string) =>
  runInStudio(made, slug, 'CREATE TABLE trophies (id TEXT)')
export const heal = (made: TestFleet, slug: string) => runInStudio(made, slug, 'DROP TABLE trophies')

/** Whether the next step was done, seen in the database itself. */
export async function hasTrophies(made: TestFleet, slug: string): Promise<boolean> {
  const { orm, read } = openDatabase(made.address(`ten-${slug}`), { schema: {} })
  const [rows] = await read([orm.all(sql`SELECT 1 FROM sqlite_master WHERE name = 'trophies'`)])
  return rows.length > 0
}
