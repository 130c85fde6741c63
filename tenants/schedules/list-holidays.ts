import { and, eq, isNotNull } from 'drizzle-orm'
import { availabilityOverrides, type LocationRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import type { TenantContext } from '../context.ts'
import { localize } from '../studio/localize.ts'
import { readReferences, type References } from '../studio/read-references.ts'
import { invalidFields } from '../studio/staff-input.ts'
import type { Affected } from './list-affected.ts'
import { listTouched } from './list-touched.ts'
import { findHolidays, FIRST_HOLIDAY_YEAR, isHolidayYear, LAST_HOLIDAY_YEAR } from './national-holidays.ts'
import { isTouchedBy } from './override-touches.ts'

/** A national holiday at a place, and what takes place there on it. */
export type Holiday = {
  /** Local date. */
  on: string
  /** In the studio's first language, where it is known. */
  name: string
  /** The closed dates that came of it, when staff have taken it over. */
  overrideId: string | null
  affected: Affected
}

type Asked = { locationId: string; year: number }

/**
 * The national holidays of the place's country or region in a year, each with the bookings and sessions that are in its
 * way, whether it is taken over or not: two round trips.
 *
 * @throws AppError `unauthorized`; `invalid_input` for a place without a region, or with one that is not known, and for a
 *   year outside those that are known.
 */
export async function listHolidays(ctx: TenantContext, { locationId, year }: Asked): Promise<Holiday[]> {
  requireStaff(ctx)
  const references = await readReferences(ctx)
  const { location, holidays } = readHolidays(references, { locationId, year })
  const { orm, read } = ctx.db
  const closed = { kind: 'closed' as const, trainerId: null, locationId: location.id, windows: [] }
  const [[taken], affected] = await Promise.all([
    read([
      orm
        .select({ id: availabilityOverrides.id, fromOn: availabilityOverrides.fromOn })
        .from(availabilityOverrides)
        .where(
          and(eq(availabilityOverrides.locationId, location.id), isNotNull(availabilityOverrides.holiday)),
        ),
    ]),
    listTouched(ctx, references, { ...closed, fromOn: `${year}-01-01`, toOn: `${year}-12-31` }),
  ])
  return holidays.map(({ on, name }) => {
    const dates = { ...closed, fromOn: on, toOn: on }
    const isTouched = (one: { startsAt: number; endsAt: number }) =>
      isTouchedBy(dates, one, location.timeZone)
    return {
      on,
      name,
      overrideId: taken.find(({ fromOn }) => fromOn === on)?.id ?? null,
      affected: {
        bookings: affected.bookings.filter(isTouched),
        sessions: affected.sessions.filter(isTouched),
      },
    }
  })
}

/** The holidays of a place by name. Throws as `listHolidays`. */
export function readHolidays(
  references: References,
  { locationId, year }: Asked,
): { location: LocationRow & { holidayRegion: string }; holidays: { on: string; name: string }[] } {
  const location = references.location(locationId)
  const { holidayRegion } = location
  if (!isHolidayYear(year)) {
    const message = `Holidays are known for ${FIRST_HOLIDAY_YEAR} to ${LAST_HOLIDAY_YEAR}.`
    throw invalidFields([{ path: 'year', message, code: 'unknown_year' }])
  }
  if (holidayRegion === null) {
    const message = 'Say first whose holidays apply at this place: its country, or a region of it.'
    throw invalidFields([{ path: 'locationId', message, code: 'no_region' }])
  }
  const found = findHolidays(holidayRegion, year)
  if (!found) {
    const message = `The holidays of ${holidayRegion} are not known.`
    throw invalidFields([{ path: 'locationId', message, code: 'unknown_region' }])
  }
  const { defaultLocale } = references.studio
  const holidays = found.map(({ on, names }) => ({
    on,
    name: names.map((name) => localize(name, defaultLocale, 'en')).join(', '),
  }))
  return { location: { ...location, holidayRegion }, holidays }
}
