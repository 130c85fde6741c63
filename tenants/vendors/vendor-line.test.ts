import { expect, test } from 'vitest'
import { minutes, seconds } from '../durations.ts'
import { makeVendor } from '../../tests/support/make-vendor.ts'

test('the vendor’s rate is never passed, and hardly anything of it is wasted', async () => {
  const { take, run, sent } = makeVendor({ perSecond: 5 })
  for (let n = 0; n < 40; n++) take(`ten_${n % 3}`)
  await run(seconds(10))

  const times = sent.map(({ at }) => at)
  expect(times).toHaveLength(40)
  for (const at of times) expect(times.filter((one) => one >= at && one < at + 1_000).length).toBeLessThan(6)
  expect(times.at(-1)).toBeLessThan(seconds(8.5))
})

test('whoever has one message waits for one turn of each studio in line, not for five thousand of one', async () => {
  const { take, run, sent } = makeVendor({ perSecond: 100 })
  for (let n = 0; n < 5_000; n++) take('ten_big')
  take('ten_other')
  await run(seconds(1))
  take('ten_small')
  const askedAt = 1_000
  await run(seconds(1))

  const small = sent.find(({ tenantId }) => tenantId === 'ten_small')
  expect((small?.at ?? Infinity) - askedAt).toBeLessThan(30)
  expect(sent.findIndex(({ tenantId }) => tenantId === 'ten_other')).toBeLessThan(3)
})

test('nobody waits for longer than a minute: who would is sent away at once, and told for how long', async () => {
  const { take, run, turns, sent } = makeVendor({ perSecond: 1 })
  for (let n = 0; n < 80; n++) take('ten_big')
  take('ten_small')
  const refused = [...(await turns())]
  await run(minutes(2))

  expect(refused.length).toBeGreaterThan(15)
  for (const turn of refused) expect(turn.retryAfterMs).toBeGreaterThan(minutes(1))
  expect(sent[2]).toMatchObject({ tenantId: 'ten_small' })
  expect(Math.max(...sent.map(({ at }) => at))).toBeLessThan(minutes(1))
})

test('a vendor who says it is too much is left alone for as long as it asks, then asked half as fast', async () => {
  const { line, take, run, sent, clock } = makeVendor({ perSecond: 5 })
  take('ten_a')
  await run(1)
  line.report('ten_a', { ok: false, kind: 'retry', retryAfterMs: seconds(10) })
  const pausedAt = clock.now
  for (let n = 0; n < 20; n++) take(`ten_${n}`)
  await run(seconds(20))

  const later = sent.slice(1).map(({ at }) => at)
  expect(Math.min(...later)).toBe(pausedAt + seconds(10))
  expect((later[1] ?? 0) - (later[0] ?? 0)).toBeGreaterThan(400)
  expect(line.status()).toMatchObject({ perSecond: 2.5 })

  for (let n = 0; n < 30; n++) line.report('ten_a', { ok: true })
  expect(line.status()).toMatchObject({ perSecond: 5, pausedUntil: null })
})

test('whoever would wait out a long pause is sent away when it begins', async () => {
  const { line, take, run, turns, sent } = makeVendor({ perSecond: 1 })
  for (let n = 0; n < 10; n++) take('ten_a')
  await run(1)
  line.report('ten_a', { ok: false, kind: 'retry', retryAfterMs: minutes(5) })

  expect(await turns()).toHaveLength(9)
  take('ten_b')
  const refused = await turns()
  expect(refused.at(-1)?.retryAfterMs).toBeGreaterThanOrEqual(minutes(5) - 1)
  expect(sent).toHaveLength(1)
})

/** Five failures in a row, of two studios. */
function fail(line: ReturnType<typeof makeVendor>['line']) {
  for (let n = 0; n < 5; n++) line.report(`ten_${n % 2}`, { ok: false, kind: 'unknown' })
}

test('a vendor that is down is left alone, and everybody in line sent away', async () => {
  const { line, take, run, turns, sent } = makeVendor({ perSecond: 5 })
  for (let n = 0; n < 20; n++) take(`ten_${n}`)
  await run(1)
  fail(line)
  await run(seconds(1))

  expect(sent).toHaveLength(1)
  const refused = await turns()
  expect(refused).toHaveLength(19)
  expect(new Set(refused.map(({ retryAfterMs }) => retryAfterMs)).size).toBeGreaterThan(1)
  expect(line.status().circuit).toMatchObject({ state: 'open' })
})

test('after a while a few studios try once each, and the first answer lets everybody in', async () => {
  const { line, take, run, sent, turns } = makeVendor({ perSecond: 5 })
  fail(line)
  await run(seconds(40))
  for (let n = 0; n < 10; n++) for (const id of ['a', 'b', 'c', 'd']) take(`ten_${id}`)
  await run(seconds(5))
  expect(sent.map(({ tenantId }) => tenantId)).toEqual(['ten_a', 'ten_b', 'ten_c'])
  expect(await turns()).toHaveLength(37)

  line.report('ten_b', { ok: true })
  expect(line.status().circuit).toEqual({ state: 'closed', until: null })
  take('ten_d')
  await run(seconds(1))
  expect(sent.at(-1)).toMatchObject({ tenantId: 'ten_d' })
})

test('while it stays down the tries become rarer, up to ten minutes', async () => {
  const { line, take, run, sent, clock } = makeVendor({ perSecond: 5 })
  fail(line)
  const waits: number[] = []
  for (let round = 0; round < 8; round++) {
    waits.push((line.status().circuit.until ?? 0) - clock.now)
    await run(waits.at(-1) ?? 0)
    const before = sent.length
    for (const id of ['ten_a', 'ten_b']) take(id)
    await run(seconds(1))
    expect(sent.length - before).toBe(2)
    for (const id of ['ten_a', 'ten_b']) line.report(id, { ok: false, kind: 'retry' })
  }

  for (const [index, wait] of waits.entries()) {
    const expected = Math.min(seconds(30) * 2 ** index, minutes(10))
    expect(wait / expected).toBeGreaterThanOrEqual(0.8)
    expect(wait / expected).toBeLessThanOrEqual(1.2)
  }
})

test('a try that nobody reports is not waited for', async () => {
  const { line, take, run, sent } = makeVendor({ perSecond: 5 })
  fail(line)
  await run(seconds(40))
  take('ten_a')
  take('ten_a')
  await run(seconds(31))
  expect(sent).toHaveLength(1)
  take('ten_a')
  await run(seconds(1))

  expect(sent).toHaveLength(2)
})

test('a studio whose own mails fail closes nobody’s door', async () => {
  const { line, take, run, sent } = makeVendor({ perSecond: 5 })
  for (let n = 0; n < 50; n++) line.report('ten_broken', { ok: false, kind: 'retry' })
  for (let n = 0; n < 50; n++) line.report('ten_odd', { ok: false, kind: 'rejected' })
  take('ten_fine')
  await run(seconds(1))

  expect(sent).toHaveLength(1)
  expect(line.status().circuit.state).toBe('closed')
})

test('half of all failing within a minute is as bad as five in a row', async () => {
  const { line, run } = makeVendor({ perSecond: 5 })
  for (let n = 0; n < 9; n++) {
    line.report('ten_a', { ok: true })
    line.report(`ten_${n % 2}`, { ok: false, kind: 'unknown' })
  }
  expect(line.status().circuit.state).toBe('closed')
  await run(minutes(2))
  for (let n = 0; n < 2; n++) line.report('ten_1', { ok: false, kind: 'unknown' })
  expect(line.status().circuit.state).toBe('closed')
  for (let n = 0; n < 10; n++) {
    line.report('ten_a', { ok: true })
    line.report(`ten_${n % 2}`, { ok: false, kind: 'unknown' })
  }
  expect(line.status().circuit.state).toBe('open')
})
