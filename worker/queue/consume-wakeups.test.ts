import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { tenants, wakeups } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { bookingEvents, bookings, clients } from '../../db/tenant/schema/index.ts'
import { hours, minutes, seconds } from '../../tenants/durations.ts'
import type { MailPort } from '../../tenants/messages/mail-port.ts'
import { runCron } from '../cron/run-cron.ts'
import { LEASE_MS } from '../../tenants/fleet/claim-due-tenants.ts'
import { orderErasure } from '../../tenants/fleet/order-erasure.ts'
import { listMails, makeDevMailbox } from '../providers/dev-mailbox.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeBody } from '../testing/make-body.ts'
import { makeSite } from '../testing/make-site.ts'
import { consumeWakeups } from './consume-wakeups.ts'

afterEach(() => vi.useRealTimers())

const tenantId = 'ten_iron-works'
const START = Date.UTC(2027, 0, 12, 9)
const END = START + hours(1)

async function makeOutbox() {
  const site = await makeSite()
  const { env, fakes } = site
  const { registry } = site.fleet.deps
  const mail = makeDevMailbox(fakes.mailbox.kv, Date.now)
  const take = () => [...fakes.messages.sent.splice(0), ...fakes.due.sent.splice(0)]
  return {
    ...site,
    database: openTenantDatabase(tenantId, site.fleet.address('ten-iron-works')),
    book: async ({ startsAt = START } = {}) => {
      const start_time = new Date(startsAt).toISOString()
      const answer = await site.postJson('/api/v1/bookings', makeBody({ start_time }))
      expect(answer.status).toBe(201)
    },
    /** Whatever is on the queue reaches a consumer, `times` at once. */
    consume: async ({ times = 1, port = mail, bodies = take() as unknown[] } = {}) => {
      const batches = Array.from({ length: times }, () => makeBatch(bodies))
      const deps = { env, ports: { mail: port }, waitUntil: () => {} }
      await Promise.all(batches.map(({ batch }) => consumeWakeups(batch, deps)))
      return batches.flatMap(({ outcomes }) => outcomes)
    },
    cron: () => runCron(env, Date.now()),
    subjects: async () => (await listMails(fakes.mailbox.kv)).map(({ subject }) => subject),
    dueAt: async () => {
      const [rows] = await registry.read([
        registry.orm.select().from(wakeups).where(eq(wakeups.tenantId, tenantId)),
      ])
      return rows[0]?.dueAt
    },
  }
}

test('a booking’s confirmation is sent at once, and the studio is next due for the reminder', async () => {
  const { book, consume, subjects, dueAt } = await makeOutbox()
  await book()

  expect(await consume()).toEqual(['ack'])
  expect(await subjects()).toHaveLength(1)
  expect(await dueAt()).toBe(START - hours(24))
})

test('the confirmation and both reminders are sent once each, with two crons and two consumers at once', async () => {
  const { book, cron, consume, subjects, dueAt } = await makeOutbox()
  await book()
  await consume({ times: 2 })
  for (const at of [START - hours(24), START - hours(1)]) {
    vi.setSystemTime(at + seconds(30))
    await Promise.all([cron(), cron()])
    await consume({ times: 2 })
  }

  // A consumer that met the other's claim comes back when that must be over, and finds nothing.
  vi.setSystemTime(END)
  await cron()
  await consume()
  expect(await subjects()).toHaveLength(3)
  expect(await dueAt()).toBeUndefined()
})

/** Books, sends the confirmation, and lets everything pass until the booking is over. */
async function makeOver() {
  const outbox = await makeOutbox()
  const { book, cron, consume, database } = outbox
  await book()
  await consume()
  const mailed = START - hours(1)
  vi.setSystemTime(mailed)
  await cron()
  await consume()
  expect(await outbox.dueAt()).toBe(END)
  vi.setSystemTime(END)
  return {
    ...outbox,
    readBooking: async () => {
      const { orm, read } = database
      const [[row], events] = await read([orm.select().from(bookings), orm.select().from(bookingEvents)])
      return { status: row?.status, events: events.map(({ kind }) => kind) }
    },
  }
}

test('a studio is visited when a booking is over, and two visits at once close it once', async () => {
  const { cron, consume, readBooking, dueAt } = await makeOver()
  await Promise.all([cron(), cron()])

  expect(new Set(await consume({ times: 2 }))).toEqual(new Set(['ack']))
  expect(await readBooking()).toEqual({ status: 'completed', events: ['booked', 'completed'] })
  expect(await dueAt()).toBeUndefined()
})

test('what a visit does is told in the same visit', async () => {
  const { book, consume, subjects, database } = await makeOutbox()
  await book()
  const asked = { status: 'pending', expiresAt: Date.now() } as const
  await database.write([database.orm.update(bookings).set(asked)])

  expect(await consume()).toEqual(['ack'])
  expect(await subjects()).toEqual([expect.stringMatching(/^Непотвърдена заявка: /)])
})

test('a task that fails is logged and tried again soon, while mail goes out', async () => {
  const takeLog = captureLog()
  const { book, cron, consume, readBooking, subjects, database, dueAt } = await makeOver()
  await database.write([
    database.orm.run(
      sql`CREATE TRIGGER broken BEFORE UPDATE ON bookings BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    ),
  ])
  await book({ startsAt: START + hours(24) })
  await cron()

  expect(new Set(await consume())).toEqual(new Set(['ack']))
  expect(takeLog()).toContain('"event":"task_failed","tenantId":"ten_iron-works","task":"completeBookings"')
  expect(await subjects()).toContainEqual(expect.stringMatching(/^Запазен час: .*, 13 януари/))
  expect(await dueAt()).toBe(END + minutes(5))

  await database.write([database.orm.run(sql`DROP TRIGGER broken`)])
  vi.setSystemTime(END + minutes(5))
  await cron()
  await consume()
  expect((await readBooking()).status).toBe('completed')
})

test('a visit that dies between its work and its mail is made up for by the next one', async () => {
  const { book, consume, cron, subjects, database } = await makeOutbox()
  await book()
  const asked = { status: 'pending', expiresAt: Date.now() } as const
  await database.write([database.orm.update(bookings).set(asked)])
  const takeLog = captureLog()
  const dying: MailPort = { send: () => Promise.reject(new Error('died')) }

  expect(await consume({ port: dying })).toEqual(['retry in 30 s'])
  expect(takeLog()).toContain('visit_failed')
  vi.setSystemTime(Date.now() + minutes(6))
  await cron()
  await consume()
  expect(await subjects()).toEqual([expect.stringMatching(/^Непотвърдена заявка: /)])
})

test('several messages about one studio are one visit', async () => {
  const { consume, book } = await makeOutbox()
  await book()
  const send = vi.fn<MailPort['send']>(async () => ({ ok: true, providerId: 'x' }))
  const body = { tenantId, wakeupAt: 0 }

  expect(await consume({ port: { send }, bodies: [body, body, body] })).toEqual(['ack', 'ack', 'ack'])
  expect(send).toHaveBeenCalledTimes(1)
})

test('a message that got lost is made up for by cron', async () => {
  const { book, cron, consume, subjects, fakes } = await makeOutbox()
  await book()
  fakes.messages.sent.length = 0
  vi.setSystemTime(Date.now() + minutes(1))
  await cron()
  await consume()

  expect(await subjects()).toHaveLength(1)
})

test('a wake-up that got lost is made up for by the sweep of every quarter of an hour', async () => {
  const { book, cron, consume, subjects, fakes, fleet } = await makeOutbox()
  await cron()
  await consume()
  await book()
  fakes.messages.sent.length = 0
  await fleet.deps.registry.write([fleet.deps.registry.orm.delete(wakeups)])
  vi.setSystemTime(Date.now() + minutes(11))
  await cron()
  await consume()
  expect(await subjects()).toEqual([])

  vi.setSystemTime(Date.now() + minutes(4))
  await cron()
  await consume()
  expect(await subjects()).toHaveLength(1)
})

test('a sweep wakes every open studio, and no other', async () => {
  const { cron, fakes } = await makeOutbox()
  await cron()

  const wakeupAt = Date.now() + LEASE_MS
  expect(fakes.due.sent).toEqual([
    { tenantId, wakeupAt },
    { tenantId: 'ten_lotus-yoga', wakeupAt },
  ])
})

test('nothing is sent for a closed studio, and it is still due when it opens', async () => {
  const { book, consume, subjects, fleet, dueAt } = await makeOutbox()
  await book()
  const { orm, write } = fleet.deps.registry
  await write([orm.update(tenants).set({ status: 'suspended', remindsSuspended: false })])

  expect(await consume()).toEqual(['ack'])
  expect(await subjects()).toEqual([])
  expect(await dueAt()).toBe(Date.now())
})

test('a studio whose database is away is tried again, and the others of the batch are served', async () => {
  const takeLog = captureLog()
  const { book, consume, subjects, fleet } = await makeOutbox()
  await book()
  const { orm, write } = fleet.deps.registry
  await write([
    orm.update(tenants).set({ databaseUrl: 'http://127.0.0.1:9/' }).where(eq(tenants.slug, 'lotus-yoga')),
  ])
  const bodies = [
    { tenantId: 'ten_lotus-yoga', wakeupAt: 0 },
    { tenantId, wakeupAt: 0 },
  ]

  expect(await consume({ bodies })).toEqual(['retry in 30 s', 'ack'])
  expect(await subjects()).toHaveLength(1)
  expect(takeLog()).toContain('"tenantId":"ten_lotus-yoga"')
})

test.each([[{}], ['x'], [null], [{ tenantId: 1, wakeupAt: 2 }]])(
  'the odd message %j is dropped',
  async (body) => {
    const takeLog = captureLog()
    const { consume } = await makeOutbox()

    expect(await consume({ bodies: [body] })).toEqual(['ack'])
    expect(takeLog()).toContain('odd_wakeup')
  },
)

test('an unknown studio is nobody’s business', async () => {
  const { consume } = await makeOutbox()

  expect(await consume({ bodies: [{ tenantId: 'ten_unknown', wakeupAt: 0 }] })).toEqual(['ack'])
})

test('whoever was ordered to be forgotten is, before anything is sent: a visit makes up for what was cut off', async () => {
  const { book, consume, subjects, database, fleet } = await makeOutbox()
  await book()
  const [[client]] = await database.read([database.orm.select().from(clients)])
  const order = { tenantId, clientId: client?.id ?? '' }
  await orderErasure(fleet.deps.registry, { ...order, now: Date.now() - minutes(6) })

  expect(await consume()).toEqual(['ack'])
  const [[erased], [booking]] = await database.read([
    database.orm.select().from(clients),
    database.orm.select().from(bookings),
  ])
  expect(await subjects()).toEqual([])
  expect(erased).toMatchObject({ firstName: 'Erased', email: `${order.clientId}@erased.invalid` })
  expect(booking).toMatchObject({ status: 'cancelled', contactEmail: '' })
})

test('an erasure that is under way is left to whoever does it', async () => {
  const { book, consume, subjects, database, fleet } = await makeOutbox()
  await book()
  const [[client]] = await database.read([database.orm.select().from(clients)])
  await orderErasure(fleet.deps.registry, {
    tenantId,
    clientId: client?.id ?? '',
    now: Date.now() - minutes(4),
  })
  await consume()
  expect(await subjects()).toHaveLength(1)
})
