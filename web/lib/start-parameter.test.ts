import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatStart, parseStart } from './start-parameter.ts'

describe('start parameter', () => {
  it('is the compact form of a UTC minute', () => {
    expect(parseStart('20270105T0900Z')).toBe(Date.UTC(2027, 0, 5, 9))
    expect(formatStart(Date.UTC(2027, 0, 5, 9))).toBe('20270105T0900Z')
  })

  it('comes back from a path as it went in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_223_371_679 }), (minute) => {
        expect(parseStart(formatStart(minute * 60_000))).toBe(minute * 60_000)
      }),
    )
  })

  it.each([
    undefined,
    '',
    '20270230T0900Z',
    '20271305T0900Z',
    '20270105T2400Z',
    '20270105T0960Z',
    '2027-01-05T09:00Z',
    '20270105T0900',
    ' 20270105T0900Z',
    '20270105T0900z',
  ])('refuses %j', (text) => {
    expect(parseStart(text)).toBeUndefined()
  })
})
