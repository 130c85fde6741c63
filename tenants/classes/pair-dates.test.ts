import { expect, test } from 'vitest'
import { pairDates } from './pair-dates.ts'

const pairs = (had: string[], shallHave: string[]) => {
  const { becomes, added } = pairDates(had, shallHave)
  return [Object.fromEntries(becomes), added]
}

test('a date that stays is itself, and the others become those of their week, in order', () => {
  // Tuesday and Thursday become Wednesday and Thursday.
  expect(pairs(['2027-01-05', '2027-01-07'], ['2027-01-06', '2027-01-07'])).toEqual([
    { '2027-01-05': '2027-01-06', '2027-01-07': '2027-01-07' },
    [],
  ])
})

test('Sunday is of the week before Monday', () => {
  expect(pairs(['2027-01-10'], ['2027-01-11', '2027-01-04'])).toEqual([
    { '2027-01-10': '2027-01-04' },
    ['2027-01-11'],
  ])
})

test('a date without another in its week becomes nothing', () => {
  expect(pairs(['2027-01-05', '2027-01-12'], ['2027-01-06'])).toEqual([{ '2027-01-05': '2027-01-06' }, []])
})
