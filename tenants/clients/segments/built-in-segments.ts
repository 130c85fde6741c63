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

/** A condition on `clients`: those who belong to it now. What is to come counts as a visit: they will be there. */
export function isInSegment(segment: BuiltInSegment, today: Today): SQL {
  const { newDays, regularBookings, atRiskDays, lapsedDays } = segmentRules
  const ago = (count: number) => today.now - days(count)
  switch (segment) {
    case 'new':
      return sql`clients.created_at > ${ago(newDays)}`
    case 'at_risk':
      return sql`clients.id IN (SELECT client_id FROM client_activity WHERE bookings >= ${regularBookings}
        AND last_starts_at > ${ago(lapsedDays)} AND last_starts_at <= ${ago(atRiskDays)})`
    case 'lapsed':
      return sql`clients.id IN (SELECT client_id FROM client_activity WHERE bookings > 0
        AND last_starts_at <= ${ago(lapsedDays)})`
    case 'birthdays':
      return sql`clients.born_on IS NOT NULL AND substr(clients.born_on, 6) IN
        (SELECT value FROM json_each(${JSON.stringify(nextBirthdays(today))}))`
    case 'owes':
      return sql`clients.id IN (SELECT bookings.client_id FROM charges JOIN bookings ON bookings.id = charges.booking_id
        WHERE charges.state = 'owed' AND charges.amount_minor > 0)`
    case 'no_visit':
      return sql`NOT EXISTS (SELECT 1 FROM client_activity WHERE client_id = clients.id AND bookings > 0)`
  }
}

/** The days of the coming weeks as `MM-DD`. Who was born on 29 February has it a day earlier in other years. */
export function nextBirthdays({ now, timeZone }: Today): string[] {
  const today = localDateAt(timeZone, now)
  const dates = Array.from({ length: segmentRules.birthdayDays + 1 }, (_, index) => addDays(today, index))
  return dates.flatMap((on) => {
    const day = on.slice(5)
    return day === '02-28' && addDays(on, 1).endsWith('-03-01') ? [day, '02-29'] : [day]
  })
}
