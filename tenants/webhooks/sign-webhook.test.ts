import { Webhook } from 'standardwebhooks'
import { afterEach, expect, test, vi } from 'vitest'
import { webhookEndpoints } from '../../db/tenant/schema/index.ts'
import { makeBookingInput } from '../../tests/support/make-booking-input.ts'
import { TEST_SECRET } from '../../tests/support/make-endpoint.ts'
import { MONDAY_MORNING } from '../../tests/support/make-tenant.ts'
import { makeWebhooks, openReceiver } from '../../tests/support/make-webhooks.ts'
import { sealText } from '../access/sealed-text.ts'
import { createBooking } from '../bookings/create-booking.ts'
import { hours } from '../durations.ts'

afterEach(() => vi.useRealTimers())

/** The standard’s own package believes what was signed just now, by the clock of this process. */
const setClock = () => vi.useFakeTimers({ toFake: ['Date'], now: MONDAY_MORNING })

test('an event arrives once, signed, in the words of the API', async () => {
  await using receiver = await openReceiver()
  setClock()
  const { ctx, clock, send, readDeliveries } = await makeWebhooks({ receiver })
  const { booking } = await createBooking({ ...ctx, actor: { kind: 'visitor' } }, makeBookingInput())
  expect(await send()).toBeNull()
  expect(await send()).toBeNull()

  expect(receiver.received.map(({ event }) => event.type).toSorted()).toEqual([
    'booking.created',
    'client.created',
  ])
  const [received] = receiver.received.filter(({ event }) => event.type === 'booking.created')
  expect(received?.event.data).toMatchObject({
    id: booking.id,
    status: 'confirmed',
    manage_url: null,
    price: { amount_minor: 6000 },
  })
  expect(received?.event.created_at).toBe(new Date(clock.now()).toISOString())
  expect(received?.headers).toMatchObject({
    'content-type': 'application/json',
    'webhook-id': received?.event.id,
  })
  expect(new Webhook(TEST_SECRET).verify(received?.body ?? '', received?.headers ?? {})).toEqual(
    received?.event,
  )
  expect(await readDeliveries()).toEqual(
    Array.from({ length: 2 }, () =>
      expect.objectContaining({ state: 'delivered', responseStatus: 204, attempts: 1 }),
    ),
  )
})

test('for a day after a change of secrets both sign', async () => {
  await using receiver = await openReceiver()
  setClock()
  const { ctx, clock, emit, send, endpoint } = await makeWebhooks({ receiver })
  const old = `whsec_${btoa('f'.repeat(32))}`
  const sealing = {
    keys: ctx.keys,
    use: 'webhook-secret',
    tenantId: ctx.tenant.id,
    boundTo: endpoint.id,
  } as const
  await ctx.db.write([
    ctx.db.orm
      .update(webhookEndpoints)
      .set({ oldSecretSealed: await sealText(sealing, old), oldSecretUntil: clock.now() + hours(24) }),
  ])
  await emit('whe_1')
  await send()
  const [{ body, headers } = { body: '', headers: {} }] = receiver.received
  for (const secret of [old, TEST_SECRET]) expect(new Webhook(secret).verify(body, headers)).toBeDefined()
  expect(() => new Webhook(`whsec_${btoa('g'.repeat(32))}`).verify(body, headers)).toThrow(
    'No matching signature',
  )

  clock.advance(hours(24))
  await emit('whe_2')
  await send()
  expect(receiver.received[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
})
