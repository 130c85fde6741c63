import { sql } from 'drizzle-orm'
import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import { tenantMigrations } from '../../db/tenant/migrations/bundle.ts'
import { testDatabases } from './test-databases.ts'

type Thing = { type: string; name: string; sql: string }
type Column = { table: string; name: string }

/**
 * Takes from a studio's database what the last migration brought, so that it is as one that has yet to be migrated: tables,
 * columns, indexes, triggers. Gives its version. Breaks if that cannot be done by taking away: then it is to be taught how.
 */
export async function undoLastMigration(address: DatabaseAddress): Promise<number> {
  const server = await testDatabases()
  const before = await server.createMigrated('one-before', tenantMigrations.slice(0, -1))
  const [then, now] = [await describe(before), await describe(address)]
  const known = new Set(then.things.map(keyOf))
  const added = now.things.filter((thing) => !known.has(keyOf(thing)) && !isTableThat(then, thing))
  const columns = new Set(then.columns.map(columnKeyOf))
  const tables = new Set(then.columns.map(({ table }) => table))
  const addedColumns = now.columns.filter((one) => tables.has(one.table) && !columns.has(columnKeyOf(one)))
  const order = ['trigger', 'index', 'view', 'table']
  const drops = added
    .toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type))
    .map(({ type, name }) => `DROP ${type} "${name}"`)
  const restored = then.things.filter(
    ({ type, ...thing }) =>
      type !== 'table' && !now.things.some((one) => keyOf(one) === keyOf({ type, ...thing })),
  )
  const { orm, write } = openDatabase(address, { schema: {} })
  const statements = [
    ...drops,
    ...addedColumns.map(({ table, name }) => `ALTER TABLE "${table}" DROP COLUMN "${name}"`),
    ...restored.map((thing) => thing.sql),
    `DELETE FROM schema_migrations WHERE version = ${tenantMigrations.length}`,
  ]
  for (const statement of statements) await write([orm.run(sql.raw(statement))])

  const left = await describe(address)
  const isSame =
    JSON.stringify(namesOf(left)) === JSON.stringify(namesOf(then)) &&
    JSON.stringify(left.columns) === JSON.stringify(then.columns)
  if (!isSame) throw new Error('What the last migration did cannot be taken back like this.')
  return tenantMigrations.length - 1
}

/** A table is told by its name: its columns are looked at one by one. */
const isTableThat = (then: { things: Thing[] }, { type, name }: Thing) =>
  type === 'table' && then.things.some((one) => one.type === 'table' && one.name === name)

const keyOf = (thing: Thing) =>
  thing.type === 'table' ? `table ${thing.name}` : `${thing.type} ${thing.name} ${thing.sql}`
const columnKeyOf = ({ table, name }: Column) => `${table} ${name}`
const namesOf = ({ things }: { things: Thing[] }) => things.map(({ type, name }) => `${type} ${name}`)

async function describe(address: DatabaseAddress): Promise<{ things: Thing[]; columns: Column[] }> {
  const { orm, read } = openDatabase(address, { schema: {} })
  const [things, columns] = await read([
    orm.all<Thing>(sql`SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'
      AND name NOT LIKE 'libsql_%' ORDER BY type, name`),
    orm.all<Column>(sql`SELECT tables.name AS "table", columns.name AS name
      FROM sqlite_master AS tables JOIN pragma_table_info(tables.name) AS columns
      WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE 'libsql_%'
      ORDER BY tables.name, columns.name`),
  ])
  return { things, columns }
}
