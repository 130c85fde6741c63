/**
 * The slot engine against the simple reference, on realistic workloads, each a whole request from rules to list. The two
 * run alternately in one process and medians are compared, so that a slow or busy machine slows both.
 */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { toSlotInput } from '../scripts/slot-case.ts'
import type { SlotCaseInput } from '../scripts/slot-case.ts'
import { formatInstants } from '../tenants/availability/format-instants.ts'
import { listSlots } from '../tenants/availability/list-slots.ts'
import type { SlotInput } from '../tenants/availability/slot-input.ts'
import { atMost, type BenchRow } from './bench-row.ts'
import { listSlotsSimply } from './simple-reference.ts'
import { median } from './statistics.ts'

/** The engine may take this many times as long as the reference. */
const BUDGET = 1.5

const WARM_UP_ROUNDS = 100
const ROUNDS = 201

type Workload = { name: string; inputs: SlotInput[]; engine: Engine; reference: Engine }
type Engine = (input: SlotInput) => unknown[]

/** A row per workload: the ratio of the medians, each of a whole workload. @throws Error when the two disagree. */
export function benchSlotEngine(): BenchRow[] {
  const workloads = readWorkloads()
  // All of them first: the compiler takes a few thousand requests to settle, and the first rows would pay for it.
  for (const workload of workloads) measure(workload, WARM_UP_ROUNDS)
  return workloads.map((workload) => {
    const { name, inputs, engine, reference } = workload
    const lists = inputs.map(engine)
    if (!isDeepStrictEqual(lists, inputs.map(reference)))
      throw new Error(`${name}: engine and reference disagree`)
    const { engineMicroseconds, referenceMicroseconds } = measure(workload, ROUNDS)
    return atMost(BUDGET, {
      name: `slot engine, ${name}`,
      figure: engineMicroseconds / referenceMicroseconds,
      unit: '× simple reference',
      detail: `${engineMicroseconds.toFixed(1)} µs against ${referenceMicroseconds.toFixed(1)} µs, ${lists.flat().length} slots`,
    })
  })
}

function readWorkloads(): Workload[] {
  const text = readFileSync(new URL('workloads/slot-workloads.json', import.meta.url), 'utf8')
  const file: { workloads: { name: string; inputs: SlotCaseInput[] }[] } = JSON.parse(text)
  return file.workloads.flatMap(({ name, inputs: caseInputs }) => {
    const inputs = caseInputs.map((input) => toSlotInput(input, 'window'))
    const lists = { name, inputs, engine: listSlots, reference: listSlotsSimply }
    if (!name.startsWith('studio')) return [lists]
    const written = {
      name: `${name} with ISO strings`,
      inputs,
      engine: writeSlots,
      reference: writeSlotsSimply,
    }
    return [lists, written]
  })
}

function writeSlots(input: SlotInput): string[] {
  return formatInstants(listSlots(input))
}

function writeSlotsSimply(input: SlotInput): string[] {
  return listSlotsSimply(input).map((slot) => `${new Date(slot).toISOString().slice(0, 19)}Z`)
}

function measure({ inputs, engine, reference }: Workload, rounds: number) {
  const engineTimes: number[] = []
  const referenceTimes: number[] = []
  for (let round = 0; round < rounds; round++) {
    engineTimes.push(timeOnce(engine, inputs))
    referenceTimes.push(timeOnce(reference, inputs))
  }
  return { engineMicroseconds: median(engineTimes), referenceMicroseconds: median(referenceTimes) }
}

function timeOnce(engine: Engine, inputs: SlotInput[]): number {
  const startedAt = performance.now()
  for (const input of inputs) engine(input)
  return (performance.now() - startedAt) * 1000
}
