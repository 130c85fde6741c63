import { readFileSync } from 'node:fs'
import { afterAll, expect, test, vi } from 'vitest'
import { apiKeys } from '../../db/tenant/schema/index.ts'
import { toGrants } from '../../tenants/access/grants.ts'
import { hashStaffKey, makeStaffKey } from '../../tenants/access/staff-key.ts'
import { makeStaffSite } from '../testing/make-staff-site.ts'
import { IRON } from '../testing/make-site.ts'

const { ask, fakes, db } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

/** The lines about refusals that were logged by now. */
const refusals = () =>
  // oxlint-disable-next-line no-console
  vi.mocked(console.info).mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)

test('who is stopped at which door is logged, by ids and without what was sent', async () => {
  const secret = 'thk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  await ask({
    path: '/api/v1/clients?search=elena@example.test&token=wxyz',
    headers: { authorization: `Bearer ${secret}` },
  })
  await ask({ path: '/book?x=elena', method: 'POST', headers: { origin: 'https://evil.test' }, body: 'a=b' })
  fakes.limits.others.state.isAllowed = false
  await ask({ path: '/' })
  fakes.limits.others.state.isAllowed = true

  expect(refusals()).toMatchObject([
    { event: 'refused', status: 401, method: 'GET', path: '/api/v1/clients', tenantId: 'ten_iron-works' },
    { event: 'refused', status: 403, method: 'POST', path: '/book' },
    { event: 'refused', status: 429, method: 'GET', path: '/' },
  ])
  expect(refusals().every(({ requestId, at }) => requestId && String(at).endsWith('Z'))).toBe(true)
  expect(JSON.stringify(refusals())).not.toMatch(/elena|wxyz|thk_|evil/)
})

test('no line break of an address makes a line of its own', async () => {
  await ask({ path: '/api/v1/clients%0d%0a{"level":"error"}', headers: { authorization: 'Bearer thk_x' } })

  const lines = refusals()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ status: 401 })
})

test('who is known and asks for what is not theirs is logged by the id of their key', async () => {
  const key = makeStaffKey()
  const grants = toGrants({ bookings: 'any none' })
  const row = { id: 'key_screen', name: 'Screen', keyHash: await hashStaffKey(key), grants, createdAt: 0 }
  await db.write([db.orm.insert(apiKeys).values(row)])
  await ask({ path: '/api/v1/clients', headers: { authorization: `Bearer ${key}` } })

  expect(refusals()).toMatchObject([{ status: 403, actor: 'key_screen', path: '/api/v1/clients' }])
})

test('https is insisted on for a year, also by files that no Worker answers for', async () => {
  const insists = 'max-age=31536000'
  for (const path of ['/', '/api/v1/studio', '/nowhere', '/healthz']) {
    expect((await ask({ path })).headers.get('strict-transport-security')).toBe(insists)
  }
  const [forAllFiles = ''] = readFileSync('public/_headers', 'utf8').split('\n\n')
  expect(forAllFiles).toMatch(/^\/\*\n/)
  expect(forAllFiles).toContain(`Strict-Transport-Security: ${insists}`)
})

test('what is answered as it should be is no refusal', async () => {
  await ask({ path: '/', host: IRON })
  await ask({ path: '/api/v1/nowhere' })

  expect(refusals()).toEqual([])
})
