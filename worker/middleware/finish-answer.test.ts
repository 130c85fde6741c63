import { afterAll, expect, test, vi } from 'vitest'
import { makeStaffSite } from '../testing/make-staff-site.ts'
import { IRON } from '../testing/make-site.ts'

const { ask, fakes } = await makeStaffSite()
afterAll(() => vi.useRealTimers())

/** The lines about refusals that were logged by now. */
const refusals = () =>
  // oxlint-disable-next-line no-console
  vi.mocked(console.info).mock.calls.map(([line]) => JSON.parse(String(line)) as Record<string, unknown>)

test('who is stopped at which door is logged, by ids and without what was sent', async () => {
  const secret = 'thk_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  await ask({
    path: '/api/v1/clients?search=elena@example.test&token=abc',
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
  expect(JSON.stringify(refusals())).not.toMatch(/elena|abc|thk_|evil/)
})

test('no line break of an address makes a line of its own', async () => {
  await ask({ path: '/api/v1/clients%0d%0a{"level":"error"}', headers: { authorization: 'Bearer thk_x' } })

  const lines = refusals()
  expect(lines).toHaveLength(1)
  expect(lines[0]).toMatchObject({ status: 401 })
})

test('what is answered as it should be is no refusal', async () => {
  await ask({ path: '/', host: IRON })
  await ask({ path: '/api/v1/nowhere' })

  expect(refusals()).toEqual([])
})
