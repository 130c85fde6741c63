import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, expect, test } from 'vitest'
import { makeDatabaseKeyPair } from '../../db/local-server/database-tokens.ts'
import { startDatabaseServer } from '../../db/local-server/start-database-server.ts'
import { openDatabase, type DatabaseAddress } from '../../db/open-database.ts'
import { makeSqldDatabaseHost } from './sqld-database-host.ts'

const keyPair = await makeDatabaseKeyPair()
const dataDir = await mkdtemp(join(tmpdir(), 'sqld-host-'))
const server = await startDatabaseServer({ dataDir, authJwtKey: keyPair.publicKey, adminAuthKey: 'secret' })
afterAll(async () => {
  await server.close()
  await rm(dataDir, { recursive: true })
})

const options = {
  adminUrl: server.adminUrl,
  adminAuthKey: 'secret',
  urlOf: (name: string) => `${server.url}/dev/${name}/`,
  keyPair,
}
const host = makeSqldDatabaseHost(options)

async function countTables(address: DatabaseAddress): Promise<number> {
  const { orm, read } = openDatabase(address, { schema: {} })
  const [rows] = await read([orm.all(sql`SELECT name FROM sqlite_master`)])
  return rows.length
}

test('makes a database that its token opens', async () => {
  const address = await host.create('ten-one')

  expect(await countTables(address)).toBe(0)
})

test('gives the same database again, with what is in it', async () => {
  const { orm, write } = openDatabase(await host.create('ten-two'), { schema: {} })
  await write([orm.run(sql`CREATE TABLE kept (id TEXT)`)])

  expect(await countTables(await host.create('ten-two'))).toBe(1)
})

test('gives a token that opens no other database', async () => {
  const three = await host.create('ten-three')
  const { url } = await host.create('ten-four')

  await expect(countTables({ url, token: three.token })).rejects.toMatchObject({ kind: 'unavailable' })
})

test('deletes a database, and is content when there is none', async () => {
  const address = await host.create('ten-five')

  await host.delete('ten-five')
  await host.delete('ten-five')

  await expect(countTables(address)).rejects.toMatchObject({ kind: 'unavailable' })
})

test('knows one place, the machine it runs on', async () => {
  await expect(host.create('ten-moon', 'moon')).rejects.toMatchObject({ name: 'DatabaseHostError' })
  expect([host.places, await host.placeOf('ten-one')]).toEqual([['local'], 'local'])
})

test('says what the server said when it refuses', async () => {
  const stranger = makeSqldDatabaseHost({ ...options, adminAuthKey: 'wrong' })

  await expect(stranger.create('ten-six')).rejects.toMatchObject({ name: 'DatabaseHostError', status: 401 })
})

test('says so when nobody answers', async () => {
  const nowhere = makeSqldDatabaseHost({ ...options, adminUrl: 'http://127.0.0.1:1' })

  await expect(nowhere.create('ten-seven')).rejects.toMatchObject({ name: 'DatabaseHostError' })
})

test('blocks writes, and keeps asking for a token meanwhile', async () => {
  const address = await host.create('ten-eight')
  const { orm, write } = openDatabase(address, { schema: {} })
  const makeTable = () => write([orm.run(sql`CREATE TABLE kept (id TEXT)`)])

  await host.setBlocked('ten-eight', { reads: false, writes: true })
  await expect(makeTable()).rejects.toMatchObject({ name: 'DatabaseError' })
  await expect(countTables({ ...address, token: '' })).rejects.toMatchObject({ kind: 'unavailable' })
  expect(await countTables(address)).toBe(0)

  await host.setBlocked('ten-eight', { reads: false, writes: false })
  await makeTable()
  expect(await countTables(address)).toBe(1)
})

test('says what a database used since the server started', async () => {
  const { orm, write } = openDatabase(await host.create('ten-nine'), { schema: {} })
  await write([orm.run(sql`CREATE TABLE kept (id TEXT)`), orm.run(sql`INSERT INTO kept VALUES ('a'), ('b')`)])

  const usage = await host.usage('ten-nine', { from: 0, to: 1 })

  expect(usage).toMatchObject({ counted: 'since-start' })
  expect(usage.rowsWritten).toBeGreaterThan(1)
  expect(usage.storageBytes).toBeGreaterThan(0)
})

test('gives a database as text to who has its token', async () => {
  const address = await host.create('ten-ten')
  const { orm, write } = openDatabase(address, { schema: {} })
  await write([orm.run(sql`CREATE TABLE kept (id TEXT)`), orm.run(sql`INSERT INTO kept VALUES ('a;b''c')`)])

  const text = await new Response(await host.dump(address)).text()

  expect(text).toContain(`INSERT INTO "kept"("id") VALUES('a;b''c');\n`)
  expect(text).toMatch(/COMMIT;\n$/)
  await expect(host.dump({ ...address, token: '' })).rejects.toMatchObject({ status: 401 })
})
