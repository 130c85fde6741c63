import { afterEach, beforeAll, expect, test, vi } from 'vitest'
import {
  alerts,
  heartbeats,
  notices,
  tenantHours,
  tenantUsage,
  tenants,
} from '../../db/registry/schema/index.ts'
import { eq } from 'drizzle-orm'
import { hours, minutes } from '../../tenants/durations.ts'
import { IRON, PLATFORM } from '../testing/make-site.ts'
import { prices } from '../../tenants/fleet/health/prices.ts'
import { makeOperatorSite } from '../testing/make-operator-site.ts'

let made: Awaited<ReturnType<typeof makeOperatorSite>>
let cookie: string
beforeAll(async () => {
  made = await makeOperatorSite()
  const { email } = await made.makeOperator()
  cookie = (await made.enter(email)).cookie
}, 60_000)
afterEach(() => vi.unstubAllGlobals())

const iron = 'ten_iron-works'
const buckets = [9, 0, 0, 0, 0, 0, 1]

test('health is shown in figures, with a table behind the bars, and a studio’s own words stay words', async () => {
  const { db, browse } = made
  const now = Date.now()
  const hourAt = now - (now % hours(1))
  const name = '<img src=x onerror=alert(1)>'
  await db.write([
    db.orm.update(tenants).set({ name }).where(eq(tenants.id, iron)),
    db.orm
      .insert(tenantHours)
      .values({ hourAt, tenantId: iron, requests: 10, errors: 1, slow: 1, buckets, queries: 20 }),
    db.orm.insert(heartbeats).values({ name: 'fleet', at: now - minutes(1) }),
    db.orm
      .insert(alerts)
      .values({ id: 'alr_1', rule: 'errors', tenantId: iron, said: 'Some.', openedAt: now, seenAt: now }),
  ])
  const { status, text } = await browse('/health', { cookie })

  expect(status).toBe(200)
  expect(text).toContain('aria-label="10 requests and 1 errors in 24 hours"')
  expect(text).toContain('Requests fail')
  expect(text).not.toContain('<img')
  expect(text).toContain('&lt;img src=x onerror=alert(1)&gt;')

  const { location } = await browse('/health/acknowledge', { cookie, form: { alert: 'alr_1' } })
  expect(location).toBe('/operator/health#alerts')
  const [[alert]] = await db.read([db.orm.select().from(alerts).where(eq(alerts.id, 'alr_1'))])
  expect(alert?.acknowledgedBy).toMatch(/^operator:usr_/)
  const page = await browse(`/tenants/${iron}`, { cookie })
  expect([page.status, page.text.includes('id="health"')]).toEqual([200, true])
})

test('who is told of alerts is added, and refused where nothing may be sent', async () => {
  const { browse } = made
  const add = (kind: string, address: string) =>
    browse('/health/targets', { cookie, form: { kind, address } })
  expect((await add('email', 'Olga@Example.test')).location).toBe('/operator/health#targets')
  const refused = await add('webhook', 'https://127.0.0.1/x')
  expect([refused.status, refused.text.includes('https address of a public name')]).toEqual([422, true])
  const page = await browse('/health', { cookie })
  expect(page.text).toContain('E-mail: olga@example.test')
  const id = /name="target" value="(alt_\w+)"/.exec(page.text)?.[1] ?? ''
  await browse('/health/targets/remove', { cookie, form: { target: id } })
  expect((await browse('/health', { cookie })).text).toContain('Nobody. Alerts are here alone.')
})

test('usage is priced, and kept bytes count by the days they are there', async () => {
  const { db, browse } = made
  const dayOn = new Date(Date.now()).toISOString().slice(0, 10)
  await db.write([
    db.orm
      .insert(tenantUsage)
      .values({ dayOn, tenantId: iron, rowsRead: 2_000_000_000, storageBytes: 30_000_000_000 }),
  ])
  const { status, text } = await browse('/usage', { cookie })
  expect(status).toBe(200)
  // Two dollars for rows, 75 cents for a gigabyte in one of thirty days.
  expect(text).toContain('$2.75')
  expect(text).toContain('Estimated cost')
  expect(text).toContain('not an invoice')
  for (const [what, { source, seenOn }] of Object.entries(prices)) {
    expect([what, source, seenOn]).toEqual([
      what,
      expect.stringMatching(/^https:\/\/(www\.)?(turso|resend|twilio|developers\.cloudflare)\./),
      expect.stringMatching(/^20\d\d-\d\d-\d\d$/),
    ])
    expect(text).toContain(`<a href="${source}"`)
    expect(text).toContain(seenOn)
  }
  const tenant = await browse(`/tenants/${iron}`, { cookie })
  expect(tenant.text).toMatch(/Estimated cost in [^:]+:\s+\$2\.75/)
  expect((await browse('/usage?month=never', { cookie })).status).toBe(422)
})

test('the status page is for everybody, names no studio and asks the registry now and then', async () => {
  const { ask, db } = made
  const now = Date.now()
  await db.write([
    db.orm.insert(notices).values({
      id: 'ntc_1',
      kind: 'maintenance',
      audience: 'everyone',
      text: { en: 'We move <house>.', bg: 'Местим се.' },
      startsAt: now + hours(1),
      endsAt: now + hours(2),
      createdBy: 'system',
      createdAt: now,
    }),
  ])
  const page = await ask({ path: '/status', host: PLATFORM })
  const text = await page.text()
  expect([page.status, text.includes('Everything works'), text.includes('We move &lt;house&gt;.')]).toEqual([
    200,
    true,
    true,
  ])
  expect(text).not.toMatch(/ten_|iron/i)
  let calls = 0
  const real = fetch
  vi.stubGlobal('fetch', (...args: Parameters<typeof fetch>) => {
    calls += 1
    return real(...args)
  })
  const json = await ask({ path: '/status.json', host: PLATFORM })
  expect(await json.json()).toMatchObject({
    state: 'ok',
    parts: { sites: 'ok', messages: 'ok', background: 'ok' },
  })
  expect(calls).toBe(0)
  vi.unstubAllGlobals()
  expect((await ask({ path: '/status', host: IRON })).status).toBe(404)
})
