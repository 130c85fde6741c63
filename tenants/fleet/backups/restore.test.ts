import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { backups, restores, tenants, type BackupRow } from '../../../db/registry/schema/index.ts'
import { openDatabase } from '../../../db/open-database.ts'
import {
  addClient,
  listClients,
  makeBackedStudio,
  openInUse,
  readTenant,
  type BackedStudio,
} from '../../../tests/support/make-backed-studio.ts'
import { days } from '../../durations.ts'
import { DatabaseHostError } from '../database-host.ts'
import { abandonJob } from '../jobs/abandon-job.ts'
import { beginRestore } from './begin-restore.ts'
import { startDueDrills } from './start-due-drills.ts'
import { takeBackup } from './take-backup.ts'

/** A studio with a backup that knows Ana, and Boris, who came later. */
async function setUp() {
  const studio = await makeBackedStudio()
  await addClient(await openInUse(studio.fleet), 'cli_ana')
  const backup = await takeBackup(studio.fleet, { tenantId: 'ten_iron', reason: 'asked' })
  await addClient(await openInUse(studio.fleet), 'cli_boris')
  return { ...studio, backup }
}

function begin({ fleet }: BackedStudio, backup: BackupRow, kind: 'restore' | 'drill' = 'restore') {
  const source = { backupId: backup.id }
  return beginRestore(fleet, { kind, tenantId: backup.tenantId, source, createdBy: 'operator:usr_1' })
}

async function readRestore({ fleet }: BackedStudio) {
  const { orm, read } = fleet.registry
  const [[restore], [backup]] = await read([orm.select().from(restores), orm.select().from(backups)])
  return { restore, backup }
}

test('makes a database beside the one in use, and says what differs', async () => {
  const studio = await setUp()

  const job = await studio.runToEnd(await begin(studio, studio.backup))

  expect(job).toMatchObject({ state: 'done', steps: ['load', 'check', 'migrate', 'compare'] })
  const { restore } = await readRestore(studio)
  expect(restore).toMatchObject({ state: 'ready', tenantId: 'ten_iron' })
  expect(restore?.comparison?.['differences']).toContainEqual({ table: 'clients', before: 2, after: 1 })
  expect(restore?.comparison?.['differences']).not.toContainEqual(
    expect.objectContaining({ table: 'trainers' }),
  )
  // The studio goes on as it was.
  expect(await listClients(await openInUse(studio.fleet))).toEqual(['cli_ana', 'cli_boris'])
  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'active', databaseName: null })
})

test('makes it where the one in use is, and anywhere when that one is gone', async () => {
  const studio = await setUp()
  const { databaseHost } = studio.fleet
  const made: (string | undefined)[] = []
  databaseHost.create = ((create) => (name, place) => {
    made.push(place)
    return create(name, place)
  })(databaseHost.create)

  databaseHost.placeOf = async () => 'there'
  await studio.runToEnd(await begin(studio, studio.backup))
  const gone = new DatabaseHostError('It is not there.', { status: 404 })
  databaseHost.placeOf = () => Promise.reject(gone)
  await studio.runToEnd(await begin(studio, studio.backup))

  expect(made).toEqual(['there', undefined])
})

test('refuses a file that is not the one that was kept', async () => {
  const studio = await setUp()
  const file = studio.kept.get(studio.backup.key)
  if (file) file.bytes[100] = (file.bytes[100] ?? 0) ^ 1

  const job = await studio.runToEnd(await begin(studio, studio.backup))

  expect(job).toMatchObject({ state: 'failed', steps: [] })
  expect(job.error).toContain('not the one that was kept')
})

test('refuses a backup that is another studio’s', async () => {
  const studio = await setUp()
  const { orm, write } = studio.fleet.registry
  const lotus = await takeBackup(studio.fleet, { tenantId: 'ten_lotus', reason: 'asked' })
  const { key, sha256, tables } = lotus
  await write([orm.update(backups).set({ key, sha256, tables }).where(eq(backups.id, studio.backup.id))])

  const job = await studio.runToEnd(await begin(studio, studio.backup))

  expect(job).toMatchObject({ state: 'failed', steps: ['load'] })
  expect(job.error).toContain('another studio')
})

test('finds a table that did not come back whole', async () => {
  const studio = await setUp()
  const { orm, write } = studio.fleet.registry
  const tables = { ...studio.backup.tables, trainers: { rows: 2, sha256: 'of something else' } }
  await write([orm.update(backups).set({ tables }).where(eq(backups.id, studio.backup.id))])

  const job = await studio.runToEnd(await begin(studio, studio.backup))

  expect(job).toMatchObject({ state: 'failed', steps: ['load'] })
  expect(job.error).toContain('trainers')
})

test('says so when the database in use cannot be read, which may be why', async () => {
  const studio = await setUp()
  const { orm, write } = studio.fleet.registry
  const databaseUrl = studio.address('ten-nowhere').url
  await write([orm.update(tenants).set({ databaseUrl }).where(eq(tenants.id, 'ten_iron'))])

  const job = await studio.runToEnd(await begin(studio, studio.backup))

  expect(job.state).toBe('done')
  const { restore } = await readRestore(studio)
  expect(restore?.comparison).toMatchObject({ unreadable: expect.stringContaining('404') })
})

test('goes on after dying in the middle of filling, and fills the database once', async () => {
  const studio = await setUp()
  const { databaseHost } = studio.fleet
  const job = await begin(studio, studio.backup)
  let goes = 0
  studio.fleet.databaseHost = {
    ...databaseHost,
    async create(name) {
      goes += 1
      const address = await databaseHost.create(name)
      if (goes > 1) return address
      const { orm, write } = openDatabase(address, { schema: {} })
      await write([orm.run(sql`CREATE TABLE trainers (id TEXT)`)])
      throw new DatabaseHostError('cut off')
    },
  }

  const done = await studio.runToEnd(job)

  expect(done).toMatchObject({ state: 'done' })
  expect(goes).toBe(2)
})

test('takes the database away again when it is abandoned', async () => {
  const studio = await setUp()
  const job = await begin(studio, studio.backup)
  const file = studio.kept.get(studio.backup.key)
  studio.kept.delete(studio.backup.key)
  expect(await studio.runToEnd(job)).toMatchObject({ state: 'failed' })
  if (file) studio.kept.set(studio.backup.key, file)

  await abandonJob(studio.fleet, { id: job.id })
  expect(await studio.runToEnd(job)).toMatchObject({ state: 'undone' })

  const { restore } = await readRestore(studio)
  expect(restore?.state).toBe('dropped')
  expect([...studio.databases].filter((name) => name.startsWith('rst-'))).toEqual([])
})

test('a drill proves a backup and leaves nothing', async () => {
  const studio = await setUp()

  const job = await studio.runToEnd(await begin(studio, studio.backup, 'drill'))

  expect(job).toMatchObject({ state: 'done', steps: ['load', 'check', 'prove', 'drop'] })
  const { restore, backup } = await readRestore(studio)
  expect(restore).toMatchObject({ state: 'dropped', isDrill: true })
  expect(backup?.provenAt).toBe(studio.clock.now())
  expect([...studio.databases].filter((name) => name.startsWith('rst-'))).toEqual([])
})

test('a drill of a backup that is damaged proves nothing', async () => {
  const studio = await setUp()
  const file = studio.kept.get(studio.backup.key)
  if (file) studio.kept.set(studio.backup.key, { ...file, bytes: file.bytes.slice(0, -20) })

  const job = await studio.runToEnd(await begin(studio, studio.backup, 'drill'))

  expect(job.state).toBe('failed')
  expect((await readRestore(studio)).backup?.provenAt).toBe(null)
})

test('each month proves the newest backup of every studio that has one', async () => {
  const studio = await setUp()
  studio.clock.advance(days(1))
  const newest = await takeBackup(studio.fleet, { tenantId: 'ten_iron', reason: 'asked' })

  expect(await startDueDrills(studio.fleet)).toBe(1)
  expect(await startDueDrills(studio.fleet)).toBe(0)
  const { orm, read } = studio.fleet.registry
  const [[drill]] = await read([orm.select().from(restores)])
  expect(drill).toMatchObject({ tenantId: 'ten_iron', backupId: newest.id, isDrill: true })
  await studio.runToEnd({ id: drill?.jobId ?? '' })

  studio.clock.advance(days(31))
  expect(await startDueDrills(studio.fleet)).toBe(1)
})
