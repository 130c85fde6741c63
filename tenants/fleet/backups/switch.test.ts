import { asc } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { erasureOrders, restores, wakeups } from '../../../db/registry/schema/index.ts'
import {
  apiKeys,
  clients,
  loginSessions,
  messages,
  oneTimeTokens,
  supportVisits,
  users,
} from '../../../db/tenant/schema/index.ts'
import type { TenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import {
  addClient,
  listClients,
  makeBackedStudio,
  openInUse,
  readTenant,
  type BackedStudio,
} from '../../../tests/support/make-backed-studio.ts'
import { days, hours, minutes, seconds } from '../../durations.ts'
import { AppError } from '../../errors.ts'
import { abandonJob } from '../jobs/abandon-job.ts'
import { runJob } from '../jobs/run-job.ts'
import { startJob } from '../jobs/start-job.ts'
import { beginRestore } from './begin-restore.ts'
import { dropOldRestores } from './drop-old-restores.ts'
import { takeBackup } from './take-backup.ts'

/** Olga, signed in, with a link that is good, somebody there as support, two messages on their way, and two programs. */
async function fillLogins({ orm, write }: TenantDatabase, now: number): Promise<void> {
  const token = {
    purpose: 'reset_password',
    userId: 'usr_1',
    email: 'o@example.test',
    createdAt: now,
  } as const
  const message = {
    oneTimeTokenId: 'tok_1',
    bookingVersion: 0,
    kind: 'account_reset',
    channel: 'email',
    recipient: 'o@example.test',
    locale: 'en',
  } as const
  const key = { name: 'Till', createdAt: now }
  await write([
    orm
      .insert(users)
      .values({ id: 'usr_1', email: 'o@example.test', name: 'Olga', locale: 'en', createdAt: now }),
    orm.insert(loginSessions).values({
      id: 'hash',
      userId: 'usr_1',
      kind: 'browser',
      state: 'open',
      method: 'password',
      createdAt: now,
      lastSeenAt: now,
      idleMs: days(14),
      endsAt: now + days(90),
      authenticatedAt: now,
      userAgent: '',
      network: '',
    }),
    orm.insert(oneTimeTokens).values({ ...token, id: 'tok_1', expiresAt: now + days(1) }),
    orm.insert(supportVisits).values({
      id: 'vis_1',
      operator: 'operator:usr_2',
      operatorName: 'Olivia',
      reason: 'Ticket 4711',
      secretHash: 'v',
      createdAt: now,
      expiresAt: now + days(9),
    }),
    orm.insert(messages).values({ ...message, id: 'msg_due', plannedAt: now + hours(1) }),
    orm.insert(messages).values({ ...message, id: 'msg_later', plannedAt: now + days(9), copy: 1 }),
    orm.insert(apiKeys).values({ ...key, id: 'key_good', keyHash: 'a' }),
    orm.insert(apiKeys).values({ ...key, id: 'key_stolen', keyHash: 'b' }),
  ])
}

/** A restored database that is ready, of a day ago: since then Boris came, Ana was forgotten, a key was taken back. */
async function setUp() {
  const studio = await makeBackedStudio()
  const { fleet, clock } = studio
  const db = await openInUse(fleet)
  await addClient(db, 'cli_ana')
  await addClient(db, 'cli_vera')
  await fillLogins(db, clock.now())
  const backup = await takeBackup(fleet, { tenantId: 'ten_iron', reason: 'asked' })
  clock.advance(days(1))
  await addClient(db, 'cli_boris')
  await db.write([db.orm.delete(apiKeys)])
  await db.write([
    db.orm.insert(apiKeys).values({ id: 'key_good', name: 'Till', keyHash: 'a', createdAt: 0 }),
  ])
  const { orm, write } = fleet.registry
  const order = { tenantId: 'ten_iron', clientId: 'cli_ana', orderedAt: clock.now() }
  await write([orm.insert(erasureOrders).values(order)])
  const job = await beginRestore(fleet, {
    kind: 'restore',
    tenantId: 'ten_iron',
    source: { backupId: backup.id },
    createdBy: 'operator:usr_1',
  })
  await studio.runToEnd(job)
  return { ...studio, restoreId: String(job.input['restoreId']) }
}

function beginSwitch({ fleet }: BackedStudio, restoreId: string) {
  return startJob(fleet, {
    kind: 'switch',
    tenantId: 'ten_iron',
    input: { restoreId },
    createdBy: 'operator:usr_1',
  })
}

async function readRestore({ fleet: { registry } }: BackedStudio) {
  const [[restore]] = await registry.read([registry.orm.select().from(restores)])
  return restore
}

test('goes on with the restored database: the erased stay erased, nothing is sent twice, nobody is signed in', async () => {
  const studio = await setUp()

  const job = await studio.runToEnd(await beginSwitch(studio, studio.restoreId))

  expect(job).toMatchObject({
    state: 'done',
    error: null,
    steps: ['close', 'settle', 'prepare', 'switch', 'open'],
  })
  const db = await openInUse(studio.fleet)
  const { orm } = db
  expect(await listClients(db)).toEqual(['cli_ana', 'cli_vera'])
  const [ana, sent, sessions, links, keys, visits] = await db.read([
    orm.select().from(clients).orderBy(asc(clients.id)),
    orm.select().from(messages).orderBy(asc(messages.id)),
    orm.select().from(loginSessions),
    orm.select().from(oneTimeTokens),
    orm.select().from(apiKeys).orderBy(asc(apiKeys.id)),
    orm.select().from(supportVisits),
  ])
  expect(ana[0]).toMatchObject({ erasedAt: expect.any(Number) })
  expect(JSON.stringify(ana)).not.toContain('Canary-cli_ana')
  expect(sent.map(({ id, state, reason }) => [id, state, reason])).toEqual([
    ['msg_due', 'skipped', 'restored'],
    ['msg_later', 'planned', null],
  ])
  expect([sessions, links.map(({ usedAt }) => usedAt === null)]).toEqual([[], [false]])
  expect(keys.map(({ revokedAt }) => revokedAt === null)).toEqual([true, false])
  expect(visits.map(({ endedAt }) => endedAt === null)).toEqual([false])
})

test('is closed meanwhile, and the old database takes no more', async () => {
  const studio = await setUp()
  const old = await openInUse(studio.fleet)
  const job = await beginSwitch(studio, studio.restoreId)

  await runJob(studio.fleet, job.id)
  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'moving' })
  expect(studio.forgotten).toContain('book.iron.test')
  studio.clock.advance(seconds(60))
  await runJob(studio.fleet, job.id)
  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'moving' })
  studio.clock.advance(seconds(6))
  studio.forgotten.length = 0
  await runJob(studio.fleet, job.id)

  expect(await readTenant(studio.fleet)).toMatchObject({
    status: 'active',
    databaseName: studio.restoreId.replace('_', '-'),
  })
  expect(studio.forgotten).toContain('book.iron.test')
  await expect(addClient(old, 'cli_late')).rejects.toMatchObject({ name: 'DatabaseError' })
  const { orm, read } = studio.fleet.registry
  const [due] = await read([orm.select().from(wakeups)])
  expect(due.find(({ tenantId }) => tenantId === 'ten_iron')?.dueAt).toBeLessThanOrEqual(studio.clock.now())
})

test('keeps the old database for a week, and then drops it and no other', async () => {
  const studio = await setUp()
  await studio.runToEnd(await beginSwitch(studio, studio.restoreId))

  studio.clock.advance(days(7) - minutes(1))
  await dropOldRestores(studio.fleet)
  expect(studio.databases).toContain('ten-iron')
  studio.clock.advance(minutes(2))
  await dropOldRestores(studio.fleet)

  expect([...studio.databases].toSorted()).toEqual(
    [studio.restoreId.replace('_', '-'), 'ten-lotus'].toSorted(),
  )
  expect(await listClients(await openInUse(studio.fleet))).toHaveLength(2)
  expect(await readRestore(studio)).toMatchObject({ state: 'in-use', previousName: null })
})

test('drops after a week what nobody went on with', async () => {
  const studio = await setUp()

  studio.clock.advance(days(8))
  await dropOldRestores(studio.fleet)

  expect([...studio.databases].toSorted()).toEqual(['ten-iron', 'ten-lotus'])
  expect(await readRestore(studio)).toMatchObject({ state: 'dropped' })
  expect(await studio.runToEnd(await beginSwitch(studio, studio.restoreId))).toMatchObject({
    state: 'failed',
  })
  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'active', databaseName: null })
})

test.each(['delete', 'create', 'setBlocked', 'dump'] as const)(
  'dies at every call of %s and goes on where it stopped',
  async (call) => {
    const studio = await setUp()
    const { databaseHost } = studio.fleet
    let fails = true
    studio.fleet.databaseHost = {
      ...databaseHost,
      // It was carried out, and nobody was told.
      [call]: async (...args: [never, never]) => {
        const answer: unknown = await databaseHost[call](...args)
        fails = !fails
        if (!fails) throw new Error('cut off')
        return answer
      },
    }

    const job = await studio.runToEnd(await beginSwitch(studio, studio.restoreId))

    expect(job.state).toBe('done')
    expect(await listClients(await openInUse(studio.fleet))).toEqual(['cli_ana', 'cli_vera'])
  },
)

test('abandoned half way, the studio is open again with the database it had', async () => {
  const studio = await setUp()
  const job = await beginSwitch(studio, studio.restoreId)
  const { openTenant } = studio.fleet
  studio.fleet.openTenant = () => Promise.reject(new AppError('conflict', 'not now'))
  expect(await studio.runToEnd(job)).toMatchObject({ state: 'failed', steps: ['close', 'settle'] })
  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'moving' })
  studio.fleet.openTenant = openTenant

  await abandonJob(studio.fleet, { id: job.id })
  expect(await studio.runToEnd(job)).toMatchObject({ state: 'undone' })

  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'active', databaseName: null })
  const db = await openInUse(studio.fleet)
  await addClient(db, 'cli_new')
  expect(await listClients(db)).toEqual(['cli_ana', 'cli_boris', 'cli_new', 'cli_vera'])
})

test('abandoned after the switch, it goes back to the database it had', async () => {
  const studio = await setUp()
  const job = await beginSwitch(studio, studio.restoreId)
  const { forgetHosts } = studio.fleet
  let calls = 0
  studio.fleet.forgetHosts = async (hosts) => {
    calls += 1
    // That of the last step.
    if ((await readTenant(studio.fleet)).status === 'active') throw new AppError('conflict', 'not now')
    await forgetHosts(hosts)
  }
  expect(await studio.runToEnd(job)).toMatchObject({
    state: 'failed',
    steps: ['close', 'settle', 'prepare', 'switch'],
  })
  expect(calls).toBeGreaterThan(1)
  studio.fleet.forgetHosts = forgetHosts

  await abandonJob(studio.fleet, { id: job.id })
  expect(await studio.runToEnd(job)).toMatchObject({ state: 'undone' })

  expect(await readTenant(studio.fleet)).toMatchObject({ status: 'active', databaseName: 'ten-iron' })
  expect(await listClients(await openInUse(studio.fleet))).toEqual(['cli_ana', 'cli_boris', 'cli_vera'])
  expect(await readRestore(studio)).toMatchObject({ state: 'ready', previousName: null })
})
