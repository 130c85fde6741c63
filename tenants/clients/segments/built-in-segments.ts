import { sql, type SQL } from 'drizzle-orm'
import { addDays, localDateAt } from '../../availability/local-time.ts'
import { days } from '../../durations.ts'

export const builtInSegments = ['new', 'at_risk', 'lapsed', 'birthdays', 'owes', 'no_visit'] as const
export type BuiltInSegment = (typeof builtInSegments)[number]

/** What the segments count with; pages say the same numbers. */
export const segmentRules = {
  newDays: 30,
  regularBookings: 3,
  atRiskDays: 21,
  lapsedDays: 60,
  birthdayDays: 30,
} as const

export type Today = { now: number; timeZone: string }

/**
 * A condition on `clients`: those who belong to it now, as they are found, and asked of one after the other; the plus keeps
 * an index from being chosen then. What is to come counts as a visit: they will be there.
 */
export function isInSegment(segment: BuiltInSegment, today: Today): { found: SQL; holds: SQL } {
  const { newDays, regularBookings, atRiskDays, lapsedDays } = segmentRules
  const ago = (count: number) => today.now - days(count)
  switch (segment) {
    case 'new': {
      const since = ago(newDays)
      return { found: sql`clients.created_at > ${since}`, holds: sql`+clients.created_at > ${since}` }
    }
    case 'at_risk':
      return hasActivity(sql`bookings >= ${regularBookings}
        AND last_starts_at > ${ago(lapsedDays)} AND last_starts_at <= ${ago(atRiskDays)}`)
    case 'lapsed':
      return hasActivity(sql`bookings > 0 AND last_starts_at <= ${ago(lapsedDays)}`)
    case 'birthdays': {
      const isNext = sql`IN (SELECT value FROM json_each(${JSON.stringify(nextBirthdays(today))}))`
      return {
        found: sql`clients.born_on IS NOT NULL AND substr(clients.born_on, 6) ${isNext}`,
        holds: sql`+substr(clients.born_on, 6) ${isNext}`,
      }
    }
    case 'owes': {
      const owed = sql`FROM bookings JOIN charges ON charges.booking_id = bookings.id
        AND charges.state = 'owed' AND charges.amount_minor > 0`
      return {
        found: sql`clients.id IN (SELECT bookings.client_id ${owed})`,
        holds: sql`EXISTS (SELECT 1 ${owed} WHERE bookings.client_id = clients.id)`,
      }
    }
    case 'no_visit': {
      const { holds } = hasActivity(sql`bookings > 0`)
      return { found: sql`NOT ${holds}`, holds: sql`NOT ${holds}` }
    }
  }
}

const hasActivity = (condition: SQL) => ({
  found: sql`clients.id IN (SELECT client_id FROM client_activity WHERE ${condition})`,
  holds: sql`EXISTS (SELECT 1 FROM client_activity WHERE client_id = clients.id AND ${condition})`,
})

/** The days of the coming weeks as `MM-DD`. Who was born on 29 February has it a day earlier in other years. */
export function nextBirthdays({ now, timeZone }: Today): string[] {
  const today = localDateAt(timeZone, now)
  const dates = Array.from({ length: segmentRules.birthdayDays + 1 }, (_, index) => addDays(today, index))
  return dates.flatMap((on) => {
    const day = on.slice(5)
    return day === '02-28' && addDays(on, 1).endsWith('-03-01') ? [day, '02-29'] : [day]
  })
}
