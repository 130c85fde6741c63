import { redirect } from '@remix-run/cloudflare'
import { localDateAt } from '../../../tenants/availability/local-time.ts'
import { isAppError } from '../../../tenants/errors.ts'
import { closeHolidays } from '../../../tenants/schedules/close-holidays.ts'
import { deleteOverride } from '../../../tenants/schedules/delete-override.ts'
import { listHolidays } from '../../../tenants/schedules/list-holidays.ts'
import { FIRST_HOLIDAY_YEAR, LAST_HOLIDAY_YEAR } from '../../../tenants/schedules/national-holidays.ts'
import { takeBackHours } from '../../../tenants/schedules/take-back-hours.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { affectedNames, affectedView } from './affected-view.server.ts'
import { askedTrainer, hoursFrame } from './hours-trainer.server.ts'
import { titleOf } from './page-title.server.ts'
import { donePath } from './toast.server.ts'

/** The public holidays of a place in a year, those ticked on which it is closed. */
export async function hoursHolidaysPage(desk: Desk) {
  const { catalogue, format, mayAny, text, words } = desk
  const said = words('hours')
  const trainer = askedTrainer(desk)
  const { place, year, today } = askedPlace(desk)
  const found = await readHolidays(desk)
  // Once for all of them.
  const names = await affectedNames(
    desk,
    found.map(({ affected }) => affected),
  )
  const holidays = await Promise.all(
    found.map(async ({ on, name, overrideId, affected }) => ({
      on,
      name,
      day: format.dayLong(on, place?.timeZone ?? desk.timeZone),
      isClosed: overrideId !== null,
      isPast: on < today,
      affected: await affectedView(desk, affected, names),
    })),
  )
  const years = Array.from(
    { length: LAST_HOLIDAY_YEAR - FIRST_HOLIDAY_YEAR + 1 },
    (_, n) => FIRST_HOLIDAY_YEAR + n,
  )
  return {
    pageTitle: titleOf(desk, said.tabs.holidays),
    frame: trainer ? hoursFrame(desk, trainer) : null,
    places: catalogue.locations.map(({ id, name }) => ({ value: id, label: text(name) })),
    placeId: place?.id ?? '',
    region: place?.holidayRegion ? regionName(desk, place.holidayRegion) : null,
    placeHref: mayAny('settings:change') && place ? `/admin/places/${place.id}` : null,
    year,
    years: years.filter((one) => one >= Number(today.slice(0, 4)) - 1),
    holidays,
    mayChange: mayAny('availability:change'),
    words: said,
  }
}

/** Closes the place on the holidays that are ticked and opens it on the others; or takes back what was closed last. */
export async function hoursHolidaysAnswer(desk: Desk) {
  const { ctx, request, url } = desk
  const form = await readForm(request)
  const here = url.pathname + url.search.replace(/([?&])done=[^&]*&?/, '$1')
  if (form.text('intent') === 'undo') {
    return { location: (await takeBackHours(ctx)) ? donePath(here, 'undone') : here }
  }
  const { place, year, today } = askedPlace(desk)
  const locationId = place?.id ?? ''
  // What is past stays as it was.
  const known = (await listHolidays(ctx, { locationId, year })).filter(({ on }) => on >= today)
  const isWanted = (on: string) => form.text('intent') === 'all' || form.text(`on.${on}`) !== ''
  for (const { on, overrideId } of known) {
    if (overrideId !== null && !isWanted(on)) await deleteOverride(ctx, { overrideId })
  }
  const dates = known.flatMap(({ on, overrideId }) => (overrideId === null && isWanted(on) ? [on] : []))
  if (dates.length > 0) await closeHolidays(ctx, { locationId, dates })
  return { location: donePath(withQuery('/admin/hours/holidays', queryOf(desk)), 'holidaysSaved') }
}

export const sendHolidaysAnswer = ({ location }: { location: string }) => redirect(location, 303)

function askedPlace({ catalogue, ctx, timeZone, url }: Desk) {
  const asked = url.searchParams.get('place')
  const place = catalogue.locations.find(({ id }) => id === asked) ?? catalogue.locations[0]
  const today = localDateAt(place?.timeZone ?? timeZone, ctx.now())
  const thisYear = Number(today.slice(0, 4))
  const year = Number(url.searchParams.get('year') ?? thisYear)
  const isKnown = Number.isInteger(year) && FIRST_HOLIDAY_YEAR <= year && year <= LAST_HOLIDAY_YEAR
  return {
    place,
    today,
    year: isKnown ? year : Math.min(Math.max(thisYear, FIRST_HOLIDAY_YEAR), LAST_HOLIDAY_YEAR),
  }
}

function queryOf(desk: Desk): Record<string, string> {
  const { place, year } = askedPlace(desk)
  const trainer = desk.url.searchParams.get('trainer')
  return { ...(trainer ? { trainer } : {}), place: place?.id ?? '', year: String(year) }
}

/** None for a place that does not say whose holidays apply there, or whose are not known. */
async function readHolidays(desk: Desk) {
  const { place, year } = askedPlace(desk)
  try {
    return await listHolidays(desk.ctx, { locationId: place?.id ?? '', year })
  } catch (error) {
    if (isAppError(error, 'invalid_input')) return []
    throw error
  }
}

/** "Bulgaria", or "Germany (BY)". */
function regionName({ locale }: Desk, region: string): string {
  const [country = '', part] = region.split('-')
  const name = new Intl.DisplayNames([locale], { type: 'region' }).of(country) ?? country
  return part === undefined ? name : `${name} (${part})`
}
