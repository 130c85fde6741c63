import { eq, sql } from 'drizzle-orm'
import { afterEach, expect, test, vi } from 'vitest'
import { openDatabase } from '../db/open-database.ts'
import { schemaVersions } from '../db/registry/schema/index.ts'
import { NEWEST_TENANT_VERSION, OLDEST_TENANT_VERSION } from '../db/tenant/open-tenant-database.ts'
import { findTenant } from '../tenants/fleet/find-tenant.ts'
import { makeSystemContext } from './context.ts'
import { captureLog } from './testing/capture-log.ts'
import { IRON, LOTUS, makeSite } from './testing/make-site.ts'

afterEach(() => vi.useRealTimers())

test.each([OLDEST_TENANT_VERSION - 1, NEWEST_TENANT_VERSION + 2])(
  'a studio at version %i is closed for a while, alone',
  async (version) => {
    const takeLog = captureLog()
    const { ask, fleet } = await makeSite()
    const { orm, write } = openDatabase(fleet.address('ten-iron-works'), { schema: {} })
    await write([
      orm.run(sql`DELETE FROM schema_migrations`),
      orm.run(sql`INSERT INTO schema_migrations VALUES (${version}, 'as told', 0)`),
    ])

    const closed = await ask({ path: '/api/v1/studio', host: IRON })
    const open = await ask({ path: '/api/v1/studio', host: LOTUS })

    expect([closed.status, closed.headers.get('retry-after')]).toEqual([503, '5'])
    expect(open.status).toBe(200)
    expect(takeLog()).toContain('wrong_version')
  },
)

test.each([
  [OLDEST_TENANT_VERSION, OLDEST_TENANT_VERSION],
  [NEWEST_TENANT_VERSION, NEWEST_TENANT_VERSION],
  // Nobody has looked: what every version has is there.
  [null, OLDEST_TENANT_VERSION],
])('a studio last seen at version %s counts on version %i', async (seen, counted) => {
  const { env, fleet } = await makeSite()
  const { orm, write } = fleet.deps.registry
  const isIron = eq(schemaVersions.tenantId, 'ten_iron-works')
  await write([
    seen === null
      ? orm.delete(schemaVersions).where(isIron)
      : orm.update(schemaVersions).set({ version: seen }).where(isIron),
  ])

  const record = await findTenant(fleet.deps.registry, 'ten_iron-works')
  if (!record) throw new Error('Iron Works is not there.')
  const ctx = await makeSystemContext({ env, record, requestId: 'req_test', waitUntil: () => {} })

  expect([record.schemaVersion, ctx.schemaVersion]).toEqual([seen, counted])
})
