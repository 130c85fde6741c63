import { expect, test } from 'vitest'
import { makeWebhooks, openReceiver } from '../../tests/support/make-webhooks.ts'
import { days, hours, minutes } from '../durations.ts'
import { isAppError } from '../errors.ts'
import { runDueTasks } from '../tasks/run-due-tasks.ts'
import { runWork } from '../tasks/run-work.ts'
import { changeEndpoint } from './change-endpoint.ts'
import { listDeliveries } from './list-deliveries.ts'
import { replayDeliveries } from './replay-deliveries.ts'
import { startWebhooks } from './start-webhooks.ts'
import { testEndpoint } from './test-endpoint.ts'

const endpointId = 'whk_1'
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (isAppError(error) ? error.code : String(error)),
  )

test('deliveries are listed newest first, page by page, by state and by event', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, clock, send } = await makeWebhooks({ receiver })
  for (const id of ['whe_1', 'whe_2', 'whe_3']) {
    await emit(id)
    clock.advance(minutes(1))
  }
  receiver.plan({ status: 204 }, { status: 500 })
  await send()

  const { deliveries, hasMore } = await listDeliveries(ctx, { endpointId, limit: 2 })
  expect(deliveries.map(({ event, state }) => `${event.id} ${state}`)).toEqual([
    'whe_3 planned',
    'whe_2 planned',
  ])
  expect(hasMore).toBe(true)
  const [, last] = deliveries
  const after = { at: last?.firstPlannedAt ?? 0, id: last?.id ?? '' }
  const next = await listDeliveries(ctx, { endpointId, limit: 2, after })
  expect(next.deliveries.map(({ event }) => event.id)).toEqual(['whe_1'])
  expect((await listDeliveries(ctx, { endpointId, state: 'delivered' })).deliveries).toHaveLength(1)
  expect((await listDeliveries(ctx, { endpointId, type: 'client.created' })).deliveries).toHaveLength(0)
  expect(await codeOf(listDeliveries(ctx, { endpointId: 'whk_none' }))).toBe('not_found')
})

test('one that arrived is sent again by hand, word for word, and once at a time', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, send, readDeliveries, started } = await makeWebhooks({ receiver })
  await emit('whe_1')
  await send()
  const [{ id: deliveryId } = { id: '' }] = await readDeliveries()

  expect(await replayDeliveries(ctx, { endpointId, deliveryId })).toBe(1)
  expect(await replayDeliveries(ctx, { endpointId, deliveryId })).toBe(0)
  expect(started).toEqual([{ kind: 'webhooks' }])
  await send()
  expect(receiver.received.map(({ body }) => body)).toEqual([
    receiver.received[0]?.body,
    receiver.received[0]?.body,
  ])
  expect((await readDeliveries()).map(({ copy, state }) => [copy, state])).toEqual([
    [0, 'delivered'],
    [1, 'delivered'],
  ])
  expect(await codeOf(replayDeliveries(ctx, { endpointId, deliveryId: 'whd_none' }))).toBe('not_found')
})

test('of some time, what has not arrived is sent again, or all of it', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, clock, send } = await makeWebhooks({ receiver })
  const at = []
  for (const id of ['whe_1', 'whe_2', 'whe_3', 'whe_4']) {
    at.push(clock.now())
    await emit(id)
    clock.advance(hours(1))
  }
  const [, second = 0, , fourth = 0] = at
  await send()
  // Of what happens while it is paused nobody writes anything down; of what waited then, it says so.
  await emit('whe_5')
  await changeEndpoint(ctx, { endpointId, status: 'paused' })
  expect(await codeOf(replayDeliveries(ctx, { endpointId, since: 0 }))).toBe('not_allowed')
  await changeEndpoint(ctx, { endpointId, status: 'active' })
  receiver.received.splice(0)

  expect(await replayDeliveries(ctx, { endpointId, since: second })).toBe(1)
  await send()
  expect(await replayDeliveries(ctx, { endpointId, since: second, until: fourth, isAll: true })).toBe(2)
  await send()
  // Those of one time are sent at once, and arrive as they come.
  const [first, ...those] = receiver.received.map(({ event }) => event.id)
  expect([first, those.toSorted()]).toEqual(['whe_5', ['whe_2', 'whe_3']])
  expect(await codeOf(replayDeliveries(ctx, { endpointId, since: 5, until: 5 }))).toBe('invalid_input')
})

test('a test is sent once, also to a paused endpoint, and says nothing of whether it is dead', async () => {
  await using receiver = await openReceiver()
  const { ctx, send, readDeliveries, readEndpoint } = await makeWebhooks({
    receiver,
    endpoint: { status: 'paused' },
  })
  await testEndpoint(ctx, { endpointId })
  receiver.plan({ status: 500 })
  expect(await send()).toBeNull()

  expect(receiver.received.map(({ event }) => [event.type, event.data])).toEqual([
    ['webhook.test', { id: endpointId }],
  ])
  expect(await readDeliveries()).toMatchObject([{ state: 'failed', responseStatus: 500 }])
  expect(await readEndpoint()).toMatchObject({ failingSince: null, status: 'paused' })
})

test('a visit has due ones sent in the background, and comes again for those ahead', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, send, clock, started } = await makeWebhooks({ receiver })
  expect(await startWebhooks(ctx)).toBeNull()
  await emit('whe_1')
  expect(await startWebhooks(ctx)).toBe(clock.now() + minutes(5))
  expect(started).toEqual([{ kind: 'webhooks' }])

  receiver.plan({ status: 500 })
  const next = await send()
  expect(await startWebhooks(ctx)).toBe(next)
  expect(started).toHaveLength(1)
  // A visit is a minute long at least, and the delay after a first attempt a tenth less or more than that.
  const { failures, nextDueAt } = await runDueTasks(ctx)
  expect([failures, nextDueAt]).toEqual([[], Math.max(Number(next), clock.now() + minutes(1))])
})

test('the work is asked for again while there is more, and announced when there is some ahead', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, started, announced } = await makeWebhooks({ receiver })
  const sending = { port: { send: async () => ({ status: 204, reason: null }) }, describe: async () => ({}) }
  await emit(...Array.from({ length: 25 }, (_, n) => `whe_${n}`))
  await runWork(ctx, { kind: 'webhooks' }, sending)
  expect(started).toEqual([{ kind: 'webhooks' }])
  await runWork(ctx, { kind: 'webhooks' }, sending)
  expect([started.length, announced]).toEqual([1, []])

  await emit('whe_x')
  const failing = { ...sending, port: { send: async () => ({ status: 500, reason: 'refused' as const }) } }
  await runWork(ctx, { kind: 'webhooks' }, failing)
  expect(announced.at(-1)).toBeGreaterThan(ctx.now())
})

test('after thirty days nothing of it is left', async () => {
  await using receiver = await openReceiver()
  const { ctx, emit, clock, send, readDeliveries } = await makeWebhooks({ receiver })
  await emit('whe_1')
  clock.advance(days(1))
  await emit('whe_2')
  await send()
  clock.advance(days(29) + 1)
  await startWebhooks(ctx)

  expect((await readDeliveries()).map(({ eventId }) => eventId)).toEqual(['whe_2'])
})
