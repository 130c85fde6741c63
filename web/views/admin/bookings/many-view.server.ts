import { redirect } from '@remix-run/cloudflare'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { doneFrom } from '../../../../tenants/bookings/booking-statuses.ts'
import type { BookingView } from '../../../../tenants/bookings/booking-view.ts'
import { AppError } from '../../../../tenants/errors.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import { titleOf } from '../page-title.server.ts'
import { bookingsPath } from './booking-filter.server.ts'
import { changeMany } from './bookings-answer.server.ts'
import { lineOf, readMany } from './many-lines.server.ts'

/** What cannot be taken back, and from which statuses it can be done. */
const asked = { cancel: doneFrom.call_off, decline: doneFrom.decline } as const
type Asked = keyof typeof asked

function deedOf({ url }: Desk): Asked {
  const deed = url.searchParams.get('deed')
  if (deed === 'cancel' || deed === 'decline') return deed
  throw new AppError('not_found', 'There is no such page.')
}

/** Asks before many bookings are cancelled or declined, and says which. */
export async function manyPage(desk: Desk) {
  const { ctx, say, url, words } = desk
  requireReach(ctx, 'bookings:change')
  const deed = deedOf(desk)
  const labels = words('deskBookings')
  const ids = url.searchParams.getAll('id')
  if (ids.length === 0) throw redirect(bookingsPath, 303)
  const statuses: readonly BookingView['status'][] = asked[deed]
  const fitting = (await readMany(desk, ids)).filter(({ status }) => statuses.includes(status))
  const count = fitting.length
  const isCancel = deed === 'cancel'
  const title = isCancel ? labels.bulk.askCancel : labels.bulk.askDecline
  return {
    pageTitle: titleOf(desk, title),
    title,
    deed,
    intro:
      count === 0
        ? labels.bulk.nothing
        : say(isCancel ? 'say.askCancelCount' : 'say.askDeclineCount', { count }),
    lines: fitting.map((booking) => lineOf(desk, booking)),
    backHref: bookingsPath,
    words: {
      ...labels.cancel,
      back: labels.title,
      what: isCancel ? labels.cancel.what : labels.decline.what,
      button: isCancel ? labels.bulk.cancelButton : labels.bulk.declineButton,
    },
  }
}

/** Cancels or declines them, and says what became of each. */
export async function manyAnswer(desk: Desk) {
  const deed = deedOf(desk)
  const form = await desk.request.formData()
  const reason = form.get('reason')
  return changeMany(desk, {
    deed,
    bookingIds: form.getAll('id').filter((id) => typeof id === 'string'),
    reason: typeof reason === 'string' ? reason.slice(0, 500) : '',
    isByStudio: deed === 'cancel' && form.get('whose') === 'studio',
  })
}
