import { expect, test } from 'vitest'
import { median, percentile } from './statistics.ts'

const hundred = Array.from({ length: 100 }, (_, n) => 100 - n)

test.each([
  [hundred, 99, 99],
  [hundred, 100, 100],
  [hundred, 50, 50],
  [hundred, 0, 1],
  [[3, 1, 2], 99, 3],
  [[7], 1, 7],
  [[], 50, NaN],
])('the nearest rank of %j at %d percent is %d', (numbers, percent, wanted) => {
  expect(percentile(numbers, percent)).toBe(wanted)
})

test('the median is the one in the middle, whatever the order, and leaves the numbers as they are', () => {
  const numbers = [10, 9, 2]

  expect(median(numbers)).toBe(9)
  expect(numbers).toEqual([10, 9, 2])
})
