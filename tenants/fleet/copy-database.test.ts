import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { clients } from '../../db/tenant/schema/index.ts'
import { fillStudio } from '../../tests/support/fill-studio.ts'
import { makeFleet, makeNewTenant } from '../../tests/support/make-fleet.ts'
import { copyDatabase } from './copy-database.ts'
import { provisionTenant } from './provision-tenant.ts'

const client = {
  id: 'cli_1',
  firstName: "O'Hara; DROP TABLE clients;\n--",
  lastName: 'Здравей 🧘 "quoted"',
  email: 'a@example.test',
  locale: 'en' as const,
  timeZone: 'Europe/Sofia',
  createdAt: 1,
}

async function setUp() {
  const { deps, address } = await makeFleet({ hasMigrated: true })
  await provisionTenant(deps, makeNewTenant('iron'))
  const from = address('ten-iron')
  const db = openTenantDatabase('ten_iron', from)
  await fillStudio(db)
  return { deps, address, from, db }
}

test('copies every table, trigger and index, and says what was in it', async () => {
  const { deps, from } = await setUp()
  const original = openDatabase(from, { schema: {} })
  await original.write([
    original.orm.run(sql`CREATE TABLE odd ("a;b" TEXT, c REAL, d BLOB, e)`),
    original.orm.run(
      sql`INSERT INTO odd VALUES (${client.firstName}, 1.0, X'00ff', 9007199254740993), (${client.lastName}, -0.1, NULL, 'x')`,
    ),
  ])

  const { address, tables } = await copyDatabase(deps, { from, to: 'copy-iron', tenantId: 'ten_iron' })

  const copy = openDatabase(address, { schema: {} })
  const rows = ({ orm, read }: typeof copy) =>
    read([
      orm.all(sql`SELECT "a;b", c, d, CAST(e AS TEXT) AS e FROM odd`),
      orm.all(sql`SELECT type, name, sql FROM sqlite_schema ORDER BY type, name`),
    ])
  expect(await rows(copy)).toEqual(await rows(original))
  expect(tables['odd']?.rows).toBe(2)
  expect(tables['trainers']?.rows).toBeGreaterThan(0)
  expect(tables['clients']).toMatchObject({ rows: 0 })
})

test('begins anew after a copy that died half way', async () => {
  const { deps, from } = await setUp()
  await deps.databaseHost.delete('copy-iron')
  const half = openDatabase(await deps.databaseHost.create('copy-iron'), { schema: {} })
  await half.write([half.orm.run(sql`CREATE TABLE trainers (id TEXT)`)])

  const { address } = await copyDatabase(deps, { from, to: 'copy-iron', tenantId: 'ten_iron' })

  expect(await openTenantDatabase('ten_iron', address).read([half.orm.all(sql`SELECT 1`)])).toHaveLength(1)
})

test('gives the copy to another studio when it is to have it', async () => {
  const { deps, from } = await setUp()

  const { address } = await copyDatabase(deps, {
    from,
    to: 'ten-training',
    tenantId: 'ten_iron',
    newTenantId: 'ten_training',
  })

  const training = openTenantDatabase('ten_training', address)
  await training.write([training.orm.insert(clients).values(client)])
  await expect(
    openTenantDatabase('ten_iron', address).read([training.orm.select().from(clients)]),
  ).rejects.toMatchObject({ kind: 'wrong_database' })
  expect(await openTenantDatabase('ten_iron', from).read([training.orm.select().from(clients)])).toEqual([[]])
})

test('refuses the database of another studio, and makes nothing', async () => {
  const { deps, from } = await setUp()

  const copying = copyDatabase(deps, { from, to: 'copy-iron', tenantId: 'ten_lotus' })

  await expect(copying).rejects.toMatchObject({ kind: 'wrong_database' })
})

test.each([
  ['was cut off between statements', (text: string) => text.replace(/COMMIT;\s*$/, '')],
  ['was cut off within one', (text: string) => text.slice(0, -1_000)],
])('refuses a dump that %s', async (_how, cut) => {
  const { deps, from } = await setUp()
  const { databaseHost } = deps
  const host = {
    ...databaseHost,
    dump: async (address: typeof from) =>
      new Blob([cut(await new Response(await databaseHost.dump(address)).text())]).stream(),
  }

  const copying = copyDatabase({ databaseHost: host }, { from, to: 'copy-iron', tenantId: 'ten_iron' })

  await expect(copying).rejects.toThrow(/cut off|within a statement/)
})

test('says which tables differ when the copy is not the same', async () => {
  const { deps, from } = await setUp()
  const { databaseHost } = deps
  let dumps = 0
  const host = {
    ...databaseHost,
    async dump(address: typeof from) {
      dumps += 1
      const text = await new Response(await databaseHost.dump(address)).text()
      return new Blob([dumps === 1 ? text : text.replace(/INSERT INTO "trainers".*\n/, '')]).stream()
    },
  }

  const copying = copyDatabase({ databaseHost: host }, { from, to: 'copy-iron', tenantId: 'ten_iron' })

  await expect(copying).rejects.toMatchObject({ kind: 'failed', message: 'The copy differs in trainers' })
})
