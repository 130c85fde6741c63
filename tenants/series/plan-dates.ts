import type { Alternative } from '../errors.ts'
import type { SeriesDay } from './list-series-days.ts'
import type { DateRefusal, Offer, Place } from './offer.ts'
import type { Choice } from './series-input.ts'

/** At most so many other times for one date. */
export const HOW_MANY = 3

/** What would become of one date of a series. Instants in ms. */
export type SeriesDate = {
  /** Its place in the series, from 0. */
  position: number
  /** The local date wished for, which is the date's name in choices. */
  on: string
  /** When it was wished for. */
  wishedAt: number
  /**
   * - `ok`: booked as wished
   * - `shifted`: booked at another time or with another trainer, by choice or as the policy says
   * - `skipped`: left out, by choice or as the policy says
   * - `conflict`: it cannot be had, and nobody has said what becomes of it: nothing of the series is booked
   */
  status: 'ok' | 'shifted' | 'skipped' | 'conflict'
  /** Why not, as a word and a sentence; `opensAt`: from when on it can be booked, if that is all it needs. */
  reason: string | null
  sentence: string | null
  opensAt: number | null
  /** Other times that are free now, at most three, best first; where no trainer was asked for, perhaps with another. */
  alternatives: Alternative[]
  /** What would be booked; null when nothing. */
  startsAt: number | null
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

/** The one that all dates are with if they can, then those of other trainers at the same place. */
export type Offers = readonly [Offer, ...Offer[]]

/** What keeps this client from a place, beside dates of the series that are decided. */
export type Judge = (place: Place, taken: readonly Place[]) => DateRefusal | undefined

type Wishes = { days: readonly SeriesDay[]; choices: readonly Choice[]; judge: Judge }

/** Which of the dates can be had as wished or as chosen, each beside those before it. */
export function planDates(offers: Offers, { days, choices, judge }: Wishes): PlannedDate[] {
  const taken: Place[] = []
  return days.map((day) => {
    const choice = choices.find(({ on }) => on === day.on)
    const nothing = { day, place: null, refusal: null, others: [] }
    if (choice && 'skip' in choice) return nothing
    const offer = offers.find(({ trainerId }) => trainerId === choice?.trainerId) ?? offers[0]
    const found = offer.at(choice?.startsAt ?? day.startsAt, taken)
    if (!found.ok) return { ...nothing, refusal: found.refusal }
    const refusal = judge(found.place, taken)
    if (refusal) return { ...nothing, refusal }
    taken.push(found.place)
    return { ...nothing, place: found.place }
  })
}

/** Looks for other times where a date cannot be had, and takes the first of them when `isShifting`. */
export function findOthers(
  offers: Offers,
  planned: readonly PlannedDate[],
  { judge, isShifting }: { judge: Judge; isShifting: boolean },
): PlannedDate[] {
  const taken = planned.flatMap(({ place }) => place ?? [])
  return planned.map((one) => {
    if (one.refusal === null) return one
    const able = listOthers(offers, one.day.startsAt, taken).filter((place) => !judge(place, taken))
    const others = able.slice(0, HOW_MANY)
    const [first] = others
    if (!isShifting || !first) return { ...one, others }
    taken.push(first)
    return { ...one, place: first, others }
  })
}

/** The same time with somebody else first, then another time with the same trainer, then whoever else. */
function listOthers([own, ...offers]: Offers, startsAt: number, taken: readonly Place[]): Place[] {
  const [first, ...rest] = offers.flatMap((offer) => {
    const found = offer.at(startsAt, taken)
    return found.ok ? [found.place] : []
  })
  return [...(first ? [first] : []), ...own.near(startsAt, taken), ...rest]
}

type Shown = {
  offer: Offer
  /** What cannot be had and was not chosen otherwise, is left out. */
  isLeftOut: boolean
}

/** A date as whoever asked may see it. */
export function toSeriesDate(planned: PlannedDate, { offer, isLeftOut }: Shown): SeriesDate {
  const { day, place, refusal, others } = planned
  const isAsWished =
    place?.startsAt === day.startsAt && (place.trainerId === offer.trainerId || offer.trainerId === null)
  const unbooked = refusal && !isLeftOut ? 'conflict' : 'skipped'
  return {
    position: day.position,
    on: day.on,
    wishedAt: day.startsAt,
    status: place ? (isAsWished ? 'ok' : 'shifted') : unbooked,
    reason: refusal?.reason ?? null,
    sentence: refusal?.sentence ?? null,
    opensAt: refusal?.opensAt ?? null,
    alternatives: others.map(({ startsAt, trainerId }) => ({ startsAt, trainerId })),
    startsAt: place?.startsAt ?? null,
    endsAt: place?.endsAt ?? null,
    trainerId: place?.trainerId ?? null,
    sessionId: place?.spot.kind === 'session' ? place.spot.session.id : null,
    priceMinor: place?.priceMinor ?? null,
  }
}
