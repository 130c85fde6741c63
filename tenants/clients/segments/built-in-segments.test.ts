import { expect, test } from 'vitest'
import { nextBirthdays } from './built-in-segments.ts'

const daysFrom = (on: string) =>
  nextBirthdays({ now: Date.parse(`${on}T10:00:00Z`), timeZone: 'Europe/Sofia' })

test('birthdays of the next 30 days go on over New Year', () => {
  const found = daysFrom('2026-12-20')
  expect([found[0], found.at(-1), found.length]).toEqual(['12-20', '01-19', 31])
})

test('who was born on 29 February has a birthday each year', () => {
  expect(daysFrom('2027-02-27').slice(0, 4)).toEqual(['02-27', '02-28', '02-29', '03-01'])
  expect(daysFrom('2028-02-27').slice(0, 4)).toEqual(['02-27', '02-28', '02-29', '03-01'])
})

test('the day is that of the studio', () => {
  const late = Date.parse('2026-12-31T23:00:00Z')
  expect(nextBirthdays({ now: late, timeZone: 'Europe/Sofia' })[0]).toBe('01-01')
})
