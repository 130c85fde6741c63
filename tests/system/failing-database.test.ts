import { setTimeout as wait } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { tenants } from '../../db/registry/schema/index.ts'
import { sealDatabaseToken } from '../../tenants/access/database-token.ts'
import { databaseNameOf } from '../../tenants/fleet/database-name.ts'
import { ask, askForm } from '../support/ask.ts'
import { bookByApi, type Wish } from '../support/book-by-api.ts'
import type { Fault } from '../support/fault-proxy.ts'
import { makeRushStudio, type RushStudio } from '../support/rush-studio.ts'
import { startTestSystem, type TestSystem } from '../support/start-test-system.ts'

/** Nobody waits longer for an answer, whatever the database does: 5 s for it, 2 s to look again, 1 s to spare. */
const PATIENCE_MS = 8_000

let system: TestSystem
let broken: RushStudio
let healthy: RushStudio
beforeAll(async () => {
  system = await startTestSystem()
  broken = await makeRushStudio(system, 'broken')
  healthy = await makeRushStudio(system, 'healthy')
})
afterAll(() => system.close())

const fault = (what: Fault | undefined) => system.proxy.fault(what, databaseNameOf(broken.tenantId))
afterEach(() => fault(undefined))

let made = 0
let place = 0

/** Each test takes a place of its own. */
function nextWish({ starts, trainerIds }: RushStudio) {
  place += 1
  return {
    startsAt: starts[place % starts.length] ?? 0,
    trainer: Math.floor(place / starts.length) % trainerIds.length,
  }
}

const book = (studio: RushStudio, wish: Wish & { key?: string }) => bookByApi(system.url, studio, wish)

const page = (studio: RushStudio, path = '/') => ask({ url: system.url, host: studio.host, path })

async function timed<T>(work: Promise<T>): Promise<{ answer: T; ms: number }> {
  const startedAt = performance.now()
  const answer = await work
  return { answer, ms: performance.now() - startedAt }
}

test.each<[string, Fault]>([
  ['is down', { kind: 'down' }],
  ['answers after 5 s', { kind: 'slow', ms: 5_200 }],
  ['answers after 30 s', { kind: 'slow', ms: 30_000 }],
  ['answers garbage', { kind: 'garbage' }],
  ['answers with an error', { kind: 'error' }],
])('a database that %s: 503 in time, nobody else notices, and it works again', async (_what, how) => {
  const wish = nextWish(broken)
  const key = `broken-${++made}`
  await page(broken)
  fault(how)

  const [home, slots, booking, elsewhere] = await Promise.all([
    timed(page(broken)),
    timed(page(broken, `/api/v1/availability/available-slots?service_id=hour&from=2027-01-04&to=2027-01-10`)),
    timed(book(broken, { ...wish, key })),
    timed(book(healthy, nextWish(healthy))),
  ])

  for (const { answer, ms } of [home, slots, booking]) {
    expect(answer.status).toBe(503)
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0)
    expect(answer.text).not.toMatch(/127\.0\.0\.1|libsql|SQLITE|at .*\(.*:\d+:\d+\)/)
    expect(ms).toBeLessThan(PATIENCE_MS)
  }
  expect(booking.answer.json()).toMatchObject({ code: 'unavailable' })
  expect(elsewhere.answer.status).toBe(201)
  expect(elsewhere.ms).toBeLessThan(PATIENCE_MS / 2)

  fault(undefined)
  await expect
    .poll(async () => (await book(broken, { ...wish, key })).status, { timeout: 10_000, interval: 250 })
    .toBe(201)
})

test('a database that answers after 2 s is slow, not down', async () => {
  fault({ kind: 'slow', ms: 1_900 })

  const { answer, ms } = await timed(book(broken, nextWish(broken)))

  expect([201, 503]).toContain(answer.status)
  expect(ms).toBeLessThan(PATIENCE_MS)
})

test('the page says that nothing was booked, in the look of the studio', async () => {
  await page(broken)
  const { startsAt, trainer } = nextWish(broken)
  const when = new Date(startsAt).toISOString().replace(/[-:]/g, '').replace('00.000Z', 'Z')
  fault({ kind: 'down' })

  const answer = await askForm({
    url: system.url,
    host: broken.host,
    path: `/en/book/hour/${broken.trainerSlugs[trainer]}/${when}`,
    form: { key: 'form-down', firstName: 'Elena', lastName: 'Ivanova', email: 'elena@example.test' },
  })

  expect(answer.status).toBe(503)
  expect(answer.text).toMatch(/nothing (was|has been) booked/i)
  expect(answer.text).toMatch(/\/theme\/[^"]+\.css/)
})

test('an answer that gets lost is said to be unknown, and the same key settles it', async () => {
  const wish = nextWish(broken)
  const key = `lost-${++made}`
  const before = await broken.readBookings()
  // The write arrives and its answer is lost; so is everything that is asked after it.
  const answer = book(broken, { ...wish, key })
  fault({ kind: 'cut', onlyWrites: true })
  await wait(0)
  const { status } = await answer

  // Looked up at once, the row is there.
  expect([201, 503]).toContain(status)
  fault(undefined)
  const settled = await book(broken, { ...wish, key })
  expect(settled.status).toBe(201)
  expect(await broken.readBookings()).toHaveLength(before.length + 1)
})

test("with another tenant's database behind it a studio is closed, and never shows that tenant's data", async () => {
  const { registry, databaseHost, keys } = system.fleet
  const other = await makeRushStudio(system, 'swapped')
  // The worst mistake in the registry: address and token are both another studio's, and both are valid.
  const wrong = await databaseHost.create(databaseNameOf(healthy.tenantId))
  await registry.write([
    registry.orm
      .update(tenants)
      .set({
        databaseUrl: wrong.url,
        databaseTokenEncrypted: await sealDatabaseToken({ keys, tenantId: other.tenantId }, wrong.token),
      })
      .where(eq(tenants.id, other.tenantId)),
  ])

  const answers = await Promise.all([
    page(other),
    page(other, '/api/v1/trainers'),
    book(other, nextWish(other)),
  ])

  for (const { status, text } of answers) {
    expect(status).toBe(503)
    expect(text).not.toContain('trn_healthy')
  }
  expect(system.printed.join('\n')).toContain('wrong_database')
})
