/**
 * The slot engine against the simple reference, on realistic workloads, each a whole request from rules to list:
 * `node bench/slot-engine.ts`. The two run alternately in one process and medians are compared, so that a slow or
 * busy machine slows both. Throws when they disagree about a slot.
 */
import { readFileSync } from 'node:fs'
import { isDeepStrictEqual } from 'node:util'
import { toSlotInput } from '../scripts/slot-case.ts'
import type { SlotCaseInput } from '../scripts/slot-case.ts'
import { formatInstants } from '../tenants/availability/format-instants.ts'
import { listSlots } from '../tenants/availability/list-slots.ts'
import type { SlotInput } from '../tenants/availability/slot-input.ts'
import { listSlotsSimply } from './simple-reference.ts'

/** The engine may take this many times as long as the reference. */
const BUDGET = 1.5

const WARM_UP_ROUNDS = 100
const ROUNDS = 201

export type SlotEngineRow = {
  name: string
  budget: number
  figure: number
  unit: string
  isMet: boolean
  engineMicroseconds: number
  referenceMicroseconds: number
  slots: number
}

type Workload = { name: string; inputs: SlotInput[]; engine: Engine; reference: Engine }
type Engine = (input: SlotInput) => unknown[]

/** A row per workload: the ratio of the medians, and the medians themselves for one request. */
export function benchSlotEngine(): SlotEngineRow[] {
  const workloads = readWorkloads()
  // All of them first: the compiler takes a few thousand requests to settle, and the first rows would pay for it.
  for (const workload of workloads) measure(workload, WARM_UP_ROUNDS)
  return workloads.map((workload) => {
    const { name, inputs, engine, reference } = workload
    const lists = inputs.map(engine)
    if (!isDeepStrictEqual(lists, inputs.map(reference)))
      throw new Error(`${name}: engine and reference disagree`)
    const { engineMicroseconds, referenceMicroseconds } = measure(workload, ROUNDS)
    const figure = engineMicroseconds / referenceMicroseconds
    return {
      name: `slot engine, ${name}`,
      budget: BUDGET,
      figure,
      unit: '× simple reference',
      isMet: figure <= BUDGET,
      engineMicroseconds,
      referenceMicroseconds,
      slots: lists.flat().length,
    }
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

function median(numbers: number[]): number {
  return numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? NaN
}

if (import.meta.main) {
  const rows = benchSlotEngine()
  console.table(
    rows.map(({ name, budget, figure, unit, engineMicroseconds, referenceMicroseconds, slots }) => ({
      name,
      budget: `≤ ${budget} ${unit}`,
      figure: Number(figure.toFixed(2)),
      'engine µs': Number(engineMicroseconds.toFixed(1)),
      'reference µs': Number(referenceMicroseconds.toFixed(1)),
      slots,
    })),
  )
  if (rows.some(({ isMet }) => !isMet)) process.exitCode = 1
}
