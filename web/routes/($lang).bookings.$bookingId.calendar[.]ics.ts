import { inPortalFile } from '../lib/portal.server.ts'
import { calendarFile } from '../views/calendar-view.server.ts'

/** The booking, or all dates of its series, as a file for calendars. */
export const loader = inPortalFile(
  async (portal) =>
    new Response(await calendarFile(portal), {
      headers: {
        'Content-Type': 'text/calendar; charset=utf-8',
        'Content-Disposition': 'attachment; filename="booking.ics"',
      },
    }),
)
