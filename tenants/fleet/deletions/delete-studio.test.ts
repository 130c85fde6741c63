import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import {
  backups,
  deletionReceipts,
  hostnames,
  mailDomains,
  restores,
  smsSenders,
  wakeups,
} from '../../../db/registry/schema/index.ts'
import { makeLifecycle } from '../../../tests/support/make-lifecycle.ts'
import { makeNewTenant } from '../../../tests/support/make-fleet.ts'
import { days } from '../../durations.ts'
import { deleteTenant } from '../../operators/delete-tenant.ts'
import { getDeletionReceipt } from '../../operators/get-deletion-receipt.ts'
import { resumeTenant } from '../../operators/resume-tenant.ts'
import { findHost } from '../find-host.ts'
import { planWakeup } from '../plan-wakeup.ts'
import { provisionTenant } from '../provision-tenant.ts'
import { startDeletions } from './start-deletions.ts'

const wish = { tenant: 'iron-works', confirm: 'iron-works', reason: 'They asked for it.' }

const lastBackup = /^backups\/ten_iron-works\/bkp_\w+\.sql\.gz$/

async function makeDoomed() {
  const made = await makeLifecycle()
  const { registry, fleet, clock } = made
  const { orm, write } = registry
  const tenantId = 'ten_iron-works'
  const backup = { tenantId, bytes: 1, sha256: '', tables: {}, schemaVersion: 8, takenAt: 1, expiresAt: 9 }
  await write([
    orm.insert(mailDomains).values({ domain: 'iron.test', tenantId, createdAt: 1 }),
    orm.insert(smsSenders).values({ sender: '+359880000000', tenantId, createdAt: 1 }),
    orm.insert(backups).values({ ...backup, id: 'bkp_1', reason: 'scheduled', key: `backups/${tenantId}/1` }),
    orm.insert(restores).values({
      id: 'rst_1',
      tenantId,
      databaseName: 'beside',
      previousName: 'before',
      state: 'ready',
      createdBy: 'x',
      createdAt: 1,
    }),
  ])
  made.files.set(`backups/${tenantId}/1`, 1)
  await planWakeup(registry, { tenantId, dueAt: 1 })
  await deleteTenant(made.as('administrator'), wish)
  clock.advance(days(30))
  return { ...made, fleet, write, orm }
}

test('when its time is over a studio is deleted with all it had, and a receipt says so', async () => {
  const made = await makeDoomed()
  const { fleet, registry, orm } = made
  expect(await startDeletions(fleet)).toBe(1)
  await made.work()
  expect(await made.jobsNow()).toMatchObject([{ kind: 'delete', state: 'done' }])

  expect(await made.rowOf()).toMatchObject({
    status: 'deleted',
    slug: 'iron-works',
    name: 'iron-works',
    databaseUrl: '',
  })
  expect([...made.files.keys()]).toEqual(['ten_lotus/uploads/1', expect.stringMatching(lastBackup)])
  expect([...made.certificates]).toEqual(['book.lotus.test'])
  expect(new Set(made.deletedDatabases)).toEqual(new Set(['ten-iron-works', 'beside', 'before']))
  const [names, others, senders, times] = await registry.read([
    orm.select({ host: hostnames.host }).from(hostnames),
    orm.select().from(mailDomains),
    orm.select().from(smsSenders),
    orm.select().from(wakeups),
  ])
  expect([names, others, senders, times]).toEqual([[{ host: 'iron-works.trainerhub.test' }], [], [], []])

  const receipt = await getDeletionReceipt(made.as('support'), { tenant: 'iron-works' })
  expect(receipt).toMatchObject({
    isIntact: true,
    body: {
      tenant_id: 'ten_iron-works',
      found: { hosts: ['book.iron.test', 'iron-works.trainerhub.test', 'iron.test'], rows: { trainers: 2 } },
      databases: ['before', 'beside', 'ten-iron-works'],
      files: { files: 2, bytes: 150 },
      backups: {
        deleted: 1,
        kept: [{ id: expect.stringMatching(/^bkp_/), until: made.clock.now() + days(30) }],
      },
    },
  })
  expect(await made.actions()).toEqual(['tenant.delete', 'tenant.deleted'])
})

test('its name stays closed and is nobody else’s; its own domains are free', async () => {
  const made = await makeDoomed()
  await startDeletions(made.fleet)
  await made.work()
  expect(await findHost(made.registry, 'iron-works.trainerhub.test')).toEqual({ kind: 'closed' })
  expect(await findHost(made.registry, 'book.iron.test')).toBeUndefined()
  const again = makeNewTenant('iron-works', { id: 'ten_other', ownDomains: [] })
  await expect(provisionTenant(made.deps, again)).rejects.toMatchObject({ code: 'invalid_input' })
})

test('nothing is deleted early, of a studio that opened again, or twice', async () => {
  const made = await makeDoomed()
  made.clock.advance(-1)
  expect(await startDeletions(made.fleet)).toBe(0)
  made.clock.advance(1)
  expect(await Promise.all([startDeletions(made.fleet), startDeletions(made.fleet)])).toContain(1)
  expect(await startDeletions(made.fleet)).toBe(0)
  expect(await made.jobsNow()).toHaveLength(1)
  const resumed = resumeTenant(made.as('administrator'), { tenant: 'iron-works' })
  await expect(resumed).rejects.toMatchObject({ code: 'conflict' })
})

test('a change of mind on the last day keeps everything', async () => {
  const made = await makeDoomed()
  await resumeTenant(made.as('operator'), { tenant: 'iron-works' })
  expect(await startDeletions(made.fleet)).toBe(0)
  expect([await made.rowOf(), made.files.size]).toMatchObject([{ status: 'active' }, 4])
})

test('a database that does not answer any more is deleted unseen', async () => {
  const made = await makeDoomed()
  const gone = () => Promise.reject(new Error('There is nothing there.'))
  const fleet = { ...made.fleet, openTenant: gone, databaseHost: { ...made.fleet.databaseHost, dump: gone } }
  await startDeletions(fleet)
  for (let go = 0; go < 9; go += 1) await made.work(fleet)
  expect(await made.jobsNow()).toMatchObject([{ state: 'done' }])
  const { body } = await getDeletionReceipt(made.as('support'), { tenant: 'iron-works' })
  expect(body).toMatchObject({ found: { rows: null } })
})

class Killed extends Error {}

/** From the n-th call on, before or after it is carried out, nothing answers any more: the process is dead. */
function killAt(made: Awaited<ReturnType<typeof makeDoomed>>, n: number, when: 'before' | 'after') {
  let calls = 0
  let isDead = false
  const mortal =
    <Args extends unknown[], Result>(deed: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (isDead) throw new Killed()
      calls += 1
      if (calls === n) isDead = true
      if (calls === n && when === 'before') throw new Killed()
      const result = await deed(...args)
      if (isDead) throw new Killed()
      return result
    }
  const { fleet } = made
  const dying = {
    ...fleet,
    // The type of `write` is generic in its statements; whoever calls it keeps theirs.
    registry: { ...fleet.registry, write: mortal(fleet.registry.write) as typeof fleet.registry.write },
    databaseHost: { ...fleet.databaseHost, delete: mortal(fleet.databaseHost.delete) },
    files: {
      ...fleet.files,
      putParts: mortal(fleet.files.putParts),
      delete: mortal(fleet.files.delete),
      deleteOfTenant: mortal(fleet.files.deleteOfTenant),
    },
    certificates: fleet.certificates && { ...fleet.certificates, remove: mortal(fleet.certificates.remove) },
    forgetHosts: mortal(fleet.forgetHosts),
  }
  return { fleet: dying, hasDied: () => isDead }
}

test('killed at any call it goes on, and ends the same', async () => {
  let kills = 0
  for (let n = 1; n === kills + 1; n += 1) {
    const when = n % 2 === 0 ? 'before' : 'after'
    const made = await makeDoomed()
    await startDeletions(made.fleet)
    const dying = killAt(made, n, when)
    await made.work(dying.fleet).catch(() => undefined)
    await made.work()
    await made.work()
    expect([n, when, await made.jobsNow()]).toMatchObject([n, when, [{ state: 'done' }]])
    expect(await made.rowOf()).toMatchObject({ status: 'deleted', databaseUrl: '' })
    expect([...made.files.keys()]).toEqual(['ten_lotus/uploads/1', expect.stringMatching(lastBackup)])
    expect([...made.certificates]).toEqual(['book.lotus.test'])
    const [receipts, hosts] = await made.registry.read([
      made.orm.select().from(deletionReceipts),
      made.orm.select().from(hostnames).where(eq(hostnames.tenantId, 'ten_iron-works')),
    ])
    expect([receipts.length, hosts.length]).toEqual([1, 1])
    kills += dying.hasDied() ? 1 : 0
  }
  expect(kills).toBeGreaterThan(15)
}, 60_000)
