import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { messageTallies, tenantFacts, tenants, tenantUsage } from '../../../db/registry/schema/index.ts'
import { makeFleetContext } from '../../../tests/support/make-fleet-context.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { days, hours } from '../../durations.ts'
import { DatabaseHostError } from '../database-host.ts'
import { collectUsage } from './collect-usage.ts'
import { makeFactsMemory, noteFacts } from './note-facts.ts'
import { readFacts } from './read-facts.ts'

async function makeCounting(ids: readonly string[]) {
  const made = await makeFleetContext({ hasMigrated: true })
  const { fleet, clock } = made
  const { orm, read, write } = fleet.registry
  for (const id of ids) {
    const row = {
      id,
      slug: id,
      name: id,
      status: 'active' as const,
      databaseUrl: 'x',
      databaseTokenEncrypted: 'x',
    }
    await write([orm.insert(tenants).values({ ...row, createdAt: clock.now() - days(3) })])
  }
  const asked: [string, string][] = []
  const broken = new Set<string>()
  const usage = async (name: string, { from }: { from: number }) => {
    asked.push([name, new Date(from).toISOString().slice(0, 10)])
    if (broken.has(name)) throw new DatabaseHostError('It is away')
    return { rowsRead: 100, rowsWritten: 10, storageBytes: 4_096, counted: 'period' as const }
  }
  const counting = { ...fleet, databaseHost: { ...fleet.databaseHost, usage } }
  const readUsage = async () => (await read([orm.select().from(tenantUsage)]))[0]
  return { ...made, fleet: counting, orm, read, write, asked, broken, readUsage }
}

test('each studio is asked about yesterday once it is over, and about today now and then', async () => {
  const { fleet, clock, orm, write, asked, readUsage } = await makeCounting(['ten_a', 'ten_b'])
  const midnight = clock.now() - (clock.now() % days(1))
  await write([
    orm
      .insert(messageTallies)
      .values({ hourAt: midnight - hours(1), tenantId: 'ten_a', vendor: 'resend', sent: 7 }),
    orm.insert(messageTallies).values({ hourAt: midnight, tenantId: 'ten_a', vendor: 'twilio', sent: 2 }),
  ])
  await collectUsage(fleet)
  expect(asked.map(([name, dayOn]) => `${name} ${dayOn}`).toSorted()).toEqual([
    'ten-a 2027-01-03',
    'ten-a 2027-01-04',
    'ten-b 2027-01-03',
    'ten-b 2027-01-04',
  ])
  expect(
    (await readUsage()).map((row) => [row.dayOn, row.tenantId, row.rowsRead, row.emails, row.smsParts]),
  ).toEqual([
    ['2027-01-03', 'ten_a', 100, 7, 0],
    ['2027-01-03', 'ten_b', 100, 0, 0],
    ['2027-01-04', 'ten_a', 100, 0, 2],
    ['2027-01-04', 'ten_b', 100, 0, 0],
  ])

  clock.advance(hours(1))
  await collectUsage(fleet)
  expect(asked).toHaveLength(4)
  clock.advance(hours(6))
  await collectUsage(fleet)
  expect(asked.slice(4).map(([, dayOn]) => dayOn)).toEqual(['2027-01-04', '2027-01-04'])
})

test('a database that cannot be asked about keeps no other from being counted, and is asked again', async () => {
  const { fleet, asked, broken, readUsage } = await makeCounting(['ten_a', 'ten_b'])
  broken.add('ten-a')
  await expect(collectUsage(fleet)).rejects.toThrow('It is away')
  expect((await readUsage()).map(({ tenantId }) => tenantId)).toEqual(['ten_b'])
  broken.clear()
  asked.length = 0
  await collectUsage(fleet)
  expect(asked.map(([name]) => name)).toContain('ten-a')
})

test('a studio is counted by its visits, now and then, on the schema of before as well', async () => {
  const { fleet, clock, orm, read, write } = await makeCounting([])
  const studio = await makeTenant()
  const ctx = { ...studio.makeContext({ actor: { kind: 'system' } }), now: clock.now }
  const { id } = ctx.tenant
  await write([
    orm.insert(tenants).values({
      id,
      slug: 'x',
      name: 'x',
      status: 'active',
      databaseUrl: 'x',
      databaseTokenEncrypted: 'x',
      createdAt: 0,
    }),
  ])
  const memory = makeFactsMemory()
  await noteFacts(ctx, fleet.registry, memory)
  const [[first]] = await read([orm.select().from(tenantFacts).where(eq(tenantFacts.tenantId, id))])
  expect(first).toMatchObject({ trainers: expect.any(Number), lastBookingAt: null, at: clock.now() })
  expect(first?.databaseBytes).toBeGreaterThan(4_096)

  clock.advance(hours(2))
  await noteFacts(ctx, fleet.registry, memory)
  const [[same]] = await read([orm.select().from(tenantFacts).where(eq(tenantFacts.tenantId, id))])
  expect(same).toEqual(first)
  expect(await readFacts({ ...ctx, schemaVersion: 7 })).toMatchObject({
    bookingsThisMonth: null,
    smsThisMonth: null,
  })
})
