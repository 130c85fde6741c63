import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import * as registry from '../../db/registry/schema/index.ts'
import { IRON, PLATFORM } from '../testing/make-site.ts'
import { makeOperatorSite, PASSWORD } from '../testing/make-operator-site.ts'
import { operatorConsole } from './console.ts'

// The attacks of reliability.md 3.8 on the operators' pages: from another host, without a second factor, and by what a
// studio calls itself.

const BAD = `"'><img src=x onerror=alert(1)><script>alert(2)</script>`
const TENANT = 'ten_iron-works'
const site = await makeOperatorSite()
const { ask, browse, db, enter, makeOperator } = site
afterAll(() => vi.useRealTimers())

const gets = [
  ...new Set(operatorConsole.routes.flatMap(({ method, path }) => (method === 'GET' ? [path] : []))),
]
const known: Record<string, string> = {
  '/': '',
  '/tenants/:id': `/tenants/${TENANT}`,
  '/hostnames/:host/remove': '/hostnames/book.bad.test/remove',
  '/migrations/:id': '/migrations/run_bad',
  '/plans/:id': '/plans/pln_bad',
}
const addressOf = (path: string) => known[path] ?? path.replaceAll(/:\w+/g, 'bad')

let cookie = ''
beforeAll(async () => {
  const { email } = await makeOperator()
  cookie = (await enter(email)).cookie
  await poison()
}, 60_000)

/** Puts the same text into whatever a studio, a client, a vendor or another operator may have written. */
async function poison(): Promise<void> {
  const { orm, write } = db
  const now = Date.now()
  const at = { createdAt: now, updatedAt: now }
  const by = { createdBy: BAD, createdAt: now }
  await write([
    orm.update(registry.tenants).set({ name: BAD, suspendReason: BAD, copyOf: BAD }),
    orm.update(registry.users).set({ name: BAD }),
    orm.update(registry.loginSessions).set({ userAgent: BAD, network: BAD }),
    orm
      .insert(registry.plans)
      .values({ id: 'pln_bad', code: BAD, name: BAD, description: BAD, limits: {}, ...at }),
    orm.insert(registry.featureFlags).values({ key: 'bad', description: BAD, isOn: false, ...at }),
    orm.insert(registry.operatorKeys).values({
      id: 'opk_bad',
      name: BAD,
      role: 'support',
      keyHash: BAD,
      hint: BAD,
      ...by,
    }),
    orm.insert(registry.auditLog).values({
      id: 'aud_bad',
      at: now,
      actor: BAD,
      action: BAD,
      subjectId: TENANT,
      reason: BAD,
      before: { [BAD]: BAD },
      after: { name: BAD },
      requestId: BAD,
    }),
    orm.insert(registry.notices).values({
      id: 'ntc_bad',
      kind: 'announcement',
      audience: 'staff',
      text: { en: BAD, bg: BAD },
      startsAt: 0,
      endsAt: now + 1_000_000,
      ...by,
    }),
    orm.insert(registry.deadLetters).values({
      id: 'bad',
      queue: 'work',
      tenantId: TENANT,
      body: BAD,
      attempts: 3,
      diedAt: now,
    }),
    orm.insert(registry.customHostnames).values({
      host: 'book.bad.test',
      tenantId: TENANT,
      providerId: BAD,
      status: BAD,
      sslStatus: BAD,
      said: [BAD],

      records: [{ type: BAD, name: BAD, value: BAD }],
      checkedAt: now,
      nextCheckAt: now,
      createdAt: now,
    }),
    orm.insert(registry.alerts).values({
      id: 'alr_bad',
      rule: BAD,
      tenantId: TENANT,
      said: BAD,
      openedAt: now,
      seenAt: now,
    }),
    orm
      .insert(registry.alertTargets)
      .values({ id: 'alt_bad', kind: 'email', address: BAD, lastError: BAD, ...by }),
    orm.insert(registry.supportVisits).values({
      id: 'vis_bad',
      tenantId: TENANT,
      operator: BAD,
      reason: BAD,
      createdAt: now,
      expiresAt: now + 9_000,
    }),
    orm.insert(registry.jobs).values({
      id: 'job_bad',
      kind: 'backup',
      tenantId: TENANT,
      state: 'failed',
      input: {},
      result: {},
      nextAt: now,
      error: BAD,
      ...by,
    }),
    orm.insert(registry.jobSteps).values({ jobId: 'job_bad', step: BAD, startedAt: now, error: BAD }),
    orm.insert(registry.migrationRuns).values({
      id: 'run_bad',
      target: 8,
      state: 'paused',
      isDry: false,
      canaries: 1,
      batchSize: 1,
      pauseReason: BAD,
      ...by,
    }),
    orm.insert(registry.migrationEntries).values({
      runId: 'run_bad',
      tenantId: TENANT,
      isCanary: true,
      state: 'failed',
      error: BAD,
      at: now,
    }),
  ])
}

test.each(gets)('OPS-07: what others wrote does nothing on %s', async (path) => {
  const { status, text, headers } = await browse(addressOf(path), { cookie })
  expect([path, status >= 500]).toEqual([path, false])
  expect(text).not.toMatch(/<img|<script/)
  // Where it is shown it was not left out but written as text.
  if (['/', '/tenants/:id', '/operators', '/audit-log', '/messages'].includes(path)) {
    expect([path, text.includes('&lt;img src=x')]).toEqual([path, true])
  }
  if (status === 200)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'nonce-/)
})

test('OPS-07: what is searched for does nothing either', async () => {
  for (const path of ['/', '/audit-log', '/find']) {
    const query = new URLSearchParams({
      search: BAD,
      actor: BAD,
      subject: BAD,
      action: BAD,
      q: BAD,
      cursor: BAD,
    })
    const { status, text } = await browse(`${addressOf(path)}?${query.toString()}`, { cookie })
    expect([path, status < 500, /<img|<script/.test(text)]).toEqual([path, true, false])
  }
})

test('OPS-01: a studio’s host has none of these pages, the platform’s none of a studio’s', async () => {
  for (const path of gets) {
    const { status, text } = await browse(addressOf(path), { cookie, host: IRON })
    expect([path, status, text]).toEqual([path, 404, 'not_found'])
  }
  for (const path of ['/admin', '/book', '/account', '/sign-in', '/admin/live', '/theme/x.css']) {
    const { status, headers } = await ask({ path, host: PLATFORM, headers: { cookie } })
    expect([path, status, headers.get('set-cookie')]).toEqual([path, 404, null])
  }
})

test('OPS-03: a password alone opens none of them', async () => {
  const { email } = await makeOperator()
  const { cookie: waiting } = await browse('/sign-in', { form: { email, password: PASSWORD } })
  const open = new Set(['/sign-in', '/code', '/join'])
  for (const path of gets.filter((one) => !open.has(one))) {
    const { status, location } = await browse(addressOf(path), { cookie: waiting })
    expect([path, status, location]).toEqual([path, 303, '/operator/sign-in'])
  }
})
