import type { AvailabilityOverrideRow } from '../../db/tenant/schema/index.ts'
import { days } from '../durations.ts'
import { toDayNumber } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import type { References } from '../studio/read-references.ts'
import { listAffected, type Affected } from './list-affected.ts'
import { isTouchedBy } from './override-touches.ts'

type Dates = Pick<
  AvailabilityOverrideRow,
  'kind' | 'trainerId' | 'locationId' | 'fromOn' | 'toOn' | 'windows'
>

/** The bookings and sessions that these dates are in the way of, each judged in the zone of its place: one round trip. */
export async function listTouched(
  ctx: TenantContext,
  { timeZoneOf }: Pick<References, 'timeZoneOf'>,
  dates: Dates,
): Promise<Affected> {
  if (dates.kind === 'open') return { bookings: [], sessions: [] }
  const { trainerId, locationId } = dates
  // Whole days on either side: no zone is further from UTC than one, and windows end in the next morning.
  const from = days(toDayNumber(dates.fromOn) - 1)
  const until = days(toDayNumber(dates.toOn) + 3)
  const { bookings, sessions } = await listAffected(ctx, { during: [{ from, until }], trainerId, locationId })
  const isTouched = (one: { startsAt: number; endsAt: number; locationId: string }) =>
    isTouchedBy(dates, one, timeZoneOf(one.locationId))
  return { bookings: bookings.filter(isTouched), sessions: sessions.filter(isTouched) }
}
