import { eq } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { alertTargets, tenants } from '../../db/registry/schema/index.ts'
import { openTenantDatabase } from '../../db/tenant/open-tenant-database.ts'
import { webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { makeFleetContext } from '../../tests/support/make-fleet-context.ts'
import { makeNewTenant } from '../../tests/support/make-fleet.ts'
import { PLATFORM_TENANT_ID } from '../access/access-context.ts'
import { openDatabaseToken } from '../access/database-token.ts'
import type { SigningKeys } from '../access/signing-keys.ts'
import type { TenantContext } from '../context.ts'
import { databaseNameOf } from '../fleet/database-name.ts'
import type { FleetContext } from '../fleet/fleet-context.ts'
import { provisionTenant } from '../fleet/provision-tenant.ts'
import { makeWebhookSecret, openWebhookSecret } from '../webhooks/sign-webhook.ts'
import { makePlatformContext, type OperatorContext } from './platform-context.ts'
import { readKeyUse, resealSecrets } from './reseal-secrets.ts'

const newer = { id: 'newer', secret: new Uint8Array(32).fill(9) }

/** Three studios made with the first key, and an administrator’s context with these keys. */
async function makeRotation() {
  const { fleet, deps, address } = await makeFleetContext({ hasMigrated: true })
  const ids = ['ten_alpha', 'ten_beta', 'ten_gamma']
  for (const id of ids) await provisionTenant(deps, makeNewTenant(id.slice(4), { id, ownDomains: [] }))
  const asOperator = (keys: SigningKeys): OperatorContext => {
    const openTenant: FleetContext['openTenant'] = async ({ tenant, databaseTokenEncrypted }) => {
      await openDatabaseToken({ keys, tenantId: tenant.id }, databaseTokenEncrypted)
      const db = openTenantDatabase(tenant.id, address(databaseNameOf(tenant.id)))
      // As much of it as is asked for here.
      return { tenant, db, keys, now: fleet.now } as TenantContext
    }
    const key = { id: 'opk_1', name: 'Rotation', role: 'administrator' as const }
    const occasion = { db: fleet.registry, login: null, visitor: { network: '', userAgent: '' }, key }
    const ctx = makePlatformContext({ ...occasion, now: fleet.now, requestId: 'req', origin: '', keys })
    return { ...ctx, fleet: { ...fleet, keys, openTenant } }
  }
  const first = fleet.keys[0]
  return { fleet, ids, address, asOperator, first, both: [newer, first] as const, alone: [newer] as const }
}

test('a key is rotated: both open while they overlap, and afterwards nothing needs the older one', async () => {
  const { fleet, ids, address, asOperator, first, both, alone } = await makeRotation()
  const { orm, write, read } = fleet.registry
  const studio = openTenantDatabase('ten_beta', address(databaseNameOf('ten_beta')))
  const webhook = await makeWebhookSecret({ keys: [first], tenant: { id: 'ten_beta' } }, 'whk_1')
  await studio.write([
    studio.orm.insert(webhookEndpoints).values({
      id: 'whk_1',
      url: 'https://hooks.example.org/',
      events: [],
      secretSealed: webhook.sealed,
      author: 'system',
      createdAt: 0,
    }),
  ])
  const target = await makeWebhookSecret({ keys: [first], tenant: { id: PLATFORM_TENANT_ID } }, 'alt_1')
  await write([
    orm.insert(alertTargets).values({
      id: 'alt_1',
      kind: 'webhook',
      address: 'https://hooks.example.org/',
      secretSealed: target.sealed,
      createdBy: 'system',
      createdAt: 0,
    }),
  ])

  const operator = asOperator(both)
  expect(await readKeyUse(operator)).toMatchObject({
    keys: [
      { id: 'newer', isNewest: true, tokens: 0 },
      { id: first.id, isNewest: false, tokens: 3 },
    ],
  })
  expect(await resealSecrets(operator, null)).toEqual({
    resealed: 5,
    tenants: 3,
    failed: [],
    nextAfter: null,
  })
  // Again there is nothing to do.
  expect(await resealSecrets(operator, null)).toMatchObject({ resealed: 0, failed: [] })

  expect((await readKeyUse(asOperator(alone))).keys).toEqual([{ id: 'newer', isNewest: true, tokens: 3 }])
  const [rows] = await read([orm.select().from(tenants)])
  for (const { id, databaseTokenEncrypted } of rows) {
    await expect(openDatabaseToken({ keys: alone, tenantId: id }, databaseTokenEncrypted)).resolves.toEqual(
      expect.any(String),
    )
  }
  expect(rows.map(({ id }) => id).toSorted()).toEqual(ids)
  const [[endpoint]] = await studio.read([studio.orm.select().from(webhookEndpoints)])
  const opened = openWebhookSecret(
    { keys: alone, tenant: { id: 'ten_beta' } },
    'whk_1',
    endpoint?.secretSealed ?? '',
  )
  expect(await opened).toBe(webhook.secret)
})

test('where something cannot be opened it is said which studio, and the others go on', async () => {
  const { fleet, asOperator, both } = await makeRotation()
  const { orm, write } = fleet.registry
  await write([
    orm.update(tenants).set({ databaseTokenEncrypted: 'gone.x.y' }).where(eq(tenants.id, 'ten_beta')),
  ])

  expect(await resealSecrets(asOperator(both), null)).toEqual({
    resealed: 2,
    tenants: 3,
    failed: ['ten_beta'],
    nextAfter: null,
  })
})
