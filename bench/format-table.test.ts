import { expect, test } from 'vitest'
import { atLeast, atMost, exactly, forInformation } from './bench-row.ts'
import { formatTable } from './format-table.ts'

test('budget and figure stand side by side, in line, and a missed budget shouts', () => {
  const table = formatTable([
    atMost(1.5, { name: 'engine', figure: 0.9876, unit: '×', detail: '10 µs against 11 µs' }),
    atLeast(50, { name: 'page', figure: 17.61, unit: '%' }),
    exactly(60, { name: 'winners', figure: 60, unit: 'bookings' }),
    forInformation({ name: 'wall time', figure: 1234.5, unit: 'ms' }),
  ])

  expect(table).toBe(
    [
      'what       budget  figure  unit      met  made from',
      '-------------------------------------------------------------',
      'engine      ≤ 1.5   0.988  ×         yes  10 µs against 11 µs',
      'page         ≥ 50    17.6  %         NO',
      'winners      = 60      60  bookings  yes',
      'wall time            1230  ms',
    ].join('\n'),
  )
})

test.each([
  [atMost(2, { name: '', figure: 2, unit: '' }), true],
  [atMost(2, { name: '', figure: 2.001, unit: '' }), false],
  [atMost(2, { name: '', figure: NaN, unit: '' }), false],
  [atLeast(2, { name: '', figure: 2, unit: '' }), true],
  [atLeast(2, { name: '', figure: 1.999, unit: '' }), false],
  [exactly(60, { name: '', figure: 61, unit: '' }), false],
  [forInformation({ name: '', figure: 1e9, unit: '' }), true],
])('%j is judged %j', ({ isMet }, wanted) => {
  expect(isMet).toBe(wanted)
})
