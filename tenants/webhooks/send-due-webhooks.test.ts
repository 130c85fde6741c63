import { expect, test } from 'vitest'
import { clients, webhookEndpoints, webhookEvents } from '../../db/tenant/schema/index.ts'
import { makeEndpoint } from '../../tests/support/make-endpoint.ts'
import { makeWebhooks, openReceiver } from '../../tests/support/make-webhooks.ts'
import { makeWebhookSender } from '../../worker/providers/webhook-sender.ts'
import { days, minutes, seconds } from '../durations.ts'
import { sendDueWebhooks } from './send-due-webhooks.ts'
import type { WebhookPort } from './webhook-port.ts'

/** Waits no longer than a test may last for who never answers. */
const brief = () => makeWebhookSender({ timeoutMs: 2_000 })

test('what it says is written at the first attempt, and the same ever after, whoever gets it', async () => {
  await using receiver = await openReceiver()
  const { ctx, clock, send } = await makeWebhooks({ receiver })
  await makeEndpoint(ctx, { url: `${receiver.url}/2`, events: ['client.created'] })
  await ctx.db.write([
    ctx.db.orm
      .insert(clients)
      .values({ id: 'cli_ana', firstName: 'Ana', lastName: '', locale: 'en', createdAt: clock.now() }),
  ])
  receiver.plan({ status: 500 })
  await send()
  await ctx.db.write([ctx.db.orm.update(clients).set({ firstName: 'Anna' })])
  clock.advance(minutes(2))
  await send()

  const created = receiver.received.filter(({ event }) => event.type === 'client.created')
  expect(created).toHaveLength(3)
  expect(new Set(created.map(({ body }) => body)).size).toBe(1)
  expect(created[0]?.event.data).toMatchObject({ first_name: 'Ana' })
})

test('of two runs at once each event is sent by one', async () => {
  await using receiver = await openReceiver()
  const { emit, send } = await makeWebhooks({ receiver })
  await emit(...Array.from({ length: 30 }, (_, n) => `whe_${n}`))
  await Promise.all([send(), send(), send()])

  expect(receiver.received.map(({ event }) => event.id).toSorted()).toEqual(
    Array.from({ length: 30 }, (_, n) => `whe_${n}`).toSorted(),
  )
})

test('what a run that died had taken is sent when its lease is over, under the same id', async () => {
  await using receiver = await openReceiver()
  const { emit, send, clock, readDeliveries } = await makeWebhooks({ receiver })
  await emit('whe_1')
  const dies: WebhookPort = {
    send: async () => {
      throw new Error('killed')
    },
  }
  await expect(send(dies)).rejects.toThrow('killed')
  expect(await send()).toBe(clock.now() + minutes(5))
  expect(receiver.received).toHaveLength(0)
  clock.advance(minutes(5))
  await send()

  expect(receiver.received.map(({ event }) => event.id)).toEqual(['whe_1'])
  expect(await readDeliveries()).toMatchObject([{ state: 'delivered', attempts: 2 }])
})

test.each([
  [{ status: 500 }, 'refused', 500],
  [{ status: 404 }, 'refused', 404],
  [{ status: 429 }, 'refused', 429],
  [{ status: 302, location: 'http://169.254.169.254/latest/meta-data/' }, 'redirect', 302],
  ['hang', 'time_out', null],
  ['cut', 'unreachable', null],
  ['take and cut', 'unreachable', null],
] as const)('after %j it is tried again later', async (trouble, reason, responseStatus) => {
  await using receiver = await openReceiver()
  const { emit, send, clock, readDeliveries, readEndpoint } = await makeWebhooks({ receiver })
  await emit('whe_1')
  receiver.plan(trouble)
  const next = await send(trouble === 'hang' ? brief() : undefined)

  expect(await readDeliveries()).toMatchObject([{ state: 'planned', attempts: 1, reason, responseStatus }])
  expect(await readEndpoint()).toMatchObject({ failingSince: clock.now(), status: 'active' })
  expect(next).toBeGreaterThan(clock.now() + minutes(0.8))
  expect(next).toBeLessThan(clock.now() + minutes(1.2))
  expect(receiver.requests()).toBe(1)

  clock.set(next ?? 0)
  expect(await send()).toBeNull()
  expect(await readDeliveries()).toMatchObject([{ state: 'delivered', attempts: 2, reason: null }])
  expect(await readEndpoint()).toMatchObject({ failingSince: null, retryAt: null })
})

test.each(['huge body', 'endless body'] as const)('a %s is not waited for', async (trouble) => {
  await using receiver = await openReceiver()
  const { emit, send, readDeliveries } = await makeWebhooks({ receiver })
  await emit('whe_1')
  receiver.plan(trouble)
  await send()

  expect(await readDeliveries()).toMatchObject([{ state: 'delivered', responseStatus: 200 }])
})

test('an endpoint that hangs is asked once a run, whatever waits for it, and delays no other', async () => {
  await using dead = await openReceiver()
  await using alive = await openReceiver()
  dead.always('hang')
  const { ctx, emit, send, readDeliveries } = await makeWebhooks({ receiver: dead })
  await makeEndpoint(ctx, { url: alive.url })
  await emit(...Array.from({ length: 10 }, (_, n) => `whe_${n}`))
  await send(brief())
  await send(brief())

  expect([dead.requests(), alive.requests()]).toEqual([1, 10])
  const waiting = (await readDeliveries()).filter(({ endpointId }) => endpointId === 'whk_1')
  expect(waiting.map(({ attempts }) => attempts).toSorted()).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
  expect(waiting.every(({ state }) => state === 'planned')).toBe(true)
})

test('a run ends before a minute is over, however slow somebody is, and the next one goes on', async () => {
  await using receiver = await openReceiver()
  const { clock, emit, send, readDeliveries } = await makeWebhooks({ receiver })
  await emit('whe_1', 'whe_2', 'whe_3', 'whe_4', 'whe_5', 'whe_6', 'whe_7', 'whe_8')
  const slow: WebhookPort = {
    send: async () => {
      clock.advance(seconds(9))
      return { status: 204, reason: null }
    },
  }
  const states = async () =>
    (await readDeliveries()).map(({ state, attempts }) => `${state} ${attempts}`).toSorted()
  const begunAt = clock.now()
  expect(await send(slow)).toBe(begunAt)
  expect(clock.now() - begunAt).toBeLessThan(minutes(1))
  expect(await states()).toEqual([
    ...Array<string>(5).fill('delivered 1'),
    ...Array<string>(3).fill('planned 0'),
  ])
  expect(await send(slow)).toBeNull()
  expect(await states()).toEqual(Array<string>(8).fill('delivered 1'))
})

test('whoever fails for three days is given up, and is asked ever less on the way', async () => {
  await using receiver = await openReceiver()
  receiver.always({ status: 500 })
  const { emit, send, clock, readDeliveries, readEndpoint, announced } = await makeWebhooks({ receiver })
  await emit('whe_1')
  const start = clock.now()
  for (let next = await send(); next !== null; next = await send()) clock.set(next)

  expect(clock.now() - start).toBeGreaterThanOrEqual(days(3))
  expect(clock.now() - start).toBeLessThan(days(3.3))
  expect(receiver.requests()).toBeGreaterThan(6)
  expect(receiver.requests()).toBeLessThan(20)
  expect(await readDeliveries()).toMatchObject([{ state: 'failed', reason: 'refused' }])
  expect(await readEndpoint()).toMatchObject({ status: 'disabled', statusReason: 'dead' })
  expect(announced.at(-1)).toBe(clock.now())
  await emit('whe_2')
  expect(await readDeliveries()).toHaveLength(1)
})

test('whoever takes some is not given up for what they do not take', async () => {
  await using receiver = await openReceiver()
  const { ctx, clock, emit, send, readEndpoint } = await makeWebhooks({ receiver })
  const { orm, write } = ctx.db
  await write([orm.update(webhookEndpoints).set({ failingSince: clock.now() - days(4) })])
  await emit('whe_1', 'whe_2')
  receiver.plan({ status: 204 }, { status: 500 })
  await send()

  expect(await readEndpoint()).toMatchObject({ status: 'active', failingSince: clock.now() })
})

test('a secret that cannot be opened any more holds up nobody else', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, send, readDeliveries } = await makeWebhooks({
    receiver,
    endpoint: { secretSealed: 'old.x.y' },
  })
  await makeEndpoint(ctx, { id: 'whk_2', url: receiver.url })
  await emit('whe_1')
  await send()

  expect(receiver.requests()).toBe(1)
  expect(
    (await readDeliveries()).map(({ endpointId, state, reason }) => [endpointId, state, reason]).toSorted(),
  ).toEqual([
    ['whk_1', 'planned', 'cannot_sign'],
    ['whk_2', 'delivered', null],
  ])
})

test('whoever says that they are gone is not asked again', async () => {
  await using receiver = await openReceiver()
  const { emit, send, readDeliveries, readEndpoint } = await makeWebhooks({ receiver })
  await emit('whe_1', 'whe_2')
  receiver.plan({ status: 410 })

  expect(await send()).toBeNull()
  expect(receiver.requests()).toBe(1)
  expect(await readEndpoint()).toMatchObject({ status: 'disabled', statusReason: 'gone' })
  expect((await readDeliveries()).map(({ state }) => state)).toEqual(['skipped', 'skipped'])
})

test('where nothing may be sent, nothing is, also when it was fine when it was saved', async () => {
  await using receiver = await openReceiver()
  const { emit, send, readDeliveries, ctx } = await makeWebhooks({
    receiver,
    endpoint: { url: 'https://10.0.0.1/' },
  })
  const asked: string[] = []
  const port: WebhookPort = {
    send: async ({ url }) => {
      asked.push(url.href)
      return { status: 200, reason: null }
    },
  }
  await emit('whe_1')
  await send(port)

  expect(asked).toEqual([])
  expect(await readDeliveries()).toMatchObject([{ state: 'planned', reason: 'target_not_public' }])
  const [events] = await ctx.db.read([ctx.db.orm.select().from(webhookEvents)])
  expect(JSON.parse(events[0]?.payload ?? '')).toMatchObject({ id: 'whe_1', data: { id: 'bkg_gone' } })
})

test('a closed studio’s wait', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, makeContext } = await makeWebhooks({ receiver })
  await emit('whe_1')
  const closed = makeContext({ tenant: { ...ctx.tenant, status: 'suspended' } })

  expect(
    await sendDueWebhooks(closed, {
      port: { send: async () => ({ status: 200, reason: null }) },
      describe: async () => ({}),
    }),
  ).toBeNull()
  expect(receiver.requests()).toBe(0)
})
