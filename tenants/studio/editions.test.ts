import { expect, test } from 'vitest'
import { clients } from '../../db/tenant/schema/index.ts'
import { justBeforeWrite } from '../../tests/support/just-before-write.ts'
import { makePolicyRules } from '../../tests/support/make-policy-rules.ts'
import { makeTenant } from '../../tests/support/make-tenant.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { ids } from '../../tests/support/studio-rows.ts'
import { listAudit } from '../audit/list-audit.ts'
import { changeClient } from '../clients/change-client.ts'
import { getClient } from '../clients/get-client.ts'
import type { TenantContext } from '../context.ts'
import { changePolicy } from '../policies/change-policy.ts'
import { createPolicy } from '../policies/create-policy.ts'
import { getPolicy } from '../policies/get-policy.ts'
import { changeSite } from '../site/change-site.ts'
import { getSite } from '../site/get-site.ts'
import { changeLocation } from './change-location.ts'
import { changeResource } from './change-resource.ts'
import { changeService } from './change-service.ts'
import { changeSettings } from './change-settings.ts'
import { changeTrainer } from './change-trainer.ts'
import { createResource } from './create-resource.ts'
import { getResource } from './get-resource.ts'
import { getServiceDetails } from './get-service-details.ts'
import { getSettings } from './get-settings.ts'
import { getTrainerDetails } from './get-trainer-details.ts'
import { listLocations } from './list-locations.ts'

type Change = { edition?: number }
type Kind = {
  /** Makes one, where the studio has none. */
  make?: (ctx: TenantContext) => Promise<string>
  read: (ctx: TenantContext, id: string) => Promise<{ edition: number }>
  change: (ctx: TenantContext, id: string, seen: Change) => Promise<{ edition: number }>
}

const kinds: Record<string, Kind> = {
  service: {
    read: (ctx) => getServiceDetails(ctx, ids.training),
    change: (ctx, _id, seen) =>
      changeService(ctx, { serviceId: ids.training, durationMinutes: 45, trainers: [], ...seen }),
  },
  trainer: {
    read: (ctx) => getTrainerDetails(ctx, ids.maria),
    change: (ctx, _id, seen) =>
      changeTrainer(ctx, { trainerId: ids.maria, bio: 'New', serviceIds: [], ...seen }),
  },
  place: {
    read: async (ctx) => {
      const [[place]] = await ctx.db.read([ctx.db.orm.query.locations.findMany()])
      return { edition: place?.edition ?? 0 }
    },
    change: (ctx, _id, seen) =>
      changeLocation(ctx, { locationId: ids.location, name: `Hall ${seen.edition ?? ''}`, ...seen }),
  },
  resource: {
    make: async (ctx) =>
      (await createResource(ctx, { locationId: ids.location, name: 'Room', pool: 'rooms' })).id,
    read: (ctx, resourceId) => getResource(ctx, { resourceId }),
    change: (ctx, resourceId, seen) => changeResource(ctx, { resourceId, units: 2, ...seen }),
  },
  policy: {
    make: async (ctx) => (await createPolicy(ctx, { name: 'House', rules: makePolicyRules() })).id,
    read: (ctx, policyId) => getPolicy(ctx, { policyId }),
    change: (ctx, policyId, seen) => changePolicy(ctx, { policyId, name: 'Home', ...seen }),
  },
  settings: {
    read: (ctx) => getSettings(ctx),
    change: (ctx, _id, seen) => changeSettings(ctx, { maxWaitlistEntries: 3, ...seen }),
  },
}

/** Two fields of one thing, changed by two at once who both say no edition. */
const pairs: Record<string, { first: Deed; second: Deed; read: (ctx: TenantContext) => Promise<object> }> = {
  place: {
    first: (ctx) => changeLocation(ctx, { locationId: ids.location, mapUrl: 'https://maps.test/1' }),
    second: (ctx) => changeLocation(ctx, { locationId: ids.location, address: 'Elsewhere' }),
    read: async (ctx) => (await listLocations(ctx))[0] ?? {},
  },
  client: {
    first: (ctx) => changeClient(ctx, { clientId: 'cli_ann', phone: '+359888111111' }),
    second: (ctx) => changeClient(ctx, { clientId: 'cli_ann', goals: 'Run' }),
    read: async (ctx) => getClient(ctx, { clientId: 'cli_ann' }),
  },
  site: {
    first: (ctx) => changeSite(ctx, { theme: { brandColor: '#112233' } }),
    second: (ctx) => changeSite(ctx, { texts: { about: 'We lift' } }),
    read: (ctx) => getSite(ctx),
  },
}
type Deed = (ctx: TenantContext) => Promise<object>

test.for(Object.entries(pairs))(
  'of two who change a %s at once, the second is told, and the first loses nothing',
  async ([, { first, second, read }]) => {
    const { makeContext } = await makeTenant()
    const ctx = makeContext({ actor: staffActor })
    await ctx.db.write([
      ctx.db.orm
        .insert(clients)
        .values({ id: 'cli_ann', firstName: 'Ann', lastName: 'Lee', locale: 'en', createdAt: 0 }),
    ])
    const other = makeContext({ actor: staffActor })
    let left = {}
    const overtaken = justBeforeWrite(ctx.db, 1, async () => {
      await first(other)
      left = await read(makeContext({ actor: staffActor }))
    })
    await expect(second({ ...ctx, db: overtaken })).rejects.toMatchObject({ code: 'changed_meanwhile' })
    expect(await read(makeContext({ actor: staffActor }))).toEqual(left)
  },
)

test.for(Object.entries(kinds))('a %s that was changed meanwhile stays as it is', async ([, kind]) => {
  const { makeContext } = await makeTenant()
  const ctx = makeContext({ actor: staffActor })
  const id = (await kind.make?.(ctx)) ?? ''
  const seen = await kind.read(ctx, id)
  const { edition } = await kind.change(ctx, id, { edition: seen.edition })
  expect(edition).toBe(seen.edition + 1)

  const { entries } = await listAudit(ctx)
  await expect(kind.change(ctx, id, { edition: seen.edition })).rejects.toMatchObject({
    code: 'changed_meanwhile',
    details: { reason: 'changed_meanwhile' },
  })
  expect(await kind.read(ctx, id)).toMatchObject({ edition })
  expect((await listAudit(ctx)).entries).toHaveLength(entries.length)

  expect((await kind.change(ctx, id, { edition })).edition).toBe(edition + 1)
  expect((await kind.change(ctx, id, {})).edition).toBe(edition + 2)
})
