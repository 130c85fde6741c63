import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDateAt } from '../../tenants/availability/local-time.ts'
import { groupByDay } from './group-by-day.server.ts'

describe('groupByDay', () => {
  it('gives each slot the date it has in the zone, through every change of the clocks', () => {
    const zones = fc.constantFrom(
      'Europe/Sofia',
      'America/New_York',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'UTC',
    )
    const instants = fc.array(fc.integer({ min: 1_300_000_000_000, max: 1_900_000_000_000 }), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(instants, zones, (starts, zone) => {
        const slots = starts.toSorted((a, b) => a - b).map((startsAt) => ({ startsAt }))
        const expected = Map.groupBy(slots, ({ startsAt }) => localDateAt(zone, startsAt))
        expect([...groupByDay(slots, zone)]).toEqual([...expected])
      }),
    )
  })

  it('keeps the hour before midnight apart from the hour after', () => {
    const slots = [21, 22, 23].map((hour) => ({ startsAt: Date.UTC(2027, 0, 4, hour) }))
    expect([...groupByDay(slots, 'Europe/Sofia')].map(([on, { length }]) => [on, length])).toEqual([
      ['2027-01-04', 1],
      ['2027-01-05', 2],
    ])
  })
})
