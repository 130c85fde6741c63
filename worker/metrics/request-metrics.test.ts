import { expect, test } from 'vitest'
import { hours, minutes } from '../../tenants/durations.ts'
import type { RequestCounts } from '../../tenants/fleet/health/request-counts.ts'
import { makeRequestMetrics } from './request-metrics.ts'

const fine = { status: 200, ms: 10, queries: 1, slowQueries: 0 }

function makeCounter() {
  const metrics = makeRequestMetrics({ flushAfterMs: 1 })
  const written: RequestCounts[][] = []
  const work: Promise<unknown>[] = []
  const state = { isDown: false }
  const write = async (counts: readonly RequestCounts[]) => {
    if (state.isDown) throw new Error('down')
    written.push([...counts])
  }
  const note = (tenantId: string, at: number, changes: Partial<typeof fine> = {}) =>
    metrics.note(
      { ...fine, ...changes, tenantId, at },
      { requestId: 'req_test', waitUntil: (one) => void work.push(one), write },
    )
  const settle = () => Promise.all(work.splice(0))
  return { note, settle, written, work, state }
}

test('what comes together is written together, by studio and hour', async () => {
  const { note, settle, written, work } = makeCounter()
  note('ten_a', hours(1) - 2)
  note('ten_a', hours(1) - 1, { status: 500, ms: 1_500, slowQueries: 1 })
  note('ten_b', hours(1))
  expect(work).toHaveLength(1)
  await settle()

  expect(written.flat().map((one) => [one.tenantId, one.hourAt, one.requests, one.errors, one.slow])).toEqual(
    [
      ['ten_a', 0, 2, 1, 1],
      ['ten_b', hours(1), 1, 0, 0],
    ],
  )
})

test('while the registry is away numbers wait, as many as fit, and fail nothing', async () => {
  const { note, settle, written, state } = makeCounter()
  state.isDown = true
  for (let n = 0; n < 3_000; n++) note(`ten_${n}`, 0)
  await settle()
  expect(written).toEqual([])
  state.isDown = false
  note('ten_0', 0)
  await settle()

  expect(written.flat()).toHaveLength(2_000)
  expect(written.flat().find(({ tenantId }) => tenantId === 'ten_0')?.requests).toBe(2)
})

test('whoever was cut off while writing holds nobody up for longer than a minute', async () => {
  const { note, work, settle } = makeCounter()
  note('ten_a', 0)
  note('ten_a', minutes(1) - 1)
  expect(work).toHaveLength(1)
  note('ten_a', minutes(1))
  expect(work).toHaveLength(2)
  await settle()
})
