import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { AppError, isAppError } from '../../tenants/errors.ts'
import { addBackDate } from '../../tenants/series/add-back-date.ts'
import { readField } from '../lib/booking-form.server.ts'
import { bookingPath } from '../lib/portal-paths.ts'
import type { Portal } from '../lib/portal.server.ts'
import { manageLinkOf } from './booking-view.server.ts'
import { refusalText } from './tell-failure.server.ts'

/** Adds a date back to the series of a booking: where to go on, or why it cannot be. */
export async function addBackAnswer(
  portal: Portal,
): Promise<{ location: string } | { refused: string; status: number }> {
  const { ctx, path, request } = portal
  const link = manageLinkOf(portal)
  const form = await request.formData()
  const { seriesId } = await getBooking(ctx, link)
  if (seriesId === null) throw new AppError('not_found', 'There is no such series.')
  try {
    const startsAt = Number(readField(form, 'startsAt'))
    const idempotencyKey = readField(form, 'key')
    await addBackDate(ctx, { seriesId, manageToken: link.manageToken, startsAt, idempotencyKey })
    return { location: path(bookingPath(link.bookingId, link.manageToken)) }
  } catch (error) {
    if (!isAppError(error) || error.status >= 500 || error.code === 'not_found') throw error
    return { refused: refusalText(portal, error), status: error.status }
  }
}
