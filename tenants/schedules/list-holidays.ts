import { and, eq, isNotNull } from 'drizzle-orm'
import { availabilityOverrides, type LocationRow } from '../../db/tenant/schema/index.ts'
import { requireStaff } from '../access/require-staff.ts'
import { localDayBounds } from '../availability/local-time.ts'
import type { TenantContext } from '../context.ts'
import { invalidFields } from '../parse-input.ts'
import { localize } from '../studio/localize.ts'
import { readReferences, type References } from '../studio/read-references.ts'
import { listAffected, type Affected } from './list-affected.ts'
import { findHolidays, FIRST_HOLIDAY_YEAR, isHolidayYear, LAST_HOLIDAY_YEAR } from './national-holidays.ts'

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
 * way, whether it is taken over or not: three round trips, two of them at once.
 *
 * @throws AppError `unauthorized`; `invalid_input` for a place without a region, or with one that is not known, and for a
 *   year outside those that are known.
 */
export async function listHolidays(ctx: TenantContext, { locationId, year }: Asked): Promise<Holiday[]> {
  requireStaff(ctx, 'availability:view')
  const references = await readReferences(ctx)
  const { location, holidays } = readHolidays(references, { locationId, year })
  const days = holidays.map((holiday) => {
    const { startsAt: from, endsAt: until } = localDayBounds(location.timeZone, holiday.on)
    return { ...holiday, from, until }
  })
  const { orm, read } = ctx.db
  const [[closed], { bookings, sessions }] = await Promise.all([
    read([
      orm
        .select({ id: availabilityOverrides.id, fromOn: availabilityOverrides.fromOn })
        .from(availabilityOverrides)
        .where(
          and(eq(availabilityOverrides.locationId, location.id), isNotNull(availabilityOverrides.holiday)),
        ),
    ]),
    listAffected(ctx, { during: days, trainerId: null, locationId: location.id }),
  ])
  return days.map(({ on, name, from, until }) => {
    const meets = (one: { startsAt: number; endsAt: number }) => one.startsAt < until && one.endsAt > from
    return {
      on,
      name,
      overrideId: closed.find(({ fromOn }) => fromOn === on)?.id ?? null,
      affected: { bookings: bookings.filter(meets), sessions: sessions.filter(meets) },
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
