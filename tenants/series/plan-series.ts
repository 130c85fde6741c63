import type { KnownClient } from '../bookings/read-client.ts'
import type { TenantContext } from '../context.ts'
import { days } from '../durations.ts'
import { AppError } from '../errors.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import { getService } from '../studio/get-service.ts'
import { judgeClient } from './judge-client.ts'
import { listSeriesDays, toStoredWish, type SeriesDay } from './list-series-days.ts'
import { daysAway, type Offer } from './offer.ts'
import { findOthers, planDates, toSeriesDate, type PlannedDate, type SeriesDate } from './plan-dates.ts'
import { readCommitments } from './read-commitments.ts'
import { readOffers } from './read-offers.ts'
import type { Choice, SeriesWish } from './series-input.ts'

/** What would become of a series, every date with its conflict and other times for it. */
export type SeriesPreview = {
  serviceId: string
  /** The one trainer of all dates; null where each session has its own. */
  trainerId: string | null
  locationId: string
  timeZone: string
  dates: SeriesDate[]
  /** Of the dates that can be booked. */
  totalMinor: number
  currency: string
}

export type PlannedSeries = { offer: Offer; dates: PlannedDate[]; preview: SeriesPreview }

type SeriesPlan = {
  wish: SeriesWish
  choices: readonly Choice[]
  isShifting: boolean
  client: KnownClient
  /** Whose bookings and limits count; null: nobody's yet. */
  clientEmail: string | null
  dependentId: string | null
  isStaff: boolean
}

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
  plan: SeriesPlan,
): Promise<PlannedSeries> {
  const { wish, choices, client, clientEmail, dependentId, isStaff } = plan
  const { clientGroupId } = client
  const service = getService(catalogue, wish.serviceId)
  const reachMs = days(FARTHEST_DAYS + 2)
  const to = wish.startsAt + days(7 * wish.everyNWeeks * (wish.count - 1)) + reachMs
  const from = wish.startsAt - reachMs
  const [offers, commitments] = await Promise.all([
    readOffers(ctx, catalogue, { ...wish, service, clientGroupId, isStaff, from, to }),
    readCommitments(ctx, catalogue, { serviceId: service.id, clientEmail }),
  ])
  const rules = { catalogue, serviceId: service.id, clientGroupId, dependentId, commitments, now: ctx.now() }
  const plans = offers.map((offer) => {
    const { timeZone } = offer
    const wished = listSeriesDays(toStoredWish(wish, timeZone), timeZone)
    assertChoices(choices, wished, timeZone)
    const judge: Parameters<typeof planDates>[1]['judge'] = (place, taken) =>
      judgeClient(place, taken, { ...rules, timeZone })
    return { offer, judge, dates: planDates(offer, { days: wished, choices, judge }) }
  })
  const [best] = plans.toSorted((a, b) => countConflicts(a.dates) - countConflicts(b.dates))
  if (!best) throw new AppError('not_found', 'Nobody gives this service there.')
  const dates = findOthers(best.offer, best.dates, { judge: best.judge, isShifting: plan.isShifting })
  return {
    offer: best.offer,
    dates,
    preview: toPreview(catalogue, { offer: best.offer, dates, serviceId: service.id }),
  }
}

function countConflicts(dates: readonly PlannedDate[]): number {
  return dates.filter(({ refusal }) => refusal !== null).length
}

function assertChoices(choices: readonly Choice[], wished: readonly SeriesDay[], timeZone: string): void {
  const isMeant = (choice: Choice) =>
    wished.some(({ on }) => on === choice.on) &&
    ('skip' in choice || daysAway(timeZone, choice.on, choice.startsAt) <= FARTHEST_DAYS)
  const wrong = choices.find((choice) => !isMeant(choice))
  if (!wrong) return
  const message = `This is not about a date of the series, or too far from it: ${wrong.on}.`
  const errors = [{ path: 'choices', code: 'invalid', message }]
  throw new AppError('invalid_input', 'Some of this cannot be used.', { errors })
}

type Found = { offer: Offer; dates: PlannedDate[]; serviceId: string }

function toPreview(catalogue: Catalogue, { offer, dates, serviceId }: Found): SeriesPreview {
  const { trainerId, locationId } = offer
  const { timeZone } = getLocation(catalogue, locationId)
  return {
    serviceId,
    trainerId,
    locationId,
    timeZone,
    dates: dates.map((date) => toSeriesDate(date, timeZone)),
    totalMinor: dates.reduce((sum, { place }) => sum + (place?.priceMinor ?? 0), 0),
    currency: catalogue.studio.currency,
  }
}
