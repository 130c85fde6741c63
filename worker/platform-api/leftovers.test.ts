import { eq } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { hostnames, jobs, tenants } from '../../db/registry/schema/index.ts'
import { runJob } from '../../tenants/fleet/jobs/run-job.ts'
import { runAlerts } from '../../tenants/fleet/health/run-alerts.ts'
import { makeCustomHostnamesServer } from '../../tests/fakes/custom-hostnames-server.ts'
import { makeFleetContext } from '../fleet-context.ts'
import { makePrograms } from '../testing/make-programs.ts'

// What is left of studios that are gone, or that were never finished, as whoever looks after the fleet finds it and clears it up.

const IRON = 'ten_iron-works'
const HOST = 'book.iron-works.test'

afterEach(() => vi.unstubAllGlobals())
afterEach(() => vi.useRealTimers())

/** Programs, and a maker of certificates. */
async function setUp() {
  const site = await makePrograms()
  const vendor = makeCustomHostnamesServer()
  const databases = globalThis.fetch
  vi.stubGlobal('fetch', ((input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input)
    return (hostname === 'vendor.test' ? vendor.fetch : databases)(input, init)
  }) satisfies typeof fetch)
  site.env.CLOUDFLARE_ZONE_ID = 'zone-1'
  site.env.CLOUDFLARE_API_TOKEN = 'zone-token'
  site.env.CLOUDFLARE_API_URL = 'https://vendor.test/client/v4'
  const fleet = {
    ...makeFleetContext(site.env, { requestId: 'req_test', waitUntil: () => {} }),
    databaseHost: site.fleet.deps.databaseHost,
  }
  return {
    ...site,
    vendor,
    fleet,
    administrator: await site.as('administrator'),
    ...site.fleet.deps.registry,
  }
}

test('a name that a studio which is gone has left behind is found, listed, and given up', async () => {
  const { administrator, vendor, orm, write } = await setUp()
  await administrator('POST', '/hostnames/reconcile')
  expect([...vendor.hostnames.keys()]).toContain(HOST)
  // As if it had been deleted while the maker of certificates said that it had none.
  await write([orm.update(tenants).set({ status: 'deleted' }).where(eq(tenants.id, IRON))])

  const found = await administrator('POST', '/hostnames/reconcile')
  expect(found).toMatchObject({ status: 200, body: { dangling: [HOST] } })
  const listed = async () => (await administrator('GET', '/hostnames?only=dangling')).body['data']
  expect(await listed()).toMatchObject([{ host: HOST }])
  // It is an operator who decides.
  expect([...vendor.hostnames.keys()]).toContain(HOST)
  // Nor does the registry know it any more: `give-up-names` has deleted it there.
  await write([orm.delete(hostnames).where(eq(hostnames.host, HOST))])
  expect((await administrator('DELETE', `/hostnames/${HOST}`, { confirm: HOST })).status).toBe(204)
  expect([...vendor.hostnames.keys()]).not.toContain(HOST)
  expect(await listed()).toEqual([])
})

test('a job that was given up is reported, abandoned, and leaves no name and no studio', async () => {
  const { administrator, fleet, orm, write } = await setUp()
  const made = await administrator('POST', '/tenants/iron-works/clone', { slug: 'iron-copy' })
  const { id: copy } = made.body
  const job = eq(jobs.tenantId, String(copy))
  await write([orm.update(jobs).set({ state: 'failed', error: 'copy-database: No answer.' }).where(job)])

  await runAlerts(fleet)
  const alerts = await administrator('GET', `/alerts?tenant_id=${String(copy)}`)
  expect(alerts.body['data']).toMatchObject([{ rule: 'job_failed', tenant_id: copy }])
  const steps = await administrator('GET', '/tenants/iron-copy/steps')
  expect(steps.body['data']).toMatchObject([{ kind: 'copy', state: 'failed', error: expect.any(String) }])

  const given = await administrator('POST', '/tenants/iron-copy/abandon', { confirm: 'iron-copy' })
  expect(given).toMatchObject({ status: 202, body: { state: 'undoing' } })
  await runJob(fleet, String(given.body['id']))
  expect((await administrator('GET', '/tenants/iron-copy')).status).toBe(404)
  const names = await administrator('GET', '/hostnames?search=iron-copy')
  expect(names.body['data']).toEqual([])
  const again = await administrator('POST', '/tenants/iron-works/clone', { slug: 'iron-copy' })
  expect(again.status).toBe(202)
})
