import { refuseParty } from '../bookings/book-time.ts'
import type { ClientKey } from '../bookings/client-key.ts'
import type { KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError } from '../errors.ts'
import { hashText } from '../ids.ts'
import { invalidFields } from '../parse-input.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getService } from '../studio/get-service.ts'
import { judgeClient } from './judge-client.ts'
import { listSeriesDays, toStoredWish, type SeriesDay } from './list-series-days.ts'
import { daysAway, type Offer } from './offer.ts'
import {
  findOthers,
  planDates,
  toSeriesDate,
  type Judge,
  type Offers,
  type PlannedDate,
  type SeriesDate,
} from './plan-dates.ts'
import { readCommitments } from './read-commitments.ts'
import { readOffers } from './read-offers.ts'
import type { SeriesWish } from './series-input.ts'

/** What would become of a series, every date with its conflict and other times for it. */
export type SeriesPreview = {
  /** Names what would be booked. Handed on to `bookSeries`, nothing else is. */
  version: string
  serviceId: string
  /** The one trainer of all dates, but for those that are shifted to another; null where each session has its own. */
  trainerId: string | null
  locationId: string
  timeZone: string
  dates: SeriesDate[]
  /** Of the dates that would be booked, for everybody who comes. */
  totalMinor: number
  currency: string
}

export type PlannedSeries = { offer: Offer; dates: PlannedDate[]; preview: SeriesPreview }

type SeriesPlan = {
  wish: SeriesWish
  client: KnownClient
  /** Whose bookings and limits count; null: nobody's yet. */
  clientKey: ClientKey | null
  dependentId: string | null
  isStaff: boolean
  /** What is kept for them already. */
  holdId: string | null
}

/** All bookings of a series are one statement, which has room for 32766 values: about 50 each. */
const MAX_BOOKINGS = 400

/** How far from its date another time may be chosen. Dates are a week apart, so it still belongs to that one. */
const FARTHEST_DAYS = 6

/**
 * Plans a series with the trainer, at the place, where the fewest dates are in conflict: two round trips or three at once,
 * beyond the catalogue, however many dates there are.
 *
 * @throws AppError `not_found`, `invalid_input`; DatabaseError.
 */
export async function planSeries(
  ctx: TenantContext,
  catalogue: Catalogue,
  { wish, client, clientKey, dependentId, isStaff, holdId }: SeriesPlan,
): Promise<PlannedSeries> {
  const { clientGroupId } = client
  const service = getService(catalogue, wish.serviceId)
  const heads = 1 + (wish.guests?.length ?? 0)
  refuseParty(service, heads)
  refuseCrowd(wish.count * heads)
  const reachMs = days(FARTHEST_DAYS + 2)
  const to = wish.startsAt + days(7 * wish.everyNWeeks * (wish.count - 1)) + reachMs
  const from = wish.startsAt - reachMs
  const [offers, commitments] = await Promise.all([
    readOffers(ctx, catalogue, { ...wish, service, heads, holdId, clientGroupId, isStaff, from, to }),
    readCommitments(ctx, catalogue, { serviceId: service.id, clientKey }),
  ])
  const rules = { catalogue, serviceId: service.id, clientGroupId, dependentId, commitments, now: ctx.now() }
  const plans = offers.map((offer) => {
    const others = offers.filter((other) => other !== offer && other.locationId === offer.locationId)
    const judge: Judge = (place, taken) => judgeClient(place, taken, { ...rules, timeZone: offer.timeZone })
    return planWith([offer, ...others], wish, judge)
  })
  const [best] = plans.toSorted((a, b) => countConflicts(a.dates) - countConflicts(b.dates))
  if (!best) throw new AppError('not_found', 'Nobody gives this service there.')
  const dates = findOthers(best.offers, best.dates, {
    judge: best.judge,
    isShifting: wish.conflictPolicy === 'shift',
  })
  const [offer] = best.offers
  return { offer, dates, preview: await toPreview(catalogue, { wish, offer, dates, serviceId: service.id }) }
}

function refuseCrowd(bookings: number): void {
  if (bookings <= MAX_BOOKINGS) return
  const message = `These would be ${bookings} bookings; at most ${MAX_BOOKINGS} can be made at once.`
  throw new AppError('invalid_input', message, { errors: [{ path: 'count', code: 'too_many', message }] })
}

function planWith(offers: Offers, wish: SeriesWish, judge: Judge) {
  const [{ timeZone }] = offers
  const choices = wish.choices ?? []
  const wished = listSeriesDays(toStoredWish(wish, timeZone), timeZone)
  assertChoices(wish, wished, offers)
  return { offers, judge, dates: planDates(offers, { days: wished, choices, judge }) }
}

function countConflicts(dates: readonly PlannedDate[]): number {
  return dates.filter(({ refusal }) => refusal !== null).length
}

function assertChoices({ choices }: SeriesWish, wished: readonly SeriesDay[], offers: Offers): void {
  const [{ timeZone, trainerId }] = offers
  for (const choice of choices ?? []) {
    const isOfSeries = wished.some(({ on }) => on === choice.on)
    const isNear = 'skip' in choice || daysAway(timeZone, choice.on, choice.startsAt) <= FARTHEST_DAYS
    const isGiven =
      'skip' in choice ||
      !choice.trainerId ||
      trainerId === null ||
      offers.some((offer) => offer.trainerId === choice.trainerId)
    if (isOfSeries && isNear && isGiven) continue
    const message = `This is not about a date of the series, too far from it, or not given then: ${choice.on}.`
    const errors = [{ path: 'choices', code: 'invalid', message }]
    throw invalidFields(errors)
  }
}

type Found = { wish: SeriesWish; offer: Offer; dates: PlannedDate[]; serviceId: string }

async function toPreview(
  catalogue: Catalogue,
  { wish, offer, dates, serviceId }: Found,
): Promise<SeriesPreview> {
  const { trainerId, locationId, timeZone } = offer
  const heads = 1 + (wish.guests?.length ?? 0)
  const isLeftOut = wish.conflictPolicy === 'skip' || wish.conflictPolicy === 'shift'
  const shown = dates.map((date) => toSeriesDate(date, { offer, isLeftOut }))
  const booked = shown.map(({ on, ...date }) => {
    return [on, date.startsAt, date.endsAt, date.trainerId, date.sessionId, date.priceMinor]
  })
  return {
    version: await hashText(JSON.stringify([serviceId, locationId, booked])),
    serviceId,
    trainerId,
    locationId,
    timeZone,
    dates: shown,
    totalMinor: heads * shown.reduce((sum, { priceMinor }) => sum + (priceMinor ?? 0), 0),
    currency: catalogue.studio.currency,
  }
}
