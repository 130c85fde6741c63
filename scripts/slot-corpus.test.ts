/**
 * The engine against cases that others wrote (tests/corpus/README.md): every case whose expectation our semantics
 * cover must come out exactly.
 */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { toSlotInput } from './slot-case.ts'
import type { SlotCaseInput } from './slot-case.ts'
import { explainSlot } from '../tenants/availability/explain-slot.ts'
import { listSlots } from '../tenants/availability/list-slots.ts'
import type { SlotGrid } from '../tenants/availability/slot-input.ts'

type OracleCase = { id: string; neutral: boolean; input: SlotCaseInput; expected: Record<SlotGrid, number[]> }
type CalCase = {
  id: string
  neutral: boolean
  tags: string[]
  input: SlotCaseInput
  expected: number[]
  matchesOracleGrid: (SlotGrid | 'restart')[]
}

/** Cal.com's own conventions, which we do not share; every other case of the corpus has to pass. */
const NOT_OURS: Record<string, string> = {
  'cal-getschedule-005': 'the grid restarts at the end of the notice',
  'cal-getschedule-021':
    'the grid restarts at now, and a slot that starts now is gone already with no notice',
}

function readCases<T>(name: string): T[] {
  return JSON.parse(readFileSync(new URL(`../tests/corpus/${name}.json`, import.meta.url), 'utf8')).cases
}

describe.each(['oracle-plain', 'oracle-dst', 'oracle-grid', 'oracle-edge'])('%s', (name) => {
  test.each(readCases<OracleCase>(name))('$id comes out exactly on both grids', ({ input, expected }) => {
    expect(listSlots(toSlotInput(input, 'window'))).toEqual(expected.window)
    expect(listSlots(toSlotInput(input, 'clock'))).toEqual(expected.clock)
  })
})

describe.each(['cal-slots', 'cal-date-ranges', 'cal-getschedule'])('%s', (name) => {
  const cases = readCases<CalCase>(name).map((calCase) => ({
    ...calCase,
    grids: calCase.matchesOracleGrid.filter((grid) => grid !== 'restart'),
  }))

  test.each(cases.filter(({ grids }) => grids.length > 0))('$id comes out exactly on $grids', (calCase) => {
    for (const grid of calCase.grids)
      expect(listSlots(toSlotInput(calCase.input, grid))).toEqual(calCase.expected)
  })

  test('only the cases named here follow conventions that are not ours', () => {
    const excluded = cases.filter(({ grids }) => grids.length === 0)

    expect(excluded.map(({ id }) => NOT_OURS[id])).not.toContain(undefined)
    expect(excluded.filter(({ neutral }) => neutral)).toEqual([])
  })
})

test('of each corpus case every slot is explained as one, and what is between two is not', () => {
  for (const name of ['oracle-dst', 'oracle-edge']) {
    for (const { input, expected } of readCases<OracleCase>(name)) {
      const slotInput = toSlotInput(input, 'window')
      const slots = new Set(expected.window)
      for (const slot of slots) {
        expect(explainSlot(slotInput, slot)).toEqual({ ok: true })
        expect(explainSlot(slotInput, slot + 60_000).ok).toBe(slots.has(slot + 60_000))
      }
    }
  }
})
