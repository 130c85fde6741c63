import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { isDatabaseError } from '../../../db/database-error.ts'
import { jobs, tenants } from '../../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../../db/tenant/open-tenant-database.ts'
import { users } from '../../../db/tenant/schema/index.ts'
import { makeFleetContext } from '../../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../../tests/support/make-fleet.ts'
import { makeTursoServer } from '../../../tests/fakes/turso-server.ts'
import { makeTursoDatabaseHost } from '../../../worker/providers/turso-database-host.ts'
import { isAppError } from '../../errors.ts'
import { databaseNameOf } from '../database-name.ts'
import { runJobAs } from '../jobs/run-job.ts'
import { beginCreate } from './begin-create.ts'
import { createDefinition } from './create-definition.ts'

/** Databases are asked for at the vendor's stand-in; what they hold is in those of the test's own server. */
async function makeVendor() {
  const made = await makeFleetContext({ hasMigrated: true })
  const turso = makeTursoServer()
  const { databaseHost } = made.fleet
  const vendor = makeTursoDatabaseHost({
    organization: 'trainerhub',
    groups: ['default'],
    apiToken: 'platform-token',
    fetch: turso.fetch,
  })
  const { openTenant: _openTenant, ...making } = made.fleet
  const fleet = {
    ...making,
    databaseHost: {
      ...databaseHost,
      create: async (name: string) => {
        await vendor.create(name)
        return databaseHost.create(name)
      },
      delete: vendor.delete,
    },
  }
  const run = (id: string) => runJobAs(fleet, id, async () => createDefinition)
  const read = async () => {
    const { orm, read: ask } = fleet.registry
    const [rows, all] = await ask([orm.select().from(tenants), orm.select().from(jobs)])
    return { tenants: rows, job: all[0] }
  }
  return { ...made, fleet, turso, run, read }
}

const refusal = (status: number, error: string) => Response.json({ error }, { status })

test.each([
  ['too many requests', refusal(429, 'rate limit exceeded')],
  ['a failure of theirs', refusal(500, 'internal error')],
  ['a gateway that says nothing', new Response('', { status: 502 })],
  ['an answer that got lost after it was carried out', 'drop'],
  ['a name that is there already', refusal(409, 'database with name [ten-iron] already exists')],
  ['a group that is not there yet', refusal(400, 'group not found')],
] as const)('makes one database whatever the vendor answers first: %s', async (_name, fault) => {
  const { fleet, turso, run, read, clock, databases } = await makeVendor()
  turso.plan(fault)
  const { id } = await beginCreate(fleet, { tenant: makeNewTenant('iron'), createdBy: 'system' })

  for (let n = 0; n < 3; n += 1) {
    await run(id)
    clock.advance(60_000)
  }

  const found = await read()
  expect(found.job).toMatchObject({ state: 'done', error: null })
  expect(found.tenants).toMatchObject([{ id: 'ten_iron', status: 'active' }])
  expect(turso.databases()).toEqual(['ten-iron'])
  expect([...databases]).toEqual(['ten-iron'])
})

test('HOST-09: of twenty who want one name at once one gets it, with one database and one owner', async () => {
  const { fleet, run, read, turso, databases, address } = await makeVendor()
  const begin = async (n: number): Promise<string> => {
    const owner = { email: `n${n}@iron.test`, name: 'Olga', locale: 'en' } as const
    const tenant = makeNewTenant('iron', { id: `ten_iron${n}`, ownDomains: [], owner })
    try {
      return (await beginCreate(fleet, { tenant, createdBy: 'system' })).id
    } catch (error) {
      if (isAppError(error)) return error.details.reason ?? error.code
      // Twenty writers at once may have to wait for each other longer than the registry is waited for.
      if (isDatabaseError(error)) return begin(n)
      throw error
    }
  }

  const said = await Promise.all(Array.from({ length: 20 }, (_, n) => begin(n)))

  const [winner = ''] = said.filter((one) => one !== 'taken')
  expect(said.filter((one) => one === 'taken')).toHaveLength(19)
  await run(winner)
  const found = await read()
  expect(found.tenants).toMatchObject([{ slug: 'iron', status: 'active' }])
  const id = found.tenants[0]?.id ?? ''
  expect([turso.databases(), [...databases]]).toEqual([[databaseNameOf(id)], [databaseNameOf(id)]])
  const db = openTenantDatabase(id, address(databaseNameOf(id)))
  const [owners] = await db.read([db.orm.select().from(users)])
  expect(owners.map(({ email }) => email)).toEqual([`n${id.replace('ten_iron', '')}@iron.test`])
})

test('abandoned after each of its steps, it leaves no database, no name and no row', async () => {
  for (const last of createDefinition.steps.slice(0, -1)) {
    const { fleet, turso, read, forgotten } = await makeVendor()
    const dead = createDefinition.steps.map((step) =>
      step === last ? { ...step, run: () => Promise.reject(new Error('died')) } : step,
    )
    const { id } = await beginCreate(fleet, { tenant: makeNewTenant('iron'), createdBy: 'system' })
    await runJobAs(fleet, id, async () => ({ ...createDefinition, steps: dead }))
    const { orm, write } = fleet.registry
    await write([orm.update(jobs).set({ state: 'undoing', nextAt: 0 }).where(eq(jobs.id, id))])

    await runJobAs(fleet, id, async () => createDefinition)

    const found = await read()
    expect([last.name, found.job?.state, found.tenants]).toEqual([last.name, 'undone', []])
    expect(turso.databases()).toEqual([])
    expect(forgotten).toContain('iron.trainerhub.test')
  }
})
