import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { tenants } from '../db/registry/schema/index.ts'
import { openTenantDatabase } from '../db/tenant/open-tenant-database.ts'
import type { MailPort } from '../tenants/messages/mail-port.ts'
import { runCron } from './cron/run-cron.ts'
import type { Env } from './env.ts'
import { consumeDeadLetters } from './queue/consume-dead-letters.ts'
import { consumeFleetWork } from './queue/consume-fleet-work.ts'
import { consumeWakeups } from './queue/consume-wakeups.ts'
import { consumeWork } from './queue/consume-work.ts'
import { makeBatch } from './testing/make-batch.ts'
import { makeBody } from './testing/make-body.ts'
import { IRON, makeSite } from './testing/make-site.ts'

afterEach(() => vi.useRealTimers())

const iron = 'ten_iron-works'
const PERSON = { first_name: 'Radostina', last_name: 'Zhelyazkova', email: 'radost.z@example.test' }
const PHONE = '+359888765432'
const NOTE = 'her knee hurts'
const TOKEN = 'thk_ThisIsNobodysKeyButItIsSecretEnough'
const PERSONAL = [
  ...Object.values(PERSON),
  encodeURIComponent(PERSON.email),
  PHONE,
  PHONE.slice(1),
  NOTE,
  TOKEN,
]

/** What vendors and bindings say of a failure: with whom it was. */
const wordy = () => new Error(`550 no such person: <${PERSON.email}>, call ${PHONE}`)
const failing = (): Promise<never> => Promise.reject(wordy())

/** Lines that are of no single studio: of many, of none, or of the platform. */
const OF_NO_STUDIO =
  /^(odd_\w+|dead_letters(_unkept)?|fleet_work_failed|fleet_work_unsent|wakeups_unsent|cron_failed)$/

/** Everything the Worker has logged since this was called. */
function readLog() {
  // oxlint-disable-next-line no-console
  const errors = vi.mocked(console.error).mockImplementation(() => {})
  return () => {
    // oxlint-disable-next-line no-console
    const lines = [...errors.mock.calls, ...vi.mocked(console.info).mock.calls].map(String)
    errors.mockClear()
    return lines
  }
}

/** Fails the test for a line that is no JSON, does not say when and whose it is, or names the person. */
function judge(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const said = JSON.parse(line) as Record<string, unknown>
    expect(said).toMatchObject({
      level: expect.stringMatching(/^(error|notice)$/),
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      event: expect.stringMatching(/^[a-z_]+$/),
      requestId: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    })
    const isOfOne = !OF_NO_STUDIO.test(String(said['event']))
    expect([said['event'], said['tenantId']]).toEqual([said['event'], isOfOne ? iron : undefined])
    for (const personal of PERSONAL) expect(line.toLowerCase()).not.toContain(personal.toLowerCase())
    return String(said['event'])
  })
}

async function makePerson() {
  const site = await makeSite({ renderPortal: failing })
  const database = openTenantDatabase(iron, site.fleet.address('ten-iron-works'))
  const body = () => makeBody({ client: { ...PERSON, phone: PHONE }, note: NOTE })
  return { ...site, database, body }
}

test('requests that fail leave lines of theirs and their studio’s, which name nobody', async () => {
  const takeLog = readLog()
  const { ask, postJson, fakes, env, database, body } = await makePerson()
  const requestIds: (string | null)[] = []
  const send = async (...asked: Parameters<typeof ask>) =>
    requestIds.push((await ask(...asked)).headers.get('x-request-id'))

  // Whoever types what is meant for a form into an address.
  for (const who of [PERSON.email, encodeURIComponent(PERSON.email), PHONE, encodeURIComponent(PHONE)]) {
    await send({
      path: `/api/v1/clients/${who}?phone=${PHONE}`,
      headers: { authorization: `Bearer ${TOKEN}` },
    })
  }
  vi.spyOn(env.RATE_LIMIT_OTHERS, 'limit').mockImplementationOnce(failing)
  await send({ path: `/book?email=${PERSON.email}` })
  fakes.calendars.state.failWith = wordy()
  requestIds.push((await postJson('/api/v1/bookings', body())).headers.get('x-request-id'))
  fakes.calendars.state.failWith = undefined
  vi.spyOn(env.MESSAGES_QUEUE, 'send').mockImplementationOnce(failing)
  requestIds.push((await postJson('/api/v1/bookings', body())).headers.get('x-request-id'))
  await database.write([database.orm.run(sql`ALTER TABLE clients RENAME TO lost`)])
  requestIds.push((await postJson('/api/v1/bookings', body())).headers.get('x-request-id'))

  const lines = takeLog()
  expect(new Set(judge(lines))).toEqual(
    new Set(['refused', 'rate_limit_failed', 'calendar_failed', 'announce_failed', 'request_failed']),
  )
  const named = lines.map((line) => (JSON.parse(line) as { requestId: string }).requestId)
  expect(new Set(named)).toEqual(new Set(requestIds))
})

/** Sends the whole queue of the studio a mail that goes nowhere. */
async function visit(env: Env, bodies: unknown[]) {
  const mail: MailPort = { send: failing }
  await consumeWakeups(makeBatch(bodies).batch, { env, ports: { mail }, waitUntil: () => {} })
}

test('so do batches of every queue, with the visit or the work that failed', async () => {
  const takeLog = readLog()
  const { env, fleet, postJson, database, body } = await makePerson()
  const { orm, write } = fleet.deps.registry
  const waitUntil = () => {}
  expect((await postJson('/api/v1/bookings', body())).status).toBe(201)
  const wakeup = { tenantId: iron, wakeupAt: 0 }
  await visit(env, [wakeup, { who: PERSON.email }])
  await database.write([
    orm.run(sql`CREATE TRIGGER broken BEFORE UPDATE ON bookings BEGIN SELECT RAISE(ABORT, 'broken'); END`),
  ])
  vi.setSystemTime(Date.UTC(2028, 0))
  await visit(env, [wakeup])
  await consumeWork(makeBatch([{ who: PERSON }]).batch, { env, waitUntil })
  await consumeFleetWork(makeBatch([{ who: PERSON }]).batch, { env, waitUntil })
  await consumeDeadLetters(makeBatch([{ ...wakeup, who: PERSON }]).batch, { env })
  await write([orm.update(tenants).set({ databaseUrl: 'http://127.0.0.1:9/' }).where(eq(tenants.id, iron))])
  await visit(env, [wakeup])
  const work = { kind: 'download', id: 'dwn_1' }
  await consumeWork(makeBatch([{ tenantId: iron, work }]).batch, { env, waitUntil })
  const away = { ...env, REGISTRY_URL: 'http://127.0.0.1:9/' }
  await consumeFleetWork(makeBatch([{ kind: 'job', id: 'job_1' }]).batch, { env: away, waitUntil })
  await consumeDeadLetters(makeBatch([{ who: PERSON }]).batch, { env: away })

  expect(new Set(judge(takeLog()))).toEqual(
    new Set([
      'visit_failed',
      'odd_wakeup',
      'task_failed',
      'odd_work',
      'odd_fleet_work',
      'dead_letters',
      'work_failed',
      'fleet_work_failed',
      'dead_letters_unkept',
    ]),
  )
})

test('so does cron', async () => {
  const takeLog = readLog()
  const { env } = await makePerson()
  vi.spyOn(env.DUE_QUEUE, 'sendBatch').mockImplementation(failing)
  vi.spyOn(env.FLEET_QUEUE, 'sendBatch').mockImplementation(failing)
  await runCron(env, Date.now())

  expect(new Set(judge(takeLog()))).toEqual(new Set(['wakeups_unsent', 'fleet_work_unsent']))
})

test('a page that breaks is told of by the Worker’s own log, by its host’s studio', async () => {
  const takeLog = readLog()
  const site = await makeSite({
    renderPortal: async (_request, { ctx, report }) => {
      report(
        { event: 'page_failed', code: 'internal', requestId: ctx.requestId, tenantId: ctx.tenant.id },
        wordy(),
      )
      return new Response('', { status: 500 })
    },
  })
  await site.ask({ path: `/account?email=${PERSON.email}`, host: IRON })

  expect(judge(takeLog())).toEqual(['page_failed'])
})
