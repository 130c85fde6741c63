import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { toSlotInput } from '../scripts/slot-case.ts'
import type { SlotCaseInput } from '../scripts/slot-case.ts'
import { listSlotsSimply } from './simple-reference.ts'

type OracleCase = { id: string; input: SlotCaseInput; expected: { window: number[] } }

test.each(['plain', 'dst', 'grid', 'edge'])(
  'the yardstick is correct: it passes the window grid of oracle-%s',
  (name) => {
    const text = readFileSync(new URL(`../tests/corpus/oracle-${name}.json`, import.meta.url), 'utf8')
    const { cases }: { cases: OracleCase[] } = JSON.parse(text)

    const wrong = cases.filter(
      ({ input, expected }) =>
        JSON.stringify(listSlotsSimply(toSlotInput(input, 'window'))) !== JSON.stringify(expected.window),
    )

    expect(wrong.map(({ id }) => id)).toEqual([])
  },
)
