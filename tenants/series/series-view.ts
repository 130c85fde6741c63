import type { BookingSeriesRow } from '../../db/tenant/schema/index.ts'
import { isFreed } from '../bookings/booking-statuses.ts'
import { toBookingView, type BookingView } from '../bookings/booking-view.ts'
import { AppError } from '../errors.ts'
import type { Catalogue } from '../studio/get-catalogue.ts'
import { getLocation } from '../studio/get-location.ts'
import type { FoundSeries } from './find-series.ts'
import { listSeriesDays, type SeriesDay } from './list-series-days.ts'

/** A client's own series as whoever holds a link to it may see it. */
export type SeriesView = {
  id: string
  serviceId: string
  /** IANA zone of the place. */
  timeZone: string
  /** What was wished for, in wall-clock time of the place. */
  wish: BookingSeriesRow['wish']
  /** By their start, those that are cancelled too. */
  bookings: BookingView[]
  /** Dates still to come that were wished for and are not booked: skipped, or cancelled since. They can be added back. */
  openDates: SeriesDay[]
  /** Of what is booked. */
  totalMinor: number
  currency: string
}

/** The series as it is at `now` (ms). */
export function toSeriesView(
  { series, found, confirmationState }: FoundSeries,
  catalogue: Catalogue,
  now: number,
): SeriesView {
  const [first] = found
  if (!first) throw new AppError('not_found', 'There is no such series.')
  const { timeZone } = getLocation(catalogue, first.row.locationId)
  const live = found.map(({ row }) => row).filter(({ status }) => !isFreed(status))
  const booked = new Set(live.map(({ seriesPosition }) => seriesPosition))
  return {
    id: series.id,
    serviceId: series.serviceId,
    timeZone,
    wish: series.wish,
    bookings: found.map(({ row }) => toBookingView(row, catalogue, confirmationState)),
    openDates: listSeriesDays(series.wish, timeZone).filter(
      ({ position, startsAt }) => startsAt > now && !booked.has(position),
    ),
    totalMinor: live.reduce((sum, { priceMinor }) => sum + priceMinor, 0),
    currency: catalogue.studio.currency,
  }
}
