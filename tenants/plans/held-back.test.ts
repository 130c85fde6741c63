import { expect, test } from 'vitest'
import { planLimits, usageCounts } from '../../db/tenant/schema/index.ts'
import { makeMailbox } from '../../tests/fakes/mailbox.ts'
import { bringIn, makeImporter, readClients, sendFile } from '../../tests/support/make-import.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { makeTextedStudio } from '../../tests/support/make-texted-studio.ts'
import type { TenantContext } from '../context.ts'
import { nameDomain } from '../domains/name-domain.ts'
import { hours } from '../durations.ts'
import { createClient } from '../clients/create-client.ts'
import { sendDueMessages } from '../messages/send-due-messages.ts'
import { createApiKey } from '../staff/create-api-key.ts'
import { toGrants } from '../access/grants.ts'
import { createEndpoint } from '../webhooks/create-endpoint.ts'
import type { Feature } from './effective-limits.ts'
import { readUsage } from './read-usage.ts'

const isFull = ['not_allowed', 'plan_limit']
const without = (ctx: TenantContext, ...heldBack: Feature[]): TenantContext => ({
  ...ctx,
  tenant: { ...ctx.tenant, heldBack },
})

test('what is not part of the plan cannot be begun; everything else can', async () => {
  const { as } = await makeTeam()
  const olga = await as(people.olga)
  const deeds: Record<Exclude<Feature, 'sms' | 'embed'>, (ctx: TenantContext) => Promise<unknown>> = {
    own_domain: (ctx) => nameDomain(ctx, { host: 'book.studio.example' }),
    webhooks: (ctx) =>
      createEndpoint(ctx, { url: 'https://hooks.example.com/x', events: ['booking.created'] }),
    api: (ctx) => createApiKey(ctx, { name: 'Till', grants: toGrants({ clients: 'any none' }) }),
    imports: (ctx) => sendFile(ctx, 'name,email\nAna,ana@x.test'),
  }
  const features = Object.keys(deeds) as (keyof typeof deeds)[]
  for (const feature of features) {
    const others = features.filter((one) => one !== feature)
    expect(await refusal(deeds[feature](without(olga, feature))), feature).toEqual(isFull)
    const outcome = await refusal(deeds[feature](without(olga, ...others)))
    expect(outcome, feature).not.toEqual(isFull)
  }
})

test('text messages that the plan does not have, or has no more of, are not sent, and it says why', async () => {
  const { studio, phones, send, readMessages } = await makeTextedStudio({ leads: [60, 120] })
  const { ctx, clock } = studio
  const [first, second] = (await readMessages('reminder')).filter(({ channel }) => channel === 'sms')
  await ctx.db.write([ctx.db.orm.insert(planLimits).values({ key: 'sms_per_month', value: 1 })])
  clock.set(first?.plannedAt ?? 0)
  await send()
  clock.set(second?.plannedAt ?? 0)
  await send()
  const outcomes = (await readMessages('reminder')).map(({ state, reason }) => [state, reason])
  expect(outcomes).toEqual([
    ['sent', null],
    ['skipped', 'sms_plan_limit'],
  ])
  expect(phones.received).toHaveLength(1)
  const [counts] = await ctx.db.read([ctx.db.orm.select().from(usageCounts)])
  expect(counts.find(({ key }) => key === 'sms_per_month')).toMatchObject({ period: '2027-01', count: 1 })

  const other = await makeTextedStudio({ leads: [60] })
  const [reminder] = await other.readMessages('reminder')
  other.studio.clock.set(reminder?.plannedAt ?? 0)
  await other.send({ ctx: without(other.studio.makeContext(), 'sms') })
  expect((await other.readMessages('reminder'))[0]).toMatchObject({
    state: 'skipped',
    reason: 'sms_not_in_plan',
  })
})

test('of an imported list as many come in as there is room for; the others are refused, and say why', async () => {
  const importer = await makeImporter()
  const { db } = importer.ctx
  await db.write([db.orm.insert(planLimits).values({ key: 'clients', value: 2 })])
  const rows = ['Ana', 'Boris', 'Vera', 'Georgi'].map((name) => `${name},Test,${name.toLowerCase()}@x.test`)
  const done = await bringIn(importer, ['First name,Last name,E-mail', ...rows].join('\n'))
  expect(done.state).toBe('done')
  expect(done.verdicts).toEqual(['create', 'create', 'refuse', 'refuse'])
  expect(done.errors.slice(2).join(' ')).toContain('plan_limit')
  expect(await readClients(importer)).toHaveLength(2)
  const used = await readUsage(importer.ctx)
  expect(used?.find(({ key }) => key === 'clients')).toEqual({ key: 'clients', count: 2, most: 2 })
})

test('an owner reads in their mail what is nearly used up, and where their plan is shown', async () => {
  const { ctx, as, clock } = await makeTeam()
  await ctx.db.write([ctx.db.orm.insert(planLimits).values({ key: 'clients', value: 2 })])
  const person = { firstName: 'Vera', lastName: 'Ilieva', email: 'vera@x.test' }
  await createClient(await as(people.olga), person)
  // The database's own clock says when it is planned.
  clock.set(Date.now() + hours(1))
  const { port, mails } = makeMailbox()
  await sendDueMessages(ctx, { mail: port, mailFrom: 'bookings@mail.example.test' })
  const mail = mails.find(({ to }) => to === 'olga@example.test')
  expect(mail?.subject).toBe('Iron Works: 2 clients')
  expect(mail?.text).toContain('All 2 clients are used.')
  expect(mail?.text).toContain('/admin/settings/plan')
})

test('of a database that does not count yet nothing is asked', async () => {
  const { ctx } = await makeTeam()
  expect(await readUsage({ ...ctx, schemaVersion: 7 })).toBe(null)
})
