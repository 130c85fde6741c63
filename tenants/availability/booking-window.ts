import type { Service } from '../studio/get-catalogue.ts'
import { addDays, localDateAt, localDayBounds } from './local-time.ts'

/**
 * The instant before which a start can be booked: the end of the local day `windowDays` after today, so that a whole
 * day opens at midnight and never in the middle of somebody's choosing.
 */
export function bookingWindowEnd(service: Service, timeZone: string, now: number): number {
  return localDayBounds(timeZone, addDays(localDateAt(timeZone, now), service.windowDays)).endsAt
}
