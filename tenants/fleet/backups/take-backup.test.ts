import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { asc, eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { backups, tenants } from '../../../db/registry/schema/index.ts'
import {
  addClient,
  makeBackedStudio,
  openInUse,
  type BackedStudio,
} from '../../../tests/support/make-backed-studio.ts'
import { days, hours } from '../../durations.ts'
import type { FleetContext } from '../fleet-context.ts'
import { lookAfterBackups } from './look-after-backups.ts'
import { takeBackup } from './take-backup.ts'
import { takeDueBackups } from './take-due-backups.ts'

async function list({ registry: { orm, read } }: FleetContext) {
  const [rows] = await read([orm.select().from(backups).orderBy(asc(backups.takenAt), asc(backups.tenantId))])
  return rows
}

function textOf({ kept }: BackedStudio, key: string): string {
  return gunzipSync(kept.get(key)?.bytes ?? new Uint8Array()).toString('utf8')
}

test('keeps the database as SQL text, with hashes of the file and of each table', async () => {
  const studio = await makeBackedStudio()
  await addClient(await openInUse(studio.fleet), 'cli_ana')

  const backup = await takeBackup(studio.fleet, { tenantId: 'ten_iron', reason: 'asked' })

  const file = studio.kept.get(backup.key)
  expect(backup.key).toBe(`backups/ten_iron/${backup.id}.sql.gz`)
  expect(backup.bytes).toBe(file?.bytes.length)
  expect(backup.sha256).toBe(
    createHash('sha256')
      .update(file?.bytes ?? '')
      .digest('hex'),
  )
  expect(textOf(studio, backup.key)).toContain('Canary-cli_ana')
  expect(backup.tables['clients']).toMatchObject({ rows: 1 })
  expect(backup.expiresAt).toBe(studio.clock.now() + days(30))
  expect(await list(studio.fleet)).toEqual([backup])
})

test('is made once, however often it is asked for', async () => {
  const { fleet, kept } = await makeBackedStudio()
  const wish = { tenantId: 'ten_iron', reason: 'asked', id: 'bkp_1' } as const

  const [one, other] = await Promise.all([takeBackup(fleet, wish), takeBackup(fleet, wish)])

  expect(one).toEqual(other)
  expect(await takeBackup(fleet, wish)).toEqual(one)
  expect([kept.size, await list(fleet)]).toEqual([1, [one]])
})

test('keeps nothing of a dump that was cut off', async () => {
  const { fleet, kept } = await makeBackedStudio()
  const { databaseHost } = fleet
  const cut: FleetContext = {
    ...fleet,
    databaseHost: {
      ...databaseHost,
      async dump(address) {
        const text = await new Response(await databaseHost.dump(address)).text()
        return new Blob([text.replace(/COMMIT;\s*$/, '')]).stream()
      },
    },
  }

  await expect(takeBackup(cut, { tenantId: 'ten_iron', reason: 'asked' })).rejects.toThrow('cut off')
  expect([kept.size, await list(fleet)]).toEqual([0, []])
})

test('refuses a database that belongs to another studio', async () => {
  const { fleet, address } = await makeBackedStudio()
  const { orm, write } = fleet.registry
  const { url } = address('ten-lotus')
  await write([orm.update(tenants).set({ databaseUrl: url }).where(eq(tenants.id, 'ten_iron'))])

  const taking = takeBackup(fleet, { tenantId: 'ten_iron', reason: 'asked' })

  await expect(taking).rejects.toMatchObject({ kind: 'wrong_database' })
})

test('each day takes one of every studio, and one that fails holds up no other', async () => {
  const { fleet, clock } = await makeBackedStudio()
  const { orm, write } = fleet.registry
  await write([
    orm.update(tenants).set({ databaseUrl: 'http://127.0.0.1:1' }).where(eq(tenants.id, 'ten_lotus')),
  ])

  const report = await takeDueBackups(fleet)
  expect(report).toMatchObject({ taken: 1, failures: [{ tenantId: 'ten_lotus' }] })
  clock.advance(hours(20))
  await expect(lookAfterBackups(fleet)).rejects.toThrow('No backup of ten_lotus')
  clock.advance(hours(4))
  expect(await takeDueBackups(fleet)).toMatchObject({ taken: 1 })

  expect((await list(fleet)).map(({ tenantId, reason }) => [tenantId, reason])).toEqual([
    ['ten_iron', 'scheduled'],
    ['ten_iron', 'scheduled'],
  ])
})

test('keeps seven days, the first of four weeks, and the first of twelve months', async () => {
  const { fleet, clock, kept } = await makeBackedStudio()
  const { orm, write } = fleet.registry
  await write([orm.update(tenants).set({ status: 'archived' }).where(eq(tenants.id, 'ten_lotus'))])
  clock.set(Date.UTC(2027, 0, 1, 6))
  for (let day = 0; day < 60; day += 1) {
    await takeDueBackups(fleet)
    clock.advance(days(1))
  }

  const left = (await list(fleet)).map(({ takenAt }) => new Date(takenAt).toISOString().slice(5, 10))
  expect(left).toEqual([
    '01-01',
    '02-01',
    '02-08',
    '02-15',
    '02-22',
    '02-23',
    '02-24',
    '02-25',
    '02-26',
    '02-27',
    '02-28',
    '03-01',
  ])
  expect(kept.size).toBe(left.length)
}, 60_000)
