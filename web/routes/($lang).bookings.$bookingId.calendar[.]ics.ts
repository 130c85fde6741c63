import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { makeManageUrl } from '../../tenants/bookings/manage-url.ts'
import { makeCalendarFile } from '../../tenants/messages/make-calendar-file.ts'
import { inPortalFile } from '../lib/portal.server.ts'
import { manageLinkOf } from '../views/booking-view.server.ts'

/** The booking as a file for calendars. */
export const loader = inPortalFile(async (portal) => {
  const { ctx, catalogue, locale } = portal
  const booking = await getBooking(ctx, manageLinkOf(portal))
  const file = makeCalendarFile({
    booking,
    catalogue,
    locale,
    manageUrl: await makeManageUrl(ctx, booking.id),
    method: booking.status === 'cancelled' ? 'CANCEL' : 'PUBLISH',
    now: ctx.now(),
  })
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'attachment; filename="booking.ics"',
    },
  })
})
