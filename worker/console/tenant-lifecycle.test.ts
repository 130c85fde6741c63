import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { jobs } from '../../db/registry/schema/index.ts'
import { minutes } from '../../tenants/durations.ts'
import { makeTursoServer } from '../../tests/fakes/turso-server.ts'
import { makeTursoDatabaseHost } from '../providers/turso-database-host.ts'
import { IRON } from '../testing/make-site.ts'
import { makeOperatorSite } from '../testing/make-operator-site.ts'

afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

const PAGE = '/tenants/ten_iron-works'

async function makeConsole() {
  const site = await makeOperatorSite()
  const { email } = await site.makeOperator()
  const { cookie } = await site.enter(email)
  const look = async () => (await site.browse(PAGE, { cookie })).text
  const send = (deed: string, form: Record<string, string>) =>
    site.browse(`${PAGE}/lifecycle/${deed}`, { cookie, form })
  const status = async () => (await site.ask({ path: '/', host: IRON })).status
  return { ...site, look, send, status }
}

test('an operator suspends a studio and opens it again', async () => {
  const { look, send, status } = await makeConsole()
  expect(await look()).toContain('It is open.')
  const done = await send('suspend', { reason: 'They do not pay.', reminds: 'yes', confirm: 'iron-works' })
  expect([done.status, done.location]).toEqual([303, `/operator${PAGE}#lifecycle`])
  expect(await look()).toContain('It is closed: its hosts answer 410')
  expect(await status()).toBe(410)
  expect((await send('resume', {})).status).toBe(303)
  expect(await look()).toContain('It is open.')
})

test('what was typed wrong is said beside its field, in the form that was sent, and nothing is done', async () => {
  const { send, status } = await makeConsole()
  const refused = await send('delete', {
    reason: 'They asked <b>for it</b>.',
    graceDays: '7',
    confirm: 'iron',
  })
  expect(refused.status).toBe(422)
  expect(refused.text).toContain('value="They asked &lt;b&gt;for it&lt;/b&gt;."')
  expect(refused.text).toMatch(/<details open>\s*<summary>Delete it/)
  expect(refused.text.match(/id="confirm-delete-error"/g)).toHaveLength(1)
  const days = await send('delete', { reason: 'Gone.', graceDays: '-1', confirm: 'iron-works' })
  expect([days.status, days.text.includes('id="graceDays-error"')]).toEqual([422, true])
  expect(await status()).toBe(200)
})

test('whoever has been in for a while proves first who they are', async () => {
  const { send, status } = await makeConsole()
  vi.setSystemTime(Date.now() + minutes(11))
  for (const deed of ['suspend', 'delete', 'move']) {
    const { location } = await send(deed, { reason: 'Gone.', confirm: 'iron-works', graceDays: '0' })
    expect([deed, location]).toEqual([deed, expect.stringMatching(/^\/operator\/confirm\?next=/)])
  }
  expect(await status()).toBe(200)
})

test('where to is asked only where there is more than one place, and what is wrong with it is said in the form', async () => {
  const { look, send, env, fleet } = await makeConsole()
  expect(await look()).not.toContain('<select id="place"')
  const turso = { organization: 'trainerhub', apiToken: 'platform-token' }
  const vendor = makeTursoServer({ ...turso, groups: ['studios', 'studios-us'] })
  await makeTursoDatabaseHost({ ...turso, groups: ['studios'], fetch: vendor.fetch }).create('ten-iron-works')
  const names = { TURSO_ORGANIZATION: turso.organization, TURSO_API_TOKEN: turso.apiToken }
  Object.assign(env, { ...names, TURSO_GROUP: 'studios', TURSO_MORE_GROUPS: 'studios-us, studios' })
  const { fetch: own } = globalThis
  const isVendors = (input: RequestInfo | URL) =>
    String(input instanceof Request ? input.url : input).startsWith('https://api.turso.tech/')
  vi.stubGlobal('fetch', (input: RequestInfo | URL, init?: RequestInit) =>
    (isVendors(input) ? vendor.fetch : own)(input, init),
  )

  expect((await look()).match(/<option value="studios[^"]*"/g)).toEqual([
    '<option value="studios"',
    '<option value="studios-us"',
  ])
  const refused = await send('move', { place: 'studios', confirm: 'iron-works' })
  expect([refused.status, refused.text.includes('It is there already.')]).toEqual([422, true])
  expect(refused.text).toMatch(/<details open>\s*<summary>Move it/)
  expect((await send('move', { place: 'studios-us', confirm: 'iron-works' })).status).toBe(303)
  const { orm, read } = fleet.deps.registry
  const [moves] = await read([orm.select().from(jobs).where(eq(jobs.kind, 'move'))])
  expect(moves).toMatchObject([{ tenantId: 'ten_iron-works', input: { place: 'studios-us' } }])
})

test('a copy leads to its own page', async () => {
  const { send, browse } = await makeConsole()
  const { location } = await send('clone', { copySlug: 'iron-training', copyName: 'Training' })
  expect(location).toMatch(/^\/operator\/tenants\/ten_/)
  const taken = await send('clone', { copySlug: 'lotus-yoga', copyName: 'Training' })
  expect([taken.status, taken.text.includes('This name is taken.')]).toEqual([422, true])
  expect((await browse(PAGE)).location).toBe('/operator/sign-in')
})
