import type { BookingLimitRow } from '../../db/tenant/schema/index.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { localize } from '../studio/localize.ts'
import { resourceInterval } from './choose-resources.ts'
import { describeEnd, describeInstant, describeInterval } from './describe-when.ts'
import type { StartRefusal } from './explain-start.ts'
import { listShortages } from './list-shortages.ts'
import { localDateAt, localDayBounds, MINUTE_MS } from './local-time.ts'
import { openIntervals } from './open-intervals.ts'
import type { Schedule } from './read-schedules.ts'
import type { Interval, Pool, PoolResource } from './slot-input.ts'

/** What staff want to know besides the sentence. Instants in ms. */
export type RefusalDetails = {
  /** From when to when it is in the way. */
  startsAt?: number
  endsAt?: number
  /** The booking, session or hold that is. */
  sourceId?: string
  /** What that is and whose, for staff alone. */
  what?: string
  /** What the studio wrote about it. */
  note?: string
  /** From when on it can be booked; the earliest start that can. */
  opensAt?: number
  earliestAt?: number
  resourceIds?: string[]
  limitId?: string
  /** The hours of that day, when it is outside of them. */
  hours?: Interval[]
  /** What stays free between two bookings. */
  gapMinutes?: number
}

export type DescribedRefusal = {
  reason: StartRefusal['reason']
  /** English, times on the clocks of the place, and nothing in it that only staff may know. */
  sentence: string
  details: RefusalDetails
}

type Asked = { catalogue: Catalogue; schedule: Schedule; startsAt: number }

/** Why it cannot start then: a sentence for whoever asked, and what staff want to know. */
export function describeRefusal(refusal: StartRefusal, asked: Asked): DescribedRefusal {
  return { reason: refusal.reason, ...describe(refusal, asked) }
}

function describe(refusal: StartRefusal, asked: Asked): Omit<DescribedRefusal, 'reason'> {
  const { timeZone } = asked.schedule
  const say = (sentence: string, details: RefusalDetails = {}) => ({ sentence, details })
  switch (refusal.reason) {
    case 'in_past':
      return say('That time has already passed.')
    case 'too_soon': {
      const { earliestAt } = refusal
      // To the minute it has to be one that can be booked.
      const minute = Math.ceil(earliestAt / MINUTE_MS) * MINUTE_MS
      return say(`Too soon: the earliest is ${describeInstant(timeZone, minute)}.`, { earliestAt })
    }
    case 'too_far': {
      const { opensAt } = refusal
      return say(`Too far ahead: opens on ${describeInstant(timeZone, opensAt)}.`, { opensAt })
    }
    case 'window_closed':
      return say(describeWindow(timeZone, refusal))
    case 'outside_hours':
      return describeHours(asked)
    case 'off_grid':
      return say(`Nothing starts at that minute: ${describeInstant(timeZone, asked.startsAt)}.`)
    case 'time_off':
      return say(`On leave ${describeEnd(timeZone, refusal.by.endsAt)}.`, detailsOf(refusal.by))
    case 'closed': {
      const { isOfPlace, note } = refusal.by
      const why = isOfPlace && note ? `: ${note}` : ''
      return say(`Closed ${describeInterval(timeZone, refusal.by)}${why}.`, detailsOf(refusal.by))
    }
    case 'break':
      return say(`In the break ${describeInterval(timeZone, refusal.by)}.`, detailsOf(refusal.by))
    case 'busy':
      return say(`Taken ${describeInterval(timeZone, refusal.by)}.`, detailsOf(refusal.by))
    case 'buffer':
      return say(
        `Too close to what is taken ${describeInterval(timeZone, refusal.by)}: ${refusal.gapMinutes} minutes between the two stay free.`,
        { ...detailsOf(refusal.by), gapMinutes: refusal.gapMinutes },
      )
    case 'resource_taken':
      return say(describePool(refusal.pool, asked), {
        resourceIds: refusal.pool.resources.map(({ id }) => id),
      })
    case 'trainer_limit':
      return say(`The trainer ${describeLimit(refusal.cap)}.`, { limitId: refusal.cap.limitId })
    case 'service_limit':
      return say(`This ${describeLimit(refusal.cap)}.`, { limitId: refusal.cap.limitId })
  }
}

function detailsOf(by: Interval & { sourceId?: string; note?: string | null }): RefusalDetails {
  const { startsAt, endsAt, sourceId, note } = by
  return { startsAt, endsAt, ...(sourceId === undefined ? {} : { sourceId }), ...(note ? { note } : {}) }
}

function describeWindow(timeZone: string, { from, until }: { from: number; until: number }): string {
  const first = from === -Infinity ? '' : ` from ${describeInstant(timeZone, from)}`
  const last = until === Infinity ? '' : ` ${describeEnd(timeZone, until)}`
  return `Only offered${first}${last}.`
}

function describeHours({ schedule, startsAt }: Asked): Omit<DescribedRefusal, 'reason'> {
  const { timeZone } = schedule
  const { startsAt: from, endsAt: to } = localDayBounds(timeZone, localDateAt(timeZone, startsAt))
  const hours = openIntervals(schedule, { from, to })
  const details = { hours }
  if (hours.length === 0) return { sentence: 'Outside opening hours: there are none that day.', details }
  const spoken = hours.map((one) => describeInterval(timeZone, one)).join(' and ')
  return { sentence: `Outside opening hours, which are ${spoken}.`, details }
}

function describePool({ units, resources }: Pool, { catalogue, schedule, startsAt }: Asked): string {
  const { timeZone, durationMinutes } = schedule
  const endsAt = startsAt + durationMinutes * MINUTE_MS
  if (resources.length === 0) return 'A room or equipment it needs is not at this place.'
  const describeOne = (resource: PoolResource) => {
    const { from, until } = resourceInterval(resource, startsAt, endsAt)
    const short = listShortages(resource, units).find((one) => one.startsAt < until && one.endsAt > from)
    const name = nameOf(catalogue, resource.id)
    if (!short || short.endsAt === Infinity) return `${name} has fewer than ${units}`
    const when = describeInterval(timeZone, short)
    return resource.units === 1 ? `${name} is taken ${when}` : `${name}: fewer than ${units} left ${when}`
  }
  return `${resources.map(describeOne).join('; ')}.`
}

function nameOf({ resources, studio }: Catalogue, id: string): string {
  const resource = resources.find((one) => one.id === id)
  return resource ? localize(resource.name, 'en', studio.defaultLocale) : id
}

type Limit = Pick<BookingLimitRow, 'period' | 'maxBookings' | 'maxMinutes'>

const PERIODS = { day: 'that day', week: 'that week', open: 'at a time', ever: 'in all' }

/** 'has reached 6 bookings that day'. */
export function describeLimit({ period, maxBookings, maxMinutes }: Limit): string {
  const most = [
    ...(maxBookings === null ? [] : [maxBookings === 1 ? '1 booking' : `${maxBookings} bookings`]),
    ...(maxMinutes === null ? [] : [`${maxMinutes} minutes`]),
  ]
  return `has reached ${most.join(' or ')} ${PERIODS[period]}`
}
