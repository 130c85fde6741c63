import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { bookings, clients, messages, settings, users } from '../../../db/tenant/schema/index.ts'
import { dumpTables, findTraces } from '../../../tests/support/dump-tables.ts'
import { makeKnownClient } from '../../../tests/support/make-known-client.ts'
import { makeTenant } from '../../../tests/support/make-tenant.ts'
import { traces } from '../../../tests/support/write-known-rows.ts'
import { scrubCopy } from './scrub-copy.ts'

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
  await scrubCopy(studio.address, 'training.trainerhub.test')
  expect(await findTraces(studio)).toEqual([])
})

test('what they booked is there, by clients with other names; nothing waits to be sent', async () => {
  const { db, address } = await makeCopy()
  const [before] = await db.read([db.orm.select().from(bookings)])
  await scrubCopy(address, 'training.trainerhub.test')
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
  await scrubCopy(address, 'training.trainerhub.test')
  expect(await triggers()).toEqual(before)
  const once = await dumpTables(studio)
  await scrubCopy(address, 'training.trainerhub.test')
  expect(await dumpTables(studio)).toEqual(once)
  const [logins] = await db.read([db.orm.select().from(users)])
  expect(logins).toContainEqual(expect.objectContaining({ ...owner, passwordHash: 'kept', status: 'active' }))
})
