import { evictDurableObject } from 'cloudflare:test'
import { expect, test } from 'vitest'
import { bindings } from './bindings.ts'

const gateOf = (vendor: string) => bindings.VENDOR_GATE.getByName(vendor)

test('gives turns at the vendor’s rate, in turn between studios', async () => {
  const startedAt = Date.now()
  const order: string[] = []
  const asked = ['ten_big', 'ten_big', 'ten_big', 'ten_big', 'ten_small'].map(async (tenantId) => {
    const turn = await gateOf('resend').take(tenantId)
    if (turn.ok) order.push(tenantId)
  })
  await Promise.all(asked)

  // Five at 5 a second: the first at once, four spaces of a fifth of a second and a little.
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(800)
  expect(order).toHaveLength(5)
  expect(order.indexOf('ten_small')).toBeLessThan(3)
})

test('closes when the vendor is down, and says so', async () => {
  for (let n = 0; n < 5; n++) await gateOf('twilio').report(`ten_${n}`, { ok: false, kind: 'unknown' })

  expect(await gateOf('twilio').take('ten_1')).toMatchObject({ ok: false })
  const { circuit, perSecond } = await gateOf('twilio').status()
  expect([circuit.state, perSecond]).toEqual(['open', 10])
  // Another vendor is another gate.
  expect(await gateOf('push').take('ten_1')).toEqual({ ok: true })
})

test('forgets what it knew when it is reset, and stands open', async () => {
  for (let n = 0; n < 5; n++) await gateOf('push').report(`ten_${n}`, { ok: false, kind: 'retry' })
  expect(await gateOf('push').take('ten_1')).toMatchObject({ ok: false })
  await evictDurableObject(gateOf('push'))

  expect(await gateOf('push').take('ten_1')).toEqual({ ok: true })
})
