import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { messageTallies, wakeups } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { messages } from '../../db/tenant/schema/index.ts'
import { hours, minutes } from '../../tenants/durations.ts'
import type { Mail, MailPort } from '../../tenants/messages/mail-port.ts'
import { VendorLine } from '../../tenants/vendors/vendor-line.ts'
import type { Env } from '../env.ts'
import { captureLog } from '../testing/capture-log.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeBody } from '../testing/make-body.ts'
import { IRON, LOTUS, makeSite } from '../testing/make-site.ts'
import { consumeWakeups } from './consume-wakeups.ts'

afterEach(() => vi.useRealTimers())

const iron = 'ten_iron-works'
const lotus = 'ten_lotus-yoga'
const START = Date.UTC(2027, 0, 12, 9)

type Visiting = { mail?: MailPort; changes?: Partial<Env> }

/** Two studios whose mail goes through Resend's gate. */
async function makeVendorSite() {
  const site = await makeSite()
  const { fakes, fleet } = site
  const env = { ...site.env, RESEND_API_KEY: 'key' }
  const mails: Mail[] = []
  const keep: MailPort = {
    send: async (mail) => {
      mails.push(mail)
      return { ok: true, providerId: mail.idempotencyKey }
    },
  }
  return {
    ...site,
    mails,
    database: openTenantDatabase(iron, fleet.address('ten-iron-works')),
    book: async (host = IRON) => {
      const body = makeBody({ start_time: new Date(START).toISOString() })
      const json = JSON.stringify(body)
      const headers = { 'content-type': 'application/json' }
      const answer = await site.ask({ path: '/api/v1/bookings', host, method: 'POST', headers, body: json })
      expect(answer.status).toBe(201)
    },
    /** What each of these studios' visits did; `ports` and `env` may be others. */
    visit: async (tenantIds: string[], { mail = keep, changes = {} }: Visiting = {}) => {
      const { batch, outcomes } = makeBatch(tenantIds.map((tenantId) => ({ tenantId, wakeupAt: 0 })))
      await consumeWakeups(batch, { env: { ...env, ...changes }, ports: { mail }, waitUntil: () => {} })
      return outcomes
    },
    /** What the registry was told of one studio. */
    readBooks: async () => {
      const { orm, read } = fleet.deps.registry
      const [due, tallies] = await read([
        orm.select().from(wakeups).where(eq(wakeups.tenantId, iron)),
        orm.select().from(messageTallies),
      ])
      return { dueAt: due[0]?.dueAt, tallies }
    },
    gate: fakes.gates.state,
  }
}

test('each message passes its vendor’s gate, and what came of it is said there and in the books', async () => {
  const { book, visit, gate, readBooks } = await makeVendorSite()
  await book()
  await visit([iron])
  await visit([iron])

  expect(gate.taken).toEqual([`resend ${iron}`])
  expect(gate.reported).toEqual([`resend ${iron} ok`])
  const hourAt = Math.floor(Date.now() / hours(1)) * hours(1)
  expect((await readBooks()).tallies).toEqual([
    { hourAt, tenantId: iron, vendor: 'resend', sent: 1, failed: 0, retried: 0, skipped: 0 },
  ])
})

test('what meets a closed gate goes back untried, and comes again when the gate says', async () => {
  const { book, visit, gate, mails, database, fleet, readBooks } = await makeVendorSite()
  await book()
  gate.turn = { ok: false, retryAfterMs: minutes(3) }
  await fleet.deps.registry.write([fleet.deps.registry.orm.delete(wakeups)])
  expect(await visit([iron])).toEqual(['ack'])

  expect([mails, gate.reported]).toEqual([[], []])
  const [rows] = await database.read([
    database.orm.select().from(messages).where(eq(messages.kind, 'booking_confirmed')),
  ])
  expect(rows).toMatchObject([{ state: 'planned', attempts: 0, plannedAt: Date.now() + minutes(3) }])
  expect(await readBooks()).toEqual({ dueAt: Date.now() + minutes(3), tallies: [] })

  gate.turn = { ok: true }
  vi.setSystemTime(Date.now() + minutes(3))
  await visit([iron])
  expect(mails).toHaveLength(1)
})

test('a vendor who fails is told of at the gate, and counted', async () => {
  const { book, visit, gate, readBooks } = await makeVendorSite()
  await book()
  const mail: MailPort = { send: async () => ({ ok: false, kind: 'unknown', reason: 'time-out' }) }
  await visit([iron], { mail })

  expect(gate.reported).toEqual([`resend ${iron} unknown`])
  expect((await readBooks()).tallies).toMatchObject([{ sent: 0, retried: 1 }])
})

test('a gate that cannot be reached stands open', async () => {
  const { book, visit, gate, mails } = await makeVendorSite()
  await book()
  gate.isAway = true
  const takeLog = captureLog()
  await visit([iron])

  expect(mails).toHaveLength(1)
  expect(takeLog()).toContain('"event":"gate_failed"')
})

test('what goes to the development mailbox passes no gate', async () => {
  const { book, visit, gate, mails } = await makeVendorSite()
  await book()
  await visit([iron], { changes: { RESEND_API_KEY: undefined } })

  expect(mails).toHaveLength(1)
  expect(gate.taken).toEqual([])
})

test('one studio’s 5,000 messages do not delay another’s one', async () => {
  const { book, visit, mails, database } = await makeVendorSite()
  await book()
  await book(LOTUS)
  // As many more of the same, as if staff had sent it so often by hand.
  await database.write([
    database.orm
      .run(sql`WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 5000)
      INSERT INTO messages (id, booking_id, booking_version, kind, channel, recipient, locale, planned_at, copy)
      SELECT 'msg_' || n, booking_id, booking_version, kind, channel, 'big@example.test', locale, planned_at, n
      FROM messages, numbers WHERE kind = 'booking_confirmed'`),
  ])
  const { changes, turns } = makeLine()
  const atWork = [visit([iron], { changes }), visit([iron], { changes })]
  await vi.waitFor(() => expect(mails.length).toBeGreaterThan(3), 15_000)
  await visit([lotus], { changes })

  expect(mails.map(({ to }) => to)).toContain('ana@example.test')
  const asked = turns.indexOf(`${lotus} asks`)
  const between = turns.slice(asked, turns.indexOf(`${lotus} goes`))
  expect(between.filter((turn) => turn === `${iron} goes`).length).toBeLessThan(3)
  await Promise.all(atWork)
  expect(turns.filter((turn) => turn === `${iron} goes`)).toHaveLength(50)
})

/** The line itself as the gate, fifty a second, and who asked and went in what order. */
function makeLine() {
  const turns: string[] = []
  const line = new VendorLine({
    perSecond: 50,
    now: () => performance.now(),
    random: () => 0.5,
    later: (run, ms) => void setTimeout(run, ms),
  })
  const gate = {
    take: async (tenantId: string) => {
      turns.push(`${tenantId} asks`)
      const turn = await line.take(tenantId)
      if (turn.ok) turns.push(`${tenantId} goes`)
      return turn
    },
    report: async () => {},
  }
  // As much of the binding as a visit uses.
  const VENDOR_GATE = { getByName: () => gate } as unknown as Env['VENDOR_GATE']
  return { turns, changes: { VENDOR_GATE } }
}
