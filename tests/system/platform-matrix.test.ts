import { eq, inArray } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { jobs, loginSessions, users } from '../../db/registry/schema/index.ts'
import { PLATFORM_HOST } from '../../scripts/local/start-system.ts'
import { createLoginSession } from '../../tenants/access/login-sessions.ts'
import { addOperator } from '../../tenants/operators/add-operator.ts'
import { mailbox } from '../../worker/pages/mailbox-pages.ts'
import { operatorConsole } from '../../worker/console/console.ts'
import { countChanges } from '../access/count-changes.ts'
import { findLeaks } from '../access/find-leaks.ts'
import { ask, askForm } from '../support/ask.ts'
import { HOST, startMatrix, type Matrix } from '../support/start-matrix.ts'

// The Worker's own pages: the operators' console, asked for by everybody, and what belongs to nobody.

/** Whom a page is for: operators with a second factor, also those who have yet to set it up, or everybody. */
type Whom = 'operators' | 'newcomers' | 'everybody'

const pages: Record<string, Whom> = {
  'GET /operator': 'operators',
  'GET /operator/account': 'operators',
  'GET /operator/tenants/new': 'operators',
  'POST /operator/tenants/new': 'operators',
  'GET /operator/tenants/:id': 'operators',
  'POST /operator/tenants/:id/work/resume': 'operators',
  'POST /operator/tenants/:id/work/abandon': 'operators',
  'POST /operator/tenants/:id/lifecycle/suspend': 'operators',
  'POST /operator/tenants/:id/lifecycle/resume': 'operators',
  'POST /operator/tenants/:id/lifecycle/rename': 'operators',
  'POST /operator/tenants/:id/lifecycle/delete': 'operators',
  'POST /operator/tenants/:id/lifecycle/clone': 'operators',
  'POST /operator/tenants/:id/lifecycle/move': 'operators',
  'GET /operator/operators': 'operators',
  'POST /operator/operators/invite': 'operators',
  'POST /operator/operators/withdraw': 'operators',
  'POST /operator/operators/role': 'operators',
  'POST /operator/operators/reset': 'operators',
  'POST /operator/operators/disable': 'operators',
  'POST /operator/operators/keys': 'operators',
  'POST /operator/operators/revoke': 'operators',
  'GET /operator/audit-log': 'operators',
  'POST /operator/devices': 'operators',
  'GET /operator/hostnames': 'operators',
  'POST /operator/hostnames/reconcile': 'operators',
  'GET /operator/hostnames/:host/remove': 'operators',
  'POST /operator/hostnames/:host/remove': 'operators',
  'POST /operator/tenants/:id/hostnames/name': 'operators',
  'POST /operator/tenants/:id/hostnames/check': 'operators',
  'GET /operator/migrations': 'operators',
  'POST /operator/migrations': 'operators',
  'GET /operator/migrations/:id': 'operators',
  'POST /operator/migrations/:id/pause': 'operators',
  'POST /operator/migrations/:id/resume': 'operators',
  'POST /operator/migrations/:id/retry': 'operators',
  'POST /operator/migrations/:id/cancel': 'operators',
  'GET /operator/backups': 'operators',
  'POST /operator/tenants/:id/backups/take': 'operators',
  'POST /operator/tenants/:id/backups/drill': 'operators',
  'POST /operator/tenants/:id/backups/restore': 'operators',
  'POST /operator/tenants/:id/backups/history': 'operators',
  'POST /operator/tenants/:id/backups/switch': 'operators',
  'POST /operator/tenants/:id/backups/download': 'operators',
  'GET /operator/find': 'operators',
  'POST /operator/find': 'operators',
  'GET /operator/plans': 'operators',
  'POST /operator/plans': 'operators',
  'GET /operator/plans/:id': 'operators',
  'POST /operator/plans/:id': 'operators',
  'POST /operator/plans/:id/archive': 'operators',
  'POST /operator/tenants/:id/plan/set': 'operators',
  'POST /operator/tenants/:id/plan/own': 'operators',
  'GET /operator/flags': 'operators',
  'POST /operator/flags': 'operators',
  'POST /operator/flags/delete': 'operators',
  'GET /operator/notices': 'operators',
  'POST /operator/notices': 'operators',
  'POST /operator/notices/withdraw': 'operators',
  'POST /operator/tenants/:id/support/enter': 'operators',
  'POST /operator/tenants/:id/support/end': 'operators',
  'POST /operator/tenants/:id/flags/set': 'operators',
  'GET /operator/health': 'operators',
  'GET /operator/health/alerts': 'operators',
  'POST /operator/health/acknowledge': 'operators',
  'POST /operator/health/targets': 'operators',
  'POST /operator/health/targets/remove': 'operators',
  'GET /operator/usage': 'operators',
  'GET /operator/messages': 'operators',
  'POST /operator/messages/replay': 'operators',
  'POST /operator/messages/drop': 'operators',
  'GET /operator/password': 'operators',
  'POST /operator/password': 'operators',
  'POST /operator/recovery-codes': 'operators',
  'GET /operator/set-up': 'newcomers',
  'POST /operator/set-up': 'newcomers',
  'POST /operator/set-up/confirm': 'newcomers',
  'GET /operator/confirm': 'newcomers',
  'POST /operator/confirm': 'newcomers',
  'GET /operator/sign-in': 'everybody',
  'POST /operator/sign-in': 'everybody',
  'GET /operator/code': 'everybody',
  'POST /operator/code': 'everybody',
  'GET /operator/join': 'everybody',
  'POST /operator/join': 'everybody',
  'POST /operator/sign-out': 'everybody',
  'GET /dev/mailbox': 'everybody',
  'GET /dev/mailbox.json': 'everybody',
  'GET /dev/mailbox/:id': 'everybody',
  'GET /dev/mailbox/:channel/:id': 'everybody',
  'GET /dev/mailbox/:id/html': 'everybody',
  'GET /dev/mailbox/:id/attachments/:index': 'everybody',
}

const everybody = ['nobody', 'owner', 'waiting', 'expired', 'disabled', 'newcomer', 'operator'] as const
type Who = (typeof everybody)[number]

let matrix: Matrix
let changes: () => Promise<number>
const cookies: Partial<Record<Who, string>> = {}

beforeAll(async () => {
  matrix = await startMatrix()
  const { db } = matrix.platform
  cookies.newcomer = matrix.people.tokens.operator ?? ''
  cookies.owner = matrix.people.tokens.owner ?? ''
  for (const who of ['waiting', 'expired', 'disabled', 'operator'] as const) await addPerson(who)
  await db.write([
    db.orm
      .update(loginSessions)
      .set({ endsAt: 1, lastSeenAt: 0 })
      .where(eq(loginSessions.userId, ids.expired ?? '')),
    db.orm
      .update(users)
      .set({ status: 'disabled' })
      .where(eq(users.id, ids.disabled ?? '')),
  ])
  changes = await countChanges(db)
})
afterAll(() => matrix.system.close())

const ids: Partial<Record<Who, string>> = {}

/** An operator with an authenticator app, who has signed in. */
async function addPerson(who: Who): Promise<void> {
  const { context } = matrix.platform
  const person = {
    email: `${who}@example.test`,
    name: who,
    passwordHash: '',
    totpSecret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  }
  const userId = await addOperator(context, person)
  const session = {
    kind: 'browser',
    method: 'password',
    rank: 'staff',
    awaitsFactor: who === 'waiting',
  } as const
  ids[who] = userId
  cookies[who] = (await createLoginSession(context, { userId, ...session })).secret
}

function knock(route: string, who: Who, host = PLATFORM_HOST) {
  const [method = '', path = ''] = route
    .replace('/tenants/:id', `/tenants/${STUDIO}`)
    .replaceAll(/:\w+/g, 'unknown')
    .split(' ')
  const cookie = cookies[who]
  const headers = cookie === undefined ? {} : { cookie: `session=${cookie}` }
  const request = { url: matrix.system.url, host, path, headers }
  return method === 'GET' ? ask(request) : askForm({ ...request, form: {} })
}

/** The studio that pages of one are asked for; what is done to it here, nobody else notices. */
const STUDIO = 'ten_lotus-yoga'

/** Of what is not there, an operator is told so; an empty form names nothing. */
const isOfUnknown = (route: string) => /:/.test(route.replace('/tenants/:id', '')) || route.startsWith('POST')

/** What an operator was let do before may still go on, and writes. */
async function untilNothingGoesOn(): Promise<void> {
  const { orm, read } = matrix.platform.db
  const goesOn = inArray(jobs.state, ['running', 'undoing'])
  await vi.waitFor(
    async () => {
      const [open] = await read([orm.select().from(jobs).where(goesOn)])
      expect(open).toEqual([])
    },
    { timeout: 60_000, interval: 100 },
  )
}

/** Where whoever may not is sent: to sign in, or to set up what they lack. */
function dueFor(whom: Whom, who: Who): string | undefined {
  if (who === 'operator' || (who === 'newcomer' && whom === 'newcomers')) return undefined
  return who === 'newcomer' ? '/operator/set-up' : '/operator/sign-in'
}

const doors = new Set(['/operator/sign-in', '/operator/set-up'])

test('every page of the platform has its row, and every row its page', () => {
  const of = (base: string, routes: { method: string; path: string }[]) =>
    routes
      .filter(({ method }) => method !== 'ALL')
      .map(({ method, path }) => `${method} ${base}${path}`.replace(/\/$/, ''))
  const listed = [...of('/operator', operatorConsole.routes), ...of('/dev', mailbox.pages.routes)]
  expect(Object.keys(pages).toSorted()).toEqual([...new Set(listed)].toSorted())
})

const guarded = Object.entries(pages).filter(([, whom]) => whom !== 'everybody')

test.each(guarded)('%s is for %s', async (route, whom) => {
  const refused = everybody.filter((who) => dueFor(whom, who) !== undefined)
  await untilNothingGoesOn()
  const before = await changes()
  for (const who of refused) {
    const { status, headers, text } = await knock(route, who)
    expect([who, status, headers['location']]).toEqual([who, 303, dueFor(whom, who)])
    expect(findLeaks(text)).toEqual([])
  }
  expect(await changes()).toBe(before)

  // They may still be told that something is wrong: the password, for instance.
  for (const who of everybody.filter((one) => !refused.includes(one))) {
    const { status, headers } = await knock(route, who)
    const isSentBack = doors.has(headers['location'] ?? '') && !route.endsWith('/set-up')
    const isRefused = status === 403 || (status === 404 && !isOfUnknown(route)) || status >= 500
    expect([who, status, isSentBack, isRefused]).toEqual([who, status, false, false])
  }
})

test('what is for everybody fails for nobody, and says nothing of how it is made', async () => {
  const open = Object.keys(pages).filter(
    (route) => pages[route] === 'everybody' && !route.endsWith('sign-out'),
  )
  for (const route of open) {
    for (const who of everybody) {
      const { status, text } = await knock(route, who)
      expect([route, who, status < 500, findLeaks(text)]).toEqual([route, who, true, []])
    }
  }
})

describe('a studio’s host', () => {
  test('has nothing of the platform’s, whoever asks', async () => {
    for (const route of Object.keys(pages)) {
      const statuses = await Promise.all(everybody.map(async (who) => (await knock(route, who, HOST)).status))
      expect([route, ...new Set(statuses)]).toEqual([route, 404])
    }
  })

  test('and the platform’s says the same of itself to everybody', async () => {
    const own = [
      [HOST, '/healthz'],
      [HOST, '/api/docs'],
      [HOST, '/api/v1/openapi.json'],
      [PLATFORM_HOST, '/healthz'],
      [PLATFORM_HOST, '/'],
    ] as const
    for (const [host, path] of own) {
      const answers = await Promise.all(everybody.map((who) => knock(`GET ${path}`, who, host)))
      expect(answers.map(({ status }) => status)).toEqual(everybody.map(() => 200))
      const texts = answers.map(({ text }) => text.replaceAll(/nonce="[^"]*"/g, ''))
      expect(new Set(texts).size).toBe(1)
    }
  })
})

test('signing out ends a session, and is nothing to who has none', async () => {
  for (const who of everybody) {
    const { status, headers } = await knock('POST /operator/sign-out', who)
    expect([who, status, headers['location']]).toEqual([who, 303, '/operator/sign-in'])
  }
  expect((await knock('GET /operator', 'operator')).headers['location']).toBe('/operator/sign-in')
})
