import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import { schemaVersions } from '../../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION, OLDEST_TENANT_VERSION } from '../../db/tenant/open-tenant-database.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import { contextFor } from '../access/people.ts'
import { listAdminPages } from '../support/admin-pages.ts'
import { ask, askApi } from '../support/ask.ts'
import { bookElsewhere, ironPortal, listFreeTimes } from '../support/demo-portals.ts'
import { makeRemindersDue } from '../support/make-reminders-due.ts'
import { listPortalPages } from '../support/portal-pages.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'
import { undoLastMigration } from '../support/undo-last-migration.ts'
import { waitForMail } from '../support/wait-for-mail.ts'

// This code on a studio that has not been migrated yet: between a deployment and the end of its run, and for as long as a
// run is paused, every studio is one.

let system: TestSystem
let cookie: string

beforeAll(async () => {
  system = await startTestSystem({ seed: 'demo' })
  const { registry, databaseHost, keys } = system.fleet
  const { tenantId: id, host } = ironPortal
  const version = await undoLastMigration(await databaseHost.create(databaseNameOf(id)))
  await registry.write([
    registry.orm.update(schemaVersions).set({ version }).where(eq(schemaVersions.tenantId, id)),
  ])
  const db = await system.openTenant(id)
  const context = contextFor({ db, id, origin: `http://${host}`, keys, now: Date.now })
  const session = { kind: 'browser', method: 'password', rank: 'staff', awaitsFactor: false } as const
  cookie = `session=${(await createLoginSession(context, { userId: 'usr_owner', ...session })).secret}`
})
afterAll(() => system.close())

/** What went wrong since the last time it was asked, as the Worker wrote it. */
const failures = () => system.printed.splice(0).filter((line) => /"level":"error"/.test(line))

test('the range of versions is the newest and the one before', () => {
  expect(OLDEST_TENANT_VERSION).toBe(NEWEST_TENANT_VERSION - 1)
})

test('somebody books, moves it, cancels it, and is told of each', async () => {
  const { url } = system
  const email = 'early@example.test'
  const [first = 0, , , later = 0] = await listFreeTimes({ url, portal: ironPortal })
  const trainerId = ironPortal.trainer.id
  const { id, token } = await bookElsewhere(url, ironPortal, { startsAt: first, trainerId, email })
  await waitForMail(url, email, 1)

  const send = (deed: string, json: Record<string, unknown>) =>
    askApi({
      url,
      host: ironPortal.host,
      path: `/bookings/${id}/${deed}?token=${token}`,
      method: 'POST',
      json,
    })
  const moved = await send('reschedule', { start_time: new Date(later).toISOString() })
  expect([moved.status, moved.text]).toEqual([200, expect.stringContaining(id)])
  await waitForMail(url, email, 2)
  await makeRemindersDue(system, { tenantId: ironPortal.tenantId, bookingId: id })
  await system.worker.scheduled()
  await waitForMail(url, email, 4)
  const cancelled = await send('cancel', {})
  expect([cancelled.status, cancelled.text]).toEqual([200, expect.stringContaining('cancelled')])
  await waitForMail(url, email, 5)
  expect(failures()).toEqual([])
})

test('every page of its site and of its admin opens', async () => {
  const { url } = system
  const { host } = ironPortal
  const wrong: string[] = []
  for (const { path, status } of await listPortalPages(url, ironPortal)) {
    const answer = await ask({ url, host, path })
    if (answer.status !== status) wrong.push(`${path}: ${answer.status}`)
  }
  for (const { route, path, status } of await listAdminPages(system, ironPortal)) {
    const answer = await ask({ url, host, path: encodeURI(path), headers: { cookie } })
    if (answer.status !== status) wrong.push(`${route}: ${answer.status}`)
  }
  expect(wrong).toEqual([])
  expect(failures()).toEqual([])
})

test('what it has not got yet is still not there', async () => {
  const address = await system.fleet.databaseHost.create(databaseNameOf(ironPortal.tenantId))
  const { orm, read } = openDatabase(address, { schema: {} })
  const [[row]] = await read([
    orm.all<{ version: number }>(sql`SELECT max(version) AS version FROM schema_migrations`),
  ])
  expect(row?.version).toBe(NEWEST_TENANT_VERSION - 1)
})
