import { expect, test } from 'vitest'
import { readMoneyText, toMoneyText } from './money-text.ts'

test.for([
  ['45', 4500],
  ['45,5', 4550],
  ['45.50 €', 4550],
  ['1 234,50', 123_450],
  ['1.234,50', 123_450],
  ['1,234.50', 123_450],
  ['1,234', 123_400],
  ['12 345 678', 1_234_567_800],
  ['40 лв.', 4000],
  ['EUR 40', 4000],
  ['0', 0],
] as const)('"%s" is read as %i cents', ([text, minor]) => {
  expect(readMoneyText(text, 'EUR')).toBe(minor)
})

test.for(['', '-5', '1.2.3', '45,5050', '1,23,456', 'free', '4e3', '4x', '4 hundred'])(
  '"%s" is no amount',
  (text) => {
    expect(readMoneyText(text, 'EUR')).toBeNaN()
  },
)

test('a currency has its own digits', () => {
  expect(readMoneyText('1,500', 'JPY')).toBe(1500)
  expect(readMoneyText('15.5', 'JPY')).toBeNaN()
  expect(readMoneyText('1.234', 'KWD')).toBe(1234)
})

test.for(['EUR', 'JPY', 'KWD', 'BGN'])('what is shown in %s is read as it was', (currency) => {
  for (const tag of ['en-GB', 'bg-BG'])
    for (const minor of [0, 5, 50, 4500, 4550, 1_234_567])
      expect(readMoneyText(toMoneyText(minor, { currency, tag }), currency)).toBe(minor)
})
