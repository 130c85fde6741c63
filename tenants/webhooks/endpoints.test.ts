import { expect, test } from 'vitest'
import { webhookDeliveries, webhookEvents } from '../../db/tenant/schema/index.ts'
import { makeEndpoint } from '../../tests/support/make-endpoint.ts'
import { makeTeam, people, refusal } from '../../tests/support/make-team.ts'
import { staffActor } from '../../tests/support/staff-actor.ts'
import { toGrants } from '../access/grants.ts'
import { openText } from '../access/sealed-text.ts'
import type { TenantContext } from '../context.ts'
import { hours, minutes, seconds } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { changeEndpoint } from './change-endpoint.ts'
import { createEndpoint, MOST_ENDPOINTS } from './create-endpoint.ts'
import { deleteEndpoint } from './delete-endpoint.ts'
import { findEndpoint } from './endpoint-view.ts'
import { listEndpoints } from './list-endpoints.ts'
import { rotateSecret } from './rotate-secret.ts'
import { testEndpoint } from './test-endpoint.ts'

const url = 'https://hooks.example.com/studio?token=secret'
const wish = { url, events: ['booking.created' as const], description: 'Accounts' }

async function makeOwner() {
  const team = await makeTeam()
  const ctx = await team.as(people.olga)
  const { orm, read } = ctx.db
  return {
    ...team,
    ctx,
    secretOf: async (id: string) => {
      const { secretSealed, oldSecretSealed } = await findEndpoint(ctx, id)
      const open = (sealed: string | null) =>
        sealed &&
        openText({ keys: ctx.keys, use: 'webhook-secret', tenantId: ctx.tenant.id, boundTo: id }, sealed)
      return [await open(secretSealed), await open(oldSecretSealed)]
    },
    readDeliveries: async () => (await read([orm.select().from(webhookDeliveries)]))[0],
  }
}

const fault = async (work: Promise<unknown>) => {
  try {
    await work
    return 'done'
  } catch (error) {
    if (!isAppError(error)) throw error
    return error.details.errors?.map(({ path, code }) => `${path} ${code}`).join() ?? error.code
  }
}

test('an endpoint is made with a secret that is shown once and kept sealed; the log keeps no address', async () => {
  const { ctx, secretOf, readAudit } = await makeOwner()
  const { endpoint, secret } = await createEndpoint(ctx, wish)

  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(endpoint).toMatchObject({ ...wish, status: 'active', author: 'staff:usr_olga' })
  expect(await listEndpoints(ctx)).toEqual([endpoint])
  expect(JSON.stringify(endpoint)).not.toContain('ecretSealed')
  expect(await secretOf(endpoint.id)).toEqual([secret, null])
  const [audit] = (await readAudit()).filter(({ action }) => action === 'webhook.created')
  expect(audit?.after).toEqual({ host: 'hooks.example.com', events: ['booking.created'] })
})

test.each([
  [{ url: '' }, 'url required'],
  [{ url: 'http://169.254.169.254/' }, 'url not_https'],
  [{ url: 'https://127.0.0.1/' }, 'url not_public'],
  [{ url: 'https://user:pw@example.com/' }, 'url has_login'],
  [{ url: 'https://ironworks.trainerhub.test/' }, 'url platforms'],
  [{ events: [] }, 'events required'],
  [{ events: ['booking.paid'] }, 'events.0 invalid'],
  [{ description: 'x'.repeat(121) }, 'description too_long'],
])('%j is refused: %s', async (changes, expected) => {
  const { ctx } = await makeOwner()
  // As it comes from outside.
  const raw = { ...wish, ...changes } as typeof wish

  expect(await fault(createEndpoint(ctx, raw))).toBe(expected)
  const { endpoint } = await createEndpoint(ctx, wish)
  expect(
    await fault(changeEndpoint(ctx, { endpointId: endpoint.id, ...(changes as Partial<typeof wish>) })),
  ).toBe(expected)
})

test('there are ten at most, also when two are made at once', async () => {
  const { ctx } = await makeOwner()
  for (let made = 1; made < MOST_ENDPOINTS; made += 1) await makeEndpoint(ctx)
  const answers = await Promise.all([refusal(createEndpoint(ctx, wish)), refusal(createEndpoint(ctx, wish))])

  expect(answers.toSorted()).toEqual([['conflict', 'too_many'], 'done'])
  expect(await listEndpoints(ctx)).toHaveLength(MOST_ENDPOINTS)
})

test('data go only where somebody who may see them sends them, just now and in person', async () => {
  const { ctx, clock, makeContext, as } = await makeOwner()
  const { endpoint } = await createEndpoint(ctx, wish)
  const withGrants = (grants: Parameters<typeof toGrants>[0]): TenantContext => ({
    ...ctx,
    actor: { ...staffActor, grants: toGrants({ settings: 'any any', ...grants }) },
  })
  const bookingsOnly = withGrants({ bookings: 'any none', clients: 'own none' })
  expect(await refusal(createEndpoint(bookingsOnly, wish))).toBe('done')
  for (const events of [['*' as const], ['client.created' as const]]) {
    expect(await refusal(createEndpoint(bookingsOnly, { ...wish, events }))).toEqual([
      'forbidden',
      'clients_view',
    ])
    expect(await refusal(changeEndpoint(bookingsOnly, { endpointId: endpoint.id, events }))).toEqual([
      'forbidden',
      'clients_view',
    ])
  }
  expect(await refusal(createEndpoint(await as(people.dora), wish))).toEqual(['forbidden', 'settings_change'])
  const key = makeContext({ actor: staffActor })
  expect(await refusal(createEndpoint(key, wish))).toEqual(['forbidden', 'needs_a_person'])

  clock.advance(minutes(11))
  const { id: endpointId } = endpoint
  for (const deed of [
    () => createEndpoint(ctx, wish),
    () => changeEndpoint(ctx, { endpointId, url: 'https://elsewhere.example.com/' }),
    () => rotateSecret(ctx, { endpointId }),
    () => deleteEndpoint(ctx, { endpointId }),
  ]) {
    expect(await refusal(deed())).toEqual(['reauthentication_required', undefined])
  }
  expect(await refusal(changeEndpoint(ctx, { endpointId, description: 'Till', status: 'paused' }))).toBe(
    'done',
  )
})

test('a change that somebody else overtook is not made', async () => {
  const { ctx } = await makeOwner()
  const { endpoint } = await createEndpoint(ctx, wish)
  const { id: endpointId, edition } = endpoint
  await changeEndpoint(ctx, { endpointId, description: 'Till', edition })

  expect(await fault(changeEndpoint(ctx, { endpointId, description: 'Shop', edition }))).toBe(
    'changed_meanwhile',
  )
  expect(await listEndpoints(ctx)).toMatchObject([{ description: 'Till' }])
})

test('what waits for a paused endpoint is dropped; enabled again it has failed in nothing', async () => {
  const { ctx, readDeliveries } = await makeOwner()
  const { id: endpointId } = await makeEndpoint(ctx, { failingSince: 1, retryAt: 2, status: 'active' })
  const { orm, write } = ctx.db
  await write([
    orm.insert(webhookEvents).values({ id: 'whe_1', type: 'booking.moved', subjectId: 'bkg_1', at: 1 }),
  ])
  await changeEndpoint(ctx, { endpointId, status: 'paused' })
  expect(await readDeliveries()).toMatchObject([{ state: 'skipped', reason: 'paused' }])

  await changeEndpoint(ctx, { endpointId, status: 'active' })
  expect(await findEndpoint(ctx, endpointId)).toMatchObject({
    status: 'active',
    failingSince: null,
    retryAt: null,
  })
})

test('another secret: the one before is good for a day', async () => {
  const { ctx, clock, secretOf } = await makeOwner()
  const { endpoint, secret } = await createEndpoint(ctx, wish)
  const changed = await rotateSecret(ctx, { endpointId: endpoint.id })

  expect(changed).toEqual({
    secret: expect.stringMatching(/^whsec_/),
    oldSecretUntil: clock.now() + hours(24),
  })
  expect(await secretOf(endpoint.id)).toEqual([changed.secret, secret])
  expect(await fault(rotateSecret(ctx, { endpointId: 'whk_none' }))).toBe('not_found')
})

test('a deleted one leaves nothing behind', async () => {
  const { ctx, readDeliveries } = await makeOwner()
  const { endpoint } = await createEndpoint(ctx, wish)
  await testEndpoint(ctx, { endpointId: endpoint.id })
  await deleteEndpoint(ctx, { endpointId: endpoint.id })

  expect([await listEndpoints(ctx), await readDeliveries()]).toEqual([[], []])
  expect(await fault(deleteEndpoint(ctx, { endpointId: endpoint.id }))).toBe('not_found')
})

test('a test is sent at once, and not again within ten seconds', async () => {
  const { ctx, clock, started, readDeliveries } = await makeOwner()
  const { id: endpointId } = await makeEndpoint(ctx, { status: 'paused' })
  const { deliveryId } = await testEndpoint(ctx, { endpointId })

  expect(started).toEqual([{ kind: 'webhooks' }])
  expect(await readDeliveries()).toMatchObject([{ id: deliveryId, state: 'planned', plannedAt: clock.now() }])
  expect(await fault(testEndpoint(ctx, { endpointId }))).toBe('rate_limited')
  clock.advance(seconds(10))
  expect(await fault(testEndpoint(ctx, { endpointId }))).toBe('done')
})
