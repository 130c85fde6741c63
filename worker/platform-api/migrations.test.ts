import { eq, sql } from 'drizzle-orm'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../../db/open-database.ts'
import {
  auditLog,
  migrationEntries,
  migrationRuns,
  operatorKeys,
  schemaVersions,
  type OperatorRole,
} from '../../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION } from '../../db/tenant/open-tenant-database.ts'
import { makeOperatorSecret, operatorKeyRow } from '../../tenants/operators/operator-key.ts'
import { consumeFleetWork } from '../queue/consume-fleet-work.ts'
import { makeBatch } from '../testing/make-batch.ts'
import { makeOperatorSite } from '../testing/make-operator-site.ts'
import { PLATFORM } from '../testing/make-site.ts'

const site = await makeOperatorSite()
const { ask, browse, db, enter, env, fakes, fleet, makeOperator } = site
afterAll(() => vi.useRealTimers())
beforeEach(async () => {
  await db.write([db.orm.delete(migrationEntries), db.orm.delete(migrationRuns)])
  fakes.fleet.sent.length = 0
})

async function makeKey(role: OperatorRole) {
  const secret = makeOperatorSecret()
  const about = { id: `key_${role}`, name: role, role, createdBy: 'system', now: Date.now(), expiresAt: null }
  await db.write([db.orm.insert(operatorKeys).values(await operatorKeyRow(secret, about))])
  return secret
}
const keys = { support: await makeKey('support'), operator: await makeKey('operator') }

async function api(method: string, path: string, { key = keys.operator, body = {} } = {}) {
  const answer = await ask({
    path: `/api/v1/migrations${path}`,
    host: PLATFORM,
    method,
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(body) }),
  })
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> }
}

/** Carries out what the queue holds, and what comes of it, until it is empty. */
async function drain() {
  for (let work = fakes.fleet.sent.shift(); work !== undefined; work = fakes.fleet.sent.shift()) {
    await consumeFleetWork(makeBatch([work]).batch, { env, waitUntil: () => {} })
  }
}

async function run(slug: string, statement: string) {
  const { orm, write } = openDatabase(fleet.address(`ten-${slug}`), { schema: {} })
  await write([orm.run(sql.raw(statement))])
}

test('a run is begun, done by the queue, and read with its studios', async () => {
  const begun = await api('POST', '', { body: { canaries: 1, batch_size: 2 } })
  expect(begun).toMatchObject({
    status: 202,
    body: { state: 'running', target: NEWEST_TENANT_VERSION, dry: false, waiting: 3, done: 0, failed: 0 },
  })
  expect(await api('POST', '')).toMatchObject({ status: 409, body: { code: 'conflict' } })

  await drain()

  const id = String(begun.body['id'])
  expect(await api('GET', `/${id}`, { key: keys.support })).toMatchObject({
    status: 200,
    body: { state: 'done', waiting: 0, done: 3, failed: 0 },
  })
  const { body } = await api('GET', `/${id}/entries?limit=2`)
  expect(body).toMatchObject({ data: [{ slug: 'iron-works', state: 'done', canary: true }, {}] })
  const rest = await api('GET', `/${id}/entries?limit=2&cursor=${String(body['next_cursor'])}`)
  expect(rest.body).toMatchObject({ data: [{ slug: 'old-gym' }], next_cursor: null })
  expect(await api('GET', '/versions')).toMatchObject({
    body: {
      newest: NEWEST_TENANT_VERSION,
      versions: [{ version: NEWEST_TENANT_VERSION, tenants: 3, served: true }],
    },
  })
})

test('looking takes any operator, and everything else one who runs the fleet', async () => {
  const key = keys.support
  expect((await api('POST', '', { key })).status).toBe(403)
  const { body } = await api('POST', '')
  for (const deed of ['pause', 'resume', 'retry', 'cancel']) {
    expect((await api('POST', `/${String(body['id'])}/${deed}`, { key })).status).toBe(403)
  }
  expect((await api('GET', '', { key })).status).toBe(200)
  expect((await api('GET', '', { key: 'tho_nobody' })).status).toBe(401)
})

test('paused it waits, cancelled it is over, and each is written down', async () => {
  const { body } = await api('POST', '')
  const deed = (word: string) => api('POST', `/${String(body['id'])}/${word}`)

  expect((await deed('pause')).body).toMatchObject({ state: 'paused' })
  await drain()
  expect((await api('GET', `/${String(body['id'])}`)).body).toMatchObject({ waiting: 3 })
  expect((await deed('pause')).status).toBe(409)
  expect((await deed('resume')).body).toMatchObject({ state: 'running' })
  expect((await deed('cancel')).body).toMatchObject({ state: 'cancelled' })
  expect((await deed('resume')).status).toBe(409)

  const [log] = await db.read([
    db.orm
      .select()
      .from(auditLog)
      .where(eq(auditLog.subjectId, String(body['id']))),
  ])
  const said = log.map(({ actor, action }) => `${actor} ${action}`)
  expect(said.toSorted()).toEqual(
    ['cancel', 'pause', 'resume', 'start'].map((word) => `operator:key_operator migration.${word}`),
  )
})

test.each([
  [{ canaries: -1 }, 'canaries'],
  [{ canaries: 1.5 }, 'canaries'],
  [{ batch_size: 0 }, 'batch_size'],
  [{ batch_size: 101 }, 'batch_size'],
  [{ dry: 'yes' }, 'dry'],
])('%j is refused, and nothing begins', async (body, path) => {
  const refused = await api('POST', '', { body })
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ path }] } })
  expect((await api('GET', '')).body).toMatchObject({ data: [] })
})

test('the console begins a rehearsal, shows it live, and says in a database’s own words who would fail', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  // As if the last step had not been done, and stood against it: its tables are there.
  await run('lotus-yoga', `DELETE FROM schema_migrations WHERE version = ${NEWEST_TENANT_VERSION}`)

  const form = { canaries: '0', batchSize: '50', dry: 'yes' }
  const wrong = await browse('/migrations', { cookie, form: { ...form, canaries: 'some' } })
  expect(wrong.status).toBe(422)
  const begun = await browse('/migrations', { cookie, form })
  const path = (begun.location ?? '').replace('/operator', '')
  const live = await browse(path, { cookie })
  await drain()
  const over = await browse(path, { cookie })
  await run('lotus-yoga', `INSERT INTO schema_migrations VALUES (${NEWEST_TENANT_VERSION}, 'again', 0)`)

  expect(live.text).toContain('http-equiv="refresh"')
  expect(live.text).toContain('0 of 3 studios, 0 failed')
  expect(over.text).not.toContain('http-equiv="refresh"')
  expect(over.text).toContain('3 of 3 studios, 1 failed')
  expect(over.text).toMatch(/lotus-yoga[\s\S]*already exists/)
  const list = await browse('/migrations', { cookie })
  expect(list.text).toContain('done, rehearsal')
})

test('a studio’s own words are shown as words', async () => {
  const { email } = await makeOperator()
  const { cookie } = await enter(email)
  const { body } = await api('POST', '', { body: { canaries: 0 } })
  const id = String(body['id'])
  await db.write([
    db.orm
      .update(migrationEntries)
      .set({ state: 'failed', error: 'constraint: <script>alert(1)</script>' })
      .where(eq(migrationEntries.tenantId, 'ten_iron-works')),
  ])

  const { text } = await browse(`/migrations/${id}`, { cookie })

  expect(text).toContain('&lt;script&gt;')
  expect(text).not.toContain('<script>')
})

test('who is behind, ahead or unknown is told apart', async () => {
  const set = (version: number) =>
    db.write([
      db.orm.update(schemaVersions).set({ version }).where(eq(schemaVersions.tenantId, 'ten_iron-works')),
    ])
  const served = async () => (await api('GET', '/versions')).body['versions']

  await set(1)
  expect(await served()).toContainEqual({ version: 1, tenants: 1, served: false })
  await set(NEWEST_TENANT_VERSION + 1)
  expect(await served()).toContainEqual({ version: NEWEST_TENANT_VERSION + 1, tenants: 1, served: true })
  await set(NEWEST_TENANT_VERSION)
})
