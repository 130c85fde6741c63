import { afterEach, expect, test, vi } from 'vitest'
import { openTenantDatabase } from '../db/tenant/open-tenant-database.ts'
import { createStaffKey } from '../tenants/access/create-staff-key.ts'
import { hours, minutes, seconds } from '../tenants/durations.ts'
import { resumeTenant } from '../tenants/operators/resume-tenant.ts'
import { suspendTenant } from '../tenants/operators/suspend-tenant.ts'
import { makeOperatorContext } from '../tests/support/make-operator-context.ts'
import { makeApp } from './app.ts'
import { runCron } from './cron/run-cron.ts'
import type { Env } from './env.ts'
import { makeFleetContext } from './fleet-context.ts'
import { listMails, makeDevMailbox } from './providers/dev-mailbox.ts'
import { consumeWakeups } from './queue/consume-wakeups.ts'
import { fakeKv } from './testing/fake-bindings.ts'
import { makeBatch } from './testing/make-batch.ts'
import { makeBody } from './testing/make-body.ts'
import { IRON, LOTUS, makeSite } from './testing/make-site.ts'

// Attacks OPS-05 and HOST-15 of the project's list: a studio is closed while it is busy, and nothing of it goes on.

afterEach(() => vi.useRealTimers())

const START = Date.UTC(2027, 0, 12, 9)
const wish = { tenant: 'iron-works', confirm: 'iron-works', reason: 'Abuse.', remindsSuspended: false }

async function makeBusy() {
  const site = await makeSite()
  const db = openTenantDatabase('ten_iron-works', site.fleet.address('ten-iron-works'))
  const { key } = await createStaffKey({ db, now: Date.now }, { name: 'Till' })
  const ctx = makeOperatorContext(
    makeFleetContext(site.env, { requestId: 'req_test', waitUntil: () => {} }),
    'operator',
  )
  // Another data centre, whose cache hears of nothing, and another isolate of it.
  const far: Env = { ...site.env, HOSTNAMES: fakeKv().kv }
  const app = makeApp({ renderPortal: async () => new Response('the site') })
  const context = {
    waitUntil: () => {},
    passThroughOnException: () => {},
    props: {},
  } as unknown as ExecutionContext
  const farAway = async (path: string, host: string, headers: Record<string, string>) =>
    (await app.fetch(new Request(`https://${host}${path}`, { headers: { host, ...headers } }), far, context))
      .status

  const surfaces = ['/', '/admin', '/api/v1/services', '/api/v1/clients', '/calendar/x.ics']
  /** What is answered at all its doors, by everybody who may have it in memory. */
  const knock = async (host = IRON) => {
    const headers = { authorization: `Bearer ${key}` }
    const near = surfaces.map(async (path) => (await site.ask({ path, host, headers })).status)
    return Promise.all([...near, ...surfaces.map((path) => farAway(path, host, headers))])
  }
  const mail = makeDevMailbox(site.fakes.mailbox.kv, Date.now)
  const cron = async () => {
    await runCron(site.env, Date.now())
    const bodies = [...site.fakes.messages.sent.splice(0), ...site.fakes.due.sent.splice(0)]
    const { batch } = makeBatch(bodies)
    await consumeWakeups(batch, { env: site.env, ports: { mail }, waitUntil: () => {} })
  }
  const sent = async () => (await listMails(site.fakes.mailbox.kv)).length
  return { ...site, ctx, knock, cron, sent }
}

test('suspended under load, every door is closed within a minute, near and far; opened, within another', async () => {
  const { ctx, knock } = await makeBusy()
  expect((await knock()).filter((status) => status === 410)).toEqual([])
  await suspendTenant(ctx, wish)
  const at = Date.now()
  let open = -1
  for (const after of [0, 16, 31, 46, 60]) {
    vi.setSystemTime(at + seconds(after))
    open = (await knock()).filter((status) => status !== 410).length
    if (open === 0) break
  }
  expect([open, Date.now() - at <= minutes(1)]).toEqual([0, true])
  // Nobody else's.
  expect((await knock(LOTUS)).filter((status) => status === 410)).toEqual([])

  await resumeTenant(ctx, { tenant: 'iron-works' })
  vi.setSystemTime(Date.now() + minutes(1))
  expect((await knock()).filter((status) => status === 410)).toEqual([])
}, 60_000)

test('what it says then is neutral: no name, no cookie, no cache', async () => {
  const { ctx, ask } = await makeBusy()
  await suspendTenant(ctx, wish)
  vi.setSystemTime(Date.now() + minutes(1))
  const page = await ask({ path: '/' })
  const text = await page.text()
  expect([page.status, page.headers.get('set-cookie'), page.headers.get('cache-control')]).toEqual([
    410,
    null,
    'private, no-store',
  ])
  expect(text).not.toMatch(/iron|abuse|suspend/i)
  const api = await ask({ path: '/api/v1/services' })
  expect(await api.json()).toMatchObject({ status: 410, code: 'tenant_suspended' })
})

test('its messages, reminders and tasks stop with it, also what was on its way, and go on when it opens', async () => {
  const { ctx, postJson, cron, sent, fakes } = await makeBusy()
  await postJson('/api/v1/bookings', makeBody({ start_time: new Date(START).toISOString() }))
  await suspendTenant(ctx, wish)
  const [mails, onItsWay] = [await sent(), fakes.messages.sent.length]
  expect(onItsWay).toBe(1)
  await cron()
  vi.setSystemTime(START - hours(24) + seconds(30))
  await cron()
  expect(await sent()).toBe(mails)

  await resumeTenant(ctx, { tenant: 'iron-works' })
  await cron()
  // The confirmation, which still says something, and the reminder.
  expect(await sent()).toBe(mails + 2)
})

test('where the rule says so, a booking that stands is reminded of, and nothing else is said', async () => {
  const { ctx, postJson, cron, fakes } = await makeBusy()
  await postJson('/api/v1/bookings', makeBody({ start_time: new Date(START).toISOString() }))
  await suspendTenant(ctx, { ...wish, remindsSuspended: true })
  await cron()
  vi.setSystemTime(START - hours(24) + seconds(30))
  await cron()
  const subjects = (await listMails(fakes.mailbox.kv)).map(({ subject }) => subject)
  expect(subjects).toEqual([expect.stringMatching(/^(Reminder|Напомняне)/)])
})
