import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { hostnames, jobs, tenants, type OperatorRole } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import {
  availabilityRules,
  policies,
  services,
  settings,
  staff,
  trainers,
  users,
} from '../../db/tenant/schema/index.ts'
import { makeFleetContext } from '../../tests/support/make-fleet-context.ts'
import { createDefinition } from '../fleet/create/create-definition.ts'
import { runJobAs } from '../fleet/jobs/run-job.ts'
import { createTenant } from './create-tenant.ts'
import { makePlatformContext } from './platform-context.ts'
import { abandonTenantJob, listTenantJobs, resumeTenantJob } from './tenant-jobs.ts'

const wish = {
  name: 'Green Door',
  slug: 'green-door',
  kind: 'yoga',
  locale: 'bg',
  timeZone: 'Europe/Sofia',
  owner: { email: 'Ana@Green.test', name: 'Ана Иванова' },
} as const

async function makeOperators(role: OperatorRole = 'operator') {
  const made = await makeFleetContext({ hasMigrated: true })
  const { fleet } = made
  const platform = makePlatformContext({
    db: fleet.registry,
    login: null,
    key: { id: 'opk_1', name: 'Script', role },
    visitor: { network: '', userAgent: '' },
    now: fleet.now,
    requestId: 'req_test',
    origin: fleet.platformOrigin,
    keys: fleet.keys,
  })
  const deleted: string[] = []
  fleet.databaseHost.delete = async (name) => {
    deleted.push(name)
  }
  // Scripts' own way: nothing here opens studios.
  const { openTenant: _openTenant, ...making } = fleet
  const run = (id: string) => runJobAs(making, id, async () => createDefinition)
  return { ...made, ctx: { ...platform, fleet }, run, deleted }
}

test('a studio made of a kind can be booked at once, and its owner is told where', async () => {
  const { ctx, run, address, mails, fleet } = await makeOperators()

  const { tenant, job } = await createTenant(ctx, wish)
  expect(tenant).toMatchObject({ slug: 'green-door', status: 'provisioning' })
  await run(job.id)

  const db = openTenantDatabase(tenant.id, address(tenant.id.replace('_', '-')))
  const { orm } = db
  const [[chosen], given, [trainer], hours, [rule], [owner], [person]] = await db.read([
    orm.select().from(settings),
    orm.select().from(services),
    orm.select().from(trainers),
    orm.select().from(availabilityRules),
    orm.select().from(policies),
    orm.select().from(staff),
    orm.select().from(users),
  ])
  expect(chosen).toMatchObject({ studioName: { bg: 'Green Door' }, defaultLocale: 'bg', currency: 'EUR' })
  expect(given.map(({ slug, kind }) => [slug, kind])).toEqual([
    ['private-lesson', 'appointment'],
    ['yoga-class', 'class'],
    ['first-meeting', 'appointment'],
  ])
  expect(trainer).toMatchObject({ slug: 'ana-ivanova', name: { bg: 'Ана Иванова' }, isBookable: true })
  expect(hours).toHaveLength(12)
  expect(rule).toMatchObject({ version: 1 })
  expect(owner).toMatchObject({ role: 'owner', trainerId: trainer?.id })
  expect(person).toMatchObject({ email: 'ana@green.test', passwordHash: null })
  expect(mails).toMatchObject([
    { to: 'ana@green.test', text: expect.stringContaining('https://green-door.trainerhub.test') },
  ])
  const [[row], [made]] = await fleet.registry.read([
    fleet.registry.orm.select().from(tenants).where(eq(tenants.id, tenant.id)),
    fleet.registry.orm.select().from(jobs).where(eq(jobs.id, job.id)),
  ])
  expect(row).toMatchObject({ status: 'active', createdBy: 'operator:opk_1' })
  expect(JSON.stringify(made)).not.toContain('ana@green.test')
})

test('what went wrong is shown at its step; the job goes on from there', async () => {
  const { ctx, run, fleet, clock } = await makeOperators()
  const { create } = fleet.databaseHost
  fleet.databaseHost.create = () => Promise.reject(new Error('out of databases'))
  const { tenant, job } = await createTenant(ctx, wish)
  for (let n = 0; n < 16; n += 1) {
    await run(job.id)
    clock.advance(300_000)
  }
  const [failed] = await listTenantJobs(ctx, 'green-door')
  expect(failed).toMatchObject({ state: 'failed', error: 'create-database: Error: out of databases' })
  expect(failed?.steps.map(({ step }) => step)).toEqual(createDefinition.steps.map(({ name }) => name))

  fleet.databaseHost.create = create
  await resumeTenantJob(ctx, { tenant: tenant.id })
  await run(job.id)

  expect((await listTenantJobs(ctx, tenant.id))[0]).toMatchObject({ state: 'done' })
  await expect(resumeTenantJob(ctx, { tenant: tenant.id })).rejects.toMatchObject({ code: 'conflict' })
})

test('given up in the middle, nothing is left, and the name is free', async () => {
  const { ctx, run, fleet, deleted } = await makeOperators()
  const { create } = fleet.databaseHost
  fleet.databaseHost.create = () => Promise.reject(new Error('out of databases'))
  const { tenant, job } = await createTenant(ctx, { ...wish, ownDomains: ['Green.test'] })
  await run(job.id)
  fleet.databaseHost.create = create

  const unsure = abandonTenantJob(ctx, { tenant: 'green-door', confirm: 'green' })
  await expect(unsure).rejects.toMatchObject({
    code: 'invalid_input',
    details: { errors: [{ path: 'confirm' }] },
  })
  await abandonTenantJob(ctx, { tenant: 'green-door', confirm: 'green-door' })
  await expect(createTenant(ctx, wish)).rejects.toMatchObject({ details: { reason: 'taken' } })
  await fleet.registry.write([fleet.registry.orm.update(jobs).set({ nextAt: 0 })])
  await run(job.id)

  const { orm, read } = fleet.registry
  expect(await read([orm.select().from(tenants), orm.select().from(hostnames)])).toEqual([[], []])
  expect(deleted).toEqual([tenant.id.replace('_', '-')])
  expect((await listTenantJobs(ctx, tenant.id))[0]).toMatchObject({ state: 'undone' })
  await expect(createTenant(ctx, wish)).resolves.toMatchObject({ tenant: { slug: 'green-door' } })
})

test('what cannot be made says which field is wrong, and makes nothing', async () => {
  const { ctx, fleet } = await makeOperators()
  const bad = { ...wish, slug: 'www', timeZone: 'Europe/Nowhere', plan: 'gold' }
  const paths = async (input: Parameters<typeof createTenant>[1]) =>
    createTenant(ctx, input).catch((error: { details: { errors: { path: string }[] } }) =>
      error.details.errors.map(({ path }) => path),
    )
  expect(await paths(bad)).toEqual(['timeZone'])
  expect(await paths({ ...bad, timeZone: 'Europe/Sofia' })).toEqual(['plan'])
  expect(await paths({ ...wish, slug: 'www' })).toEqual(['slug'])
  const [rows] = await fleet.registry.read([fleet.registry.orm.select().from(tenants)])
  expect(rows).toEqual([])
})

test('support looks and makes nothing', async () => {
  const { ctx } = await makeOperators('support')
  await expect(createTenant(ctx, wish)).rejects.toMatchObject({ code: 'forbidden' })
  await expect(resumeTenantJob(ctx, { tenant: 'x' })).rejects.toMatchObject({ code: 'forbidden' })
  await expect(listTenantJobs(ctx, 'x')).rejects.toMatchObject({ code: 'not_found' })
})
