import { eq, sql } from 'drizzle-orm'
import { expect, test, vi } from 'vitest'
import { isDatabaseError } from '../../../db/database-error.ts'
import { bookings, clients, messages, settings, users } from '../../../db/tenant/schema/index.ts'
import { dumpTables, findTraces } from '../../../tests/support/dump-tables.ts'
import { makeKnownClient } from '../../../tests/support/make-known-client.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { traces } from '../../../tests/support/write-known-rows.ts'
import { scrubCopy } from './scrub-copy.ts'

const scrubbing = { host: 'training.trainerhub.test' }

async function makeCopy() {
  const studio = await makeTenant()
  await makeKnownClient(studio)
  const { db } = studio.ctx
  const triggers = async () =>
    (
      await db.read([
        db.orm.all(sql`SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name`),
      ])
    )[0]
  const before = await triggers()
  return { ...studio, db, triggers, before }
}

test('nobody is known in a copy, whatever was known of them', async () => {
  const studio = await makeCopy()
  const known = await findTraces(studio)
  expect(Object.values(traces).filter((trace) => !known.some((one) => one.endsWith(trace)))).toEqual([])
  await scrubCopy(studio.address, scrubbing)
  expect(await findTraces(studio)).toEqual([])
})

test('what they booked is there, by clients with other names; nothing waits to be sent', async () => {
  const { db, address } = await makeCopy()
  const [before] = await db.read([db.orm.select().from(bookings)])
  await scrubCopy(address, scrubbing)
  const [after, people, letters, [own]] = await db.read([
    db.orm.select().from(bookings),
    db.orm.select().from(clients),
    db.orm.select().from(messages),
    db.orm.select().from(settings),
  ])
  expect(after.map(({ id, startsAt }) => [id, startsAt])).toEqual(
    before.map(({ id, startsAt }) => [id, startsAt]),
  )
  expect(new Set(after.map(({ host }) => host))).toEqual(new Set(['training.trainerhub.test']))
  for (const { firstName, lastName, email, userId } of people) {
    expect([firstName, lastName, userId]).toEqual(['Client', expect.stringMatching(/^\d+$/), null])
    expect(email ?? '@training.invalid').toMatch(/@training\.invalid$/)
  }
  expect(
    letters.filter(({ state, recipient }) => state === 'planned' || state === 'claimed' || recipient),
  ).toEqual([])
  expect(own?.studioName).toMatchObject({ en: 'Iron Works (training)' })
})

test('staff keep their login; the guards are as they were; a second time changes nothing', async () => {
  const studio = await makeCopy()
  const { db, address, triggers, before } = studio
  const owner = { id: 'usr_owner', email: 'owner@example.test', name: 'Olga', locale: 'en' as const }
  await db.write([
    db.orm.insert(users).values({ ...owner, passwordHash: 'kept', createdAt: 1 }),
    db.orm.run(sql`INSERT INTO staff (user_id, role, created_at) VALUES ('usr_owner', 'owner', 1)`),
  ])
  await scrubCopy(address, scrubbing)
  expect(await triggers()).toEqual(before)
  const once = await dumpTables(studio)
  await scrubCopy(address, scrubbing)
  expect(await dumpTables(studio)).toEqual(once)
  const [logins] = await db.read([db.orm.select().from(users)])
  expect(logins).toContainEqual(expect.objectContaining({ ...owner, passwordHash: 'kept', status: 'active' }))
})

/** Every seventh call dies: before it is carried out, or after it, when the answer is lost. */
function makeUnreliable(): () => void {
  const whole = globalThis.fetch
  let calls = 0
  vi.stubGlobal('fetch', async (...args: Parameters<typeof fetch>) => {
    calls += 1
    if (calls % 14 === 0) throw new TypeError('fetch failed')
    const answer = await whole(...args)
    if (calls % 14 === 7) throw new TypeError('fetch failed')
    return answer
  })
  return () => vi.unstubAllGlobals()
}

async function addClients({ orm, write }: Awaited<ReturnType<typeof makeCopy>>['db'], count: number) {
  await write([
    orm.run(sql`WITH RECURSIVE nth(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM nth WHERE n < ${count})
      INSERT INTO clients (id, first_name, last_name, email, locale, time_zone, created_at)
      SELECT 'cli_many' || n, 'Real', 'Person ' || n, 'p' || n || '@real.example', 'en', 'Europe/Sofia', 1 FROM nth`),
  ])
}

test('killed again and again it goes on where it was, and is as if it had not been', async () => {
  const studio = await makeCopy()
  await addClients(studio.db, 60)
  const heal = makeUnreliable()
  let died = 0
  for (let isDone = false; !isDone && died < 60;) {
    try {
      isDone = await scrubCopy(studio.address, { ...scrubbing, rows: 7 })
    } catch (error) {
      if (!isDatabaseError(error)) throw error
      died += 1
    }
  }
  heal()
  expect(died).toBeGreaterThan(5)
  expect(died).toBeLessThan(60)
  expect(await findTraces(studio)).toEqual([])
  expect(await studio.triggers()).toEqual(studio.before)
  const dump = await dumpTables(studio)
  expect(JSON.stringify([...dump])).not.toMatch(/real\.example|Person \d/)
  expect([...dump.keys()].filter((name) => name.startsWith('scrub_'))).toEqual([])
  await scrubCopy(studio.address, scrubbing)
  expect(await dumpTables(studio)).toEqual(dump)
})

test('a large one is done so many rows at a time, in as many goes as it takes', async () => {
  const { db, address } = await makeCopy()
  await addClients(db, 200)
  const leftNow = async () =>
    (await db.read([db.orm.select().from(clients).where(eq(clients.firstName, 'Real'))]))[0].length
  const changed: number[] = []
  let goes = 0
  for (let isDone = false; !isDone; goes += 1) {
    const before = await leftNow()
    isDone = await scrubCopy(address, { ...scrubbing, rows: 50, mayGoOn: () => false })
    changed.push(before - (await leftNow()))
  }
  expect(Math.max(...changed)).toBeLessThanOrEqual(50)
  expect(goes).toBeGreaterThan(8)
  expect(await leftNow()).toBe(0)
})
