import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatInstants } from './format-instants.ts'

test('instants of several days are written as RFC 3339 with whole seconds', () => {
  const instants = [
    Date.UTC(2027, 0, 5, 9),
    Date.UTC(2027, 0, 5, 23, 45),
    Date.UTC(2027, 0, 6),
    Date.UTC(1969, 6, 20, 20, 17),
  ]

  expect(formatInstants(instants)).toEqual([
    '2027-01-05T09:00:00Z',
    '2027-01-05T23:45:00Z',
    '2027-01-06T00:00:00Z',
    '1969-07-20T20:17:00Z',
  ])
})

test('seconds and milliseconds are kept', () => {
  expect(formatInstants([Date.UTC(2027, 0, 5, 9, 0, 1), 1])).toEqual([
    '2027-01-05T09:00:01Z',
    '1970-01-01T00:00:00.001Z',
  ])
})

test('whatever the instants, reading them back gives the same', () => {
  const minute = fc.integer({ min: -1e8, max: 1e8 }).map((n) => n * 60_000)
  fc.assert(
    fc.property(fc.array(fc.oneof(minute, fc.integer())), (instants) => {
      expect(formatInstants(instants).map((text) => Date.parse(text))).toEqual(instants)
    }),
  )
})
