import { eq } from 'drizzle-orm'
import { afterAll, afterEach, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { auditLog, clients } from '../../db/tenant/schema/index.ts'
import { minutes } from '../../tenants/durations.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { writeBooking } from '../../tests/support/write-rows.ts'
import { IRON, LOTUS, PLATFORM, makeSite } from '../testing/make-site.ts'
import { makeStudioContext } from '../testing/make-studio-context.ts'
import { toInstant } from '../api/instant.ts'

const site = await makeSite({ isProduction: true })
const db = site.fleet.deps.registry
const iron = makeStudioContext(site, 'iron-works')
const key = makeOperatorSecret()
const about = {
  id: 'opk_one',
  name: 'A program',
  role: 'operator',
  createdBy: 'system',
  expiresAt: null,
} as const
await db.write([db.orm.insert(registry.operatorKeys).values(await operatorKeyRow(key, { ...about, now: 0 }))])
// What an isolate remembers of notices is older than a minute by the next test.
afterEach(() => vi.setSystemTime(Date.now() + minutes(2)))
afterAll(() => vi.useRealTimers())

async function call(method: string, path: string, body?: unknown) {
  const answer = await site.ask({
    path: `/api/v1${path}`,
    host: PLATFORM,
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return { status: answer.status, json: text === '' ? null : JSON.parse(text) }
}

const REASON = 'Ticket 4711: she asks where it is'
const find = (body: Record<string, unknown>) => call('POST', '/find', { reason: REASON, ...body })

const { id: booked, clientId } = await writeBooking({ ctx: iron, clock: site.fleet.clock })
const email = 'ana.petrova@example.test'
await iron.db.write([iron.db.orm.update(clients).set({ email }).where(eq(clients.id, clientId))])

const logged = async () =>
  (await iron.db.read([iron.db.orm.select().from(auditLog).where(eq(auditLog.action, 'support.search'))]))[0]
const loggedHere = async () =>
  (
    await db.read([
      db.orm.select().from(registry.auditLog).where(eq(registry.auditLog.action, 'support.search')),
    ])
  )[0]

test('a booking is found by its whole number, wherever it is; both logs say who asked and why', async () => {
  const id = booked
  const { json } = await find({ what: id })
  expect(json.bookings).toMatchObject([{ tenant_id: 'ten_iron-works', booking_id: id }])
  expect([json.next, json.unreachable]).toEqual([null, []])
  // Enough to go and look, nothing of whom it is.
  expect(Object.keys(json.bookings[0]).toSorted()).toEqual([
    'booking_id',
    'created_at',
    'starts_at',
    'status',
    'tenant_id',
  ])
  expect((await logged()).at(-1)).toMatchObject({
    actor: 'operator:opk_one',
    subjectId: id,
    reason: REASON,
    after: { operator: 'A program' },
  })
  expect((await loggedHere()).at(-1)).toMatchObject({ actor: 'operator:opk_one', reason: REASON })
})

test('a person is found by the whole address, of which no log keeps more than its look', async () => {
  const { json } = await find({ what: email.toUpperCase(), tenant: 'iron-works' })
  expect(json.bookings.map((one: { booking_id: string }) => one.booking_id)).toContain(booked)
  expect(JSON.stringify(await loggedHere())).not.toContain(email)
  const elsewhere = await find({ what: email, tenant: 'ten_lotus-yoga' })
  expect(elsewhere.json.looked).toBe(1)
})

test.each([
  { what: 'bkg_', why: 'half a number' },
  { what: 'a@', why: 'half an address' },
  { what: '%@example.com', why: 'a pattern', found: 0 },
  { what: "x' OR 1=1 --@example.com", why: 'a statement' },
])('nothing is found by $why', async ({ what, found }) => {
  const { status, json } = await find({ what })
  if (found === undefined) expect(status).toBe(422)
  else expect(json.bookings ?? []).toHaveLength(found)
})

test('without a reason nothing is looked at', async () => {
  const before = (await loggedHere()).length
  expect((await find({ what: booked, reason: 'so' })).status).toBe(422)
  expect((await loggedHere()).length).toBe(before)
})

test('a flag is one thing everywhere and another at one studio, within a minute', async () => {
  const isTimed = async (host: string) => (await site.ask({ path: '/', host })).headers.has('server-timing')
  const put = { description: 'Says where the time went', is_on: false }
  expect((await call('PUT', '/feature-flags/server_timing', put)).json).toMatchObject({
    is_on: false,
    on_at: 0,
  })
  expect((await call('PUT', '/feature-flags/Not-One', put)).status).toBe(422)
  const own = await call('PUT', '/tenants/iron-works/feature-flags/server_timing', { is_on: true })
  expect(own.json).toMatchObject({ is_on: true, own: true })
  expect((await call('PUT', '/tenants/iron-works/feature-flags/nope', { is_on: true })).status).toBe(404)

  expect(await Promise.all([isTimed(IRON), isTimed(LOTUS)])).toEqual([true, false])
  await call('PUT', '/feature-flags/server_timing', { ...put, is_on: true })
  await call('PUT', '/tenants/iron-works/feature-flags/server_timing', { is_on: false })
  vi.setSystemTime(Date.now() + minutes(1))
  expect(await Promise.all([isTimed(IRON), isTimed(LOTUS)])).toEqual([false, true])
  expect((await call('GET', '/feature-flags')).json.data).toMatchObject([
    { is_on: true, on_at: 0, off_at: 1 },
  ])
  expect((await call('DELETE', '/feature-flags/server_timing')).status).toBe(204)
  vi.setSystemTime(Date.now() + minutes(1))
  expect(await isTimed(LOTUS)).toBe(false)
})

const notice = (changes: Record<string, unknown> = {}) => ({
  kind: 'maintenance',
  audience: 'everyone',
  text: { en: 'Back at ten', bg: 'Връщаме се в десет' },
  starts_at: toInstant(Date.now() - minutes(1)),
  ends_at: toInstant(Date.now() + minutes(60)),
  ...changes,
})

test('a notice is told where it is meant, while it holds, until it is withdrawn', async () => {
  const { noticesFor, readNotices } = await import('../../tenants/fleet/read-notices.ts')
  const toldAt = async (tenantId: string, now = Date.now()) =>
    noticesFor(await readNotices(db, now), { tenantId, now }).map(({ text }) => text.en)
  const { status, json } = await call('POST', '/notices', notice({ tenant: 'iron-works' }))
  expect([status, json.tenant_id]).toEqual([201, 'ten_iron-works'])
  await call(
    'POST',
    '/notices',
    notice({ kind: 'announcement', audience: 'staff', text: { en: 'New', bg: 'Ново' } }),
  )

  expect(await toldAt('ten_iron-works')).toEqual(expect.arrayContaining(['Back at ten', 'New']))
  expect(await toldAt('ten_lotus-yoga')).toEqual(['New'])
  expect(await toldAt('ten_iron-works', Date.now() - minutes(2))).toEqual([])
  expect(await toldAt('ten_iron-works', Date.now() + minutes(60))).toEqual([])
  expect((await call('POST', `/notices/${json.id}/withdraw`)).status).toBe(204)
  expect((await call('POST', `/notices/${json.id}/withdraw`)).status).toBe(404)
  expect(await toldAt('ten_iron-works')).toEqual(['New'])
})

test.each([
  { change: { kind: 'announcement' }, why: 'news for clients' },
  { change: { ends_at: '2020-01-01T00:00:00Z' }, why: 'what ends before it begins' },
  { change: { ends_at: '2030-01-01T00:00:00Z' }, why: 'what lasts for years' },
  { change: { text: { en: 'Hello', bg: '' } }, why: 'what one language lacks' },
])('nobody is told $why', async ({ change }) => {
  expect((await call('POST', '/notices', notice(change))).status).toBe(422)
})

test('a program cannot go into a studio', async () => {
  const { json } = await call('GET', '/openapi.json')
  const ways = Object.keys(json.paths).filter((path) => path.includes('visit'))
  expect(ways).toEqual(['/support-visits', '/support-visits/{visit_id}/end'])
})
