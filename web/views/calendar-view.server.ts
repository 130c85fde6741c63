import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import type { BookingView } from '../../tenants/bookings/booking-view.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { makeCalendarFile, makeSeriesFile } from '../../tenants/messages/make-calendar-file.ts'
import { getSeries } from '../../tenants/series/get-series.ts'
import type { Portal } from '../lib/portal.server.ts'
import { manageLinkOf } from './booking-view.server.ts'

/** A booking as a file for calendars; of a series every date that takes place, under the UIDs that its mails have. */
export async function calendarFile(portal: Portal): Promise<string> {
  const { ctx, catalogue, locale } = portal
  const link = manageLinkOf(portal)
  const booking = await getBooking(ctx, link)
  const common = { catalogue, locale, now: ctx.now() }
  const dates = booking.seriesId === null ? [] : await datesOf(portal, booking.seriesId)
  const toEvent = async (one: BookingView) => ({
    booking: one,
    manageUrl: await makeManageUrl(ctx, one.id),
  })
  const [first, ...others] = await Promise.all(dates.map(toEvent))
  if (first) return makeSeriesFile({ ...common, events: [first, ...others], isCancelled: false })
  const method = booking.status === 'cancelled' ? 'CANCEL' : 'PUBLISH'
  return makeCalendarFile({ ...common, ...(await toEvent(booking)), method })
}

/** An event a date: a party is that of its first place, and changes with any of its places. */
async function datesOf(portal: Portal, seriesId: string): Promise<BookingView[]> {
  const { manageToken } = manageLinkOf(portal)
  const { bookings } = await getSeries(portal.ctx, { seriesId, manageToken })
  return [...Map.groupBy(bookings, ({ startsAt }) => startsAt).values()].flatMap((party) => {
    const shown = party.find(({ status }) => status === 'confirmed')
    if (!shown) return []
    const named = party.find(({ id }) => id === shown.partyId) ?? shown
    const changes = party.reduce((sum, { version }) => sum + version - 1, 0)
    return { ...shown, id: named.id, version: 1 + changes }
  })
}
