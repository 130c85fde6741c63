import { eq, sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hostnames, restores, schemaVersions } from '../../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import { identity, trainers } from '../../../db/tenant/schema/index.ts'
import { addClient } from '../../../tests/support/make-backed-studio.ts'
import { makeLifecycle } from '../../../tests/support/make-lifecycle.ts'
import { seconds } from '../../durations.ts'
import { cloneTenant } from '../../operators/clone-tenant.ts'
import { moveTenant } from '../../operators/move-tenant.ts'
import { suspendTenant } from '../../operators/suspend-tenant.ts'
import { findDatabase } from '../backups/find-database.ts'
import { DatabaseHostError } from '../database-host.ts'
import { findHost } from '../find-host.ts'
import { abandonJob } from '../jobs/abandon-job.ts'

const move = { tenant: 'iron-works', confirm: 'iron-works' }

async function makeStudio() {
  const made = await makeLifecycle()
  const finish = async () => {
    for (let go = 0; go < 4; go += 1) await made.work()
  }
  const databaseOf = async (id: string) => {
    const { address, name } = await findDatabase(made.fleet, id)
    return { name, db: openTenantDatabase(id, address) }
  }
  const trainersOf = async (id: string) => {
    const { db } = await databaseOf(id)
    return (await db.read([db.orm.select().from(trainers)]))[0].length
  }
  return { ...made, finish, databaseOf, trainersOf }
}

test('a training copy is a studio of its own, with the same rows and another name', async () => {
  const made = await makeStudio()
  const { tenantId: id } = await cloneTenant(made.as('operator'), {
    tenant: 'iron-works',
    slug: 'iron-training',
  })
  expect(await findHost(made.registry, 'iron-training.trainerhub.test')).toBeUndefined()
  await made.finish()
  expect(await made.jobsNow()).toMatchObject([{ kind: 'copy', state: 'done' }])
  expect(await findHost(made.registry, 'iron-training.trainerhub.test')).toMatchObject({
    tenant: { id, status: 'active', isCopy: true, name: 'Iron Works (training)' },
  })
  const { db } = await made.databaseOf(id)
  const [[own]] = await db.read([db.orm.select().from(identity)])
  expect([own?.tenantId, await made.trainersOf(id)]).toEqual([id, 2])
  const [versions] = await made.registry.read([made.registry.orm.select().from(schemaVersions)])
  expect(versions.map(({ version }) => version)).toEqual([versions[0]?.version, versions[0]?.version])
  const again = cloneTenant(made.as('operator'), { tenant: 'iron-training', slug: 'copy-of-copy' })
  await expect(again).rejects.toMatchObject({ code: 'conflict' })
})

test('a copy that takes longer than one go to forget everybody is opened when all of it is done', async () => {
  const made = await makeStudio()
  await addClient(made.db, 'cli_ana')
  // Each look at the clock takes longer than one go may.
  const now = () => {
    made.clock.advance(seconds(25))
    return made.clock.now()
  }
  const { tenantId: id } = await cloneTenant(made.as('operator'), { tenant: 'iron-works', slug: 'iron-slow' })
  let goes = 0
  for (; goes < 10 && (await made.jobsNow())[0]?.state === 'running'; goes += 1) {
    await made.work({ ...made.fleet, now })
  }
  expect([(await made.jobsNow())[0]?.state, (await made.rowOf(id))?.status]).toEqual(['done', 'active'])
  expect(goes).toBeGreaterThan(1)
  const { db } = await made.databaseOf(id)
  const schemaOf = async ({ orm, read }: typeof db) =>
    (await read([orm.all(sql`SELECT name FROM sqlite_schema ORDER BY name`)]))[0]
  expect(await schemaOf(db)).toEqual(await schemaOf(made.db))
})

test('a copy is not made under a name that is taken, and leaves nothing when it is abandoned', async () => {
  const made = await makeStudio()
  const operator = made.as('operator')
  const taken = cloneTenant(operator, { tenant: 'iron-works', slug: 'iron-works' })
  await expect(taken).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'slug' }] },
  })
  const refused = cloneTenant(made.as('support'), { tenant: 'iron-works', slug: 'iron-training' })
  await expect(refused).rejects.toMatchObject({ code: 'forbidden' })
  expect(await made.jobsNow()).toEqual([])

  const { id, tenantId } = await cloneTenant(operator, { tenant: 'iron-works', slug: 'iron-training' })
  const dump = () => Promise.reject(new Error('No answer.'))
  await made.work({ ...made.fleet, databaseHost: { ...made.fleet.databaseHost, dump } })
  await abandonJob(made.fleet, { id })
  await made.work()
  expect(await made.jobsNow()).toMatchObject([{ state: 'undone' }])
  const [hosts] = await made.registry.read([
    made.registry.orm.select().from(hostnames).where(eq(hostnames.tenantId, tenantId)),
  ])
  expect([hosts, await made.rowOf(tenantId)]).toEqual([[], undefined])
})

test('a studio that moves is closed meanwhile and goes on with all it had in another database', async () => {
  const made = await makeStudio()
  const before = await made.databaseOf('ten_iron-works')
  await moveTenant(made.as('operator'), move)
  await made.work()
  expect(await findHost(made.registry, 'book.iron.test')).toMatchObject({ tenant: { status: 'moving' } })
  await expect(suspendTenant(made.as('operator'), { ...move, reason: 'x' })).rejects.toMatchObject({
    code: 'conflict',
  })
  made.clock.advance(seconds(20))
  await made.finish()

  expect(await made.jobsNow()).toMatchObject([{ kind: 'move', state: 'done' }])
  const after = await made.databaseOf('ten_iron-works')
  expect(after.name).toMatch(/^ten-iron-works-\w{8}$/)
  expect([await made.trainersOf('ten_iron-works'), (await made.rowOf())?.status]).toEqual([2, 'active'])
  // Whoever still has the old one open is told, and loses nothing.
  const late = before.db.write([before.db.orm.update(trainers).set({ edition: 9 })])
  await expect(late).rejects.toMatchObject({ name: 'DatabaseError' })
  const [left] = await made.registry.read([made.registry.orm.select().from(restores)])
  expect(left).toMatchObject([{ state: 'in-use', databaseName: after.name, previousName: 'ten-iron-works' }])
  expect(left[0]?.dropPreviousAt).toBeGreaterThan(made.fleet.now())
})

test('a move that does not get on is taken back: the studio is open where it was', async () => {
  const made = await makeStudio()
  const { id } = await moveTenant(made.as('operator'), move)
  const dump = () => Promise.reject(new Error('No answer.'))
  const stuck = { ...made.fleet, databaseHost: { ...made.fleet.databaseHost, dump } }
  await made.work(stuck)
  await made.work(stuck)
  expect((await made.rowOf())?.status).toBe('moving')
  await abandonJob(made.fleet, { id })
  await made.finish()
  expect(await made.jobsNow()).toMatchObject([{ state: 'undone' }])
  const { name, db } = await made.databaseOf('ten_iron-works')
  expect([name, (await made.rowOf())?.status]).toEqual(['ten-iron-works', 'active'])
  await db.write([db.orm.update(trainers).set({ edition: 9 })])
})

test('moving takes the slug typed, a studio that is there, and one at a time', async () => {
  const made = await makeStudio()
  const wrong = moveTenant(made.as('operator'), { ...move, confirm: 'iron' })
  await expect(wrong).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'confirm' }] },
  })
  await moveTenant(made.as('operator'), move)
  await expect(moveTenant(made.as('operator'), move)).rejects.toMatchObject({ code: 'conflict' })
})

test('a studio moves to the place that is named, its copies stay with it, and only to another one that is known', async () => {
  const made = await makeStudio()
  const operator = made.as('operator')
  const { placeOf } = made.fleet.databaseHost
  await expect(moveTenant(operator, { ...move, place: 'moon' })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'place', message: 'There is no such place, only here, there.' }] },
  })
  await expect(moveTenant(operator, { ...move, place: 'here' })).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'place', message: 'It is there already.' }] },
  })
  expect(await made.jobsNow()).toEqual([])

  const to = (place: string) => moveTenant(operator, { ...move, place })
  await to('there')
  await made.work()
  made.clock.advance(seconds(20))
  await made.finish()
  const { name } = await made.databaseOf('ten_iron-works')
  expect([await placeOf(name), await made.trainersOf('ten_iron-works')]).toEqual(['there', 2])
  await expect(to('there')).rejects.toMatchObject({ code: 'invalid_input' })

  const { tenantId } = await cloneTenant(operator, { tenant: 'iron-works', slug: 'iron-training' })
  await made.finish()
  expect(await placeOf((await made.databaseOf(tenantId)).name)).toBe('there')
})

test('nobody moves a studio to a named place while its host does not say where it is', async () => {
  const made = await makeStudio()
  const placeOf = () => Promise.reject(new DatabaseHostError('No answer.'))
  const mute = { ...made.fleet, databaseHost: { ...made.fleet.databaseHost, placeOf } }
  const moving = moveTenant(made.as('operator', mute), { ...move, place: 'there' })
  await expect(moving).rejects.toMatchObject({ code: 'unavailable' })
  expect(await made.jobsNow()).toEqual([])
})
