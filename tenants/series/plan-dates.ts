import { formatTimeOfDay, toLocalTime } from '../availability/local-time.ts'
import type { Alternative } from '../errors.ts'
import type { SeriesDay } from './list-series-days.ts'
import type { DateRefusal, Offer, Place } from './offer.ts'
import type { Choice } from './series-input.ts'

/** At most so many other times for one date. */
const HOW_MANY = 3

/** What would become of one date of a series. Instants in ms. */
export type SeriesDate = SeriesDay & {
  /** Wall-clock time of the start, 'HH:MM'. */
  time: string
  /** `skipped`: left out by choice. */
  status: 'ok' | 'conflict' | 'skipped'
  /** Why not, as a word and a sentence; `opensAt`: from when on it can be booked, if that is all it needs. */
  reason: string | null
  sentence: string | null
  opensAt: number | null
  /** Other times that are free now, best first. */
  alternatives: Alternative[]
  /** Of what there is to book. */
  endsAt: number | null
  trainerId: string | null
  sessionId: string | null
  priceMinor: number | null
}

export type PlannedDate = {
  day: SeriesDay
  place: Place | null
  refusal: DateRefusal | null
  others: Place[]
}

/** What keeps this client from a place, beside dates of the series that are decided. */
export type Judge = (place: Place, taken: readonly Place[]) => DateRefusal | undefined

type Wishes = { days: readonly SeriesDay[]; choices: readonly Choice[]; judge: Judge }

/** Which of the dates can be had as wished or as chosen, each beside those before it. */
export function planDates(offer: Offer, { days, choices, judge }: Wishes): PlannedDate[] {
  const taken: Place[] = []
  return days.map((day) => {
    const choice = choices.find(({ on }) => on === day.on)
    const nothing = { day, place: null, refusal: null, others: [] }
    if (choice && 'skip' in choice) return nothing
    const found = offer.at(choice?.startsAt ?? day.startsAt, taken)
    if (!found.ok) return { ...nothing, refusal: found.refusal }
    const refusal = judge(found.place, taken)
    if (refusal) return { ...nothing, refusal }
    taken.push(found.place)
    return { ...nothing, place: found.place }
  })
}

/**
 * Looks for other times where a date cannot be had, and takes the first of them when `isShifting`. No two dates are told of
 * the same one.
 */
export function findOthers(
  offer: Offer,
  planned: readonly PlannedDate[],
  { judge, isShifting }: { judge: Judge; isShifting: boolean },
): PlannedDate[] {
  const taken = planned.flatMap(({ place }) => place ?? [])
  return planned.map((one) => {
    if (one.refusal === null) return one
    const able = offer.near(one.day.startsAt, taken).filter((place) => !judge(place, taken))
    const others = able.slice(0, HOW_MANY)
    const [first] = others
    if (!isShifting || !first) return { ...one, others }
    taken.push(first)
    return { ...one, refusal: null, place: first, others }
  })
}

/** A date as whoever asked may see it. */
export function toSeriesDate({ day, place, refusal, others }: PlannedDate, timeZone: string): SeriesDate {
  const startsAt = place?.startsAt ?? day.startsAt
  return {
    ...day,
    startsAt,
    time: formatTimeOfDay(toLocalTime(timeZone, startsAt).minuteOfDay),
    status: place ? 'ok' : refusal ? 'conflict' : 'skipped',
    reason: refusal?.reason ?? null,
    sentence: refusal?.sentence ?? null,
    opensAt: refusal?.opensAt ?? null,
    alternatives: place ? [] : others.map(({ startsAt: at, trainerId }) => ({ startsAt: at, trainerId })),
    endsAt: place?.endsAt ?? null,
    trainerId: place?.trainerId ?? null,
    sessionId: place?.spot.kind === 'session' ? place.spot.session.id : null,
    priceMinor: place?.priceMinor ?? null,
  }
}
