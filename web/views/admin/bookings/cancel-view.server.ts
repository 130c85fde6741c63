import { redirect } from '@remix-run/cloudflare'
import { requireReach } from '../../../../tenants/access/require-staff.ts'
import { cancelBooking } from '../../../../tenants/bookings/cancel-booking.ts'
import { declineBooking } from '../../../../tenants/bookings/decline-booking.ts'
import { toBookingView } from '../../../../tenants/bookings/booking-view.ts'
import { findManaged } from '../../../../tenants/bookings/find-managed.ts'
import type { CancelPreview } from '../../../../tenants/bookings/preview-cancel.ts'
import { isFreed } from '../../../../tenants/bookings/booking-statuses.ts'
import type { Desk } from '../../../lib/desk.server.ts'
import type { FormAnswer } from '../../../lib/form-answer.server.ts'
import { readForm, requireTyped } from '../../../lib/read-form.server.ts'
import { mend } from '../mend.server.ts'
import { titleOf } from '../page-title.server.ts'
import { donePath } from '../toast.server.ts'
import { allows } from './booking-actions.server.ts'
import { readNames, whenLine, whoComes } from './booking-names.server.ts'
import { bookingHref, bookingIdOf } from './booking-record-view.server.ts'
import { previewOf } from './booking-terms.server.ts'

/** The booking that something grave is about to be done to, in a line. */
async function readAsked(desk: Desk) {
  const { ctx, catalogue } = desk
  requireReach(ctx, 'bookings:change')
  const found = await findManaged(ctx, { bookingId: bookingIdOf(desk) })
  const booking = toBookingView(found.row, catalogue, found.confirmationState)
  const names = await readNames(desk, [booking])
  const who = whoComes(desk, booking)
  return {
    found,
    booking,
    about: {
      who,
      line: [who, names.service(booking), whenLine(desk, booking)].join(' · '),
      href: bookingHref(booking.id),
    },
  }
}

/** Asks whose doing a cancellation is, and says what follows from either. */
export async function cancelBookingPage(desk: Desk) {
  const { ctx, mayAny, words } = desk
  const { found, booking, about } = await readAsked(desk)
  if (booking.status === 'cancelled') throw redirect(about.href, 303)
  const labels = words('deskBookings').cancel
  const canBeClients = allows('cancel', booking.status) && booking.startsAt > ctx.now()
  const coming = found.party.filter(({ status }) => !isFreed(status))
  const hasParty = coming.length > 1
  const [preview, whole] = await Promise.all([
    previewOf(desk, booking.id),
    hasParty ? previewOf(desk, booking.id, true) : null,
  ])
  return {
    pageTitle: titleOf(desk, labels.title),
    about,
    isOver: !allows('call_off', booking.status),
    client: canBeClients && preview ? costLines(desk, preview) : null,
    wholeClient: whole ? costLines(desk, whole) : null,
    hasParty,
    mayWaive: canBeClients && preview?.kind === 'late' && mayAny('money:change'),
    words: labels,
  }
}

/** What the client's own cancelling would mean. */
function costLines({ format, say, words }: Desk, preview: CancelPreview): string[] {
  const labels = words('deskBookings').cancel
  const { kind, owedMinor, currency, losesCredit, isWithinGrace, isWaivedWhenRefilled } = preview
  if (kind === 'free') return [labels.free]
  if (isWithinGrace) return [labels.forgiven]
  const isFor = owedMinor > 0 ? say('say.cancelOwes', { amount: format.money(owedMinor, currency) }) : ''
  return [
    labels.late,
    isFor || (losesCredit ? '' : labels.nothingOwed),
    losesCredit ? labels.creditLost : '',
    isWaivedWhenRefilled ? labels.refillable : '',
  ].filter(Boolean)
}

/** Cancels it, as the studio's doing or the client's. */
export async function cancelBookingAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const bookingId = bookingIdOf(desk)
  const form = await readForm(request)
  const names = ['whose', 'reason', 'whole', 'waive', 'waiveReason']
  const values = Object.fromEntries(names.map((name) => [name, form.text(name)]))
  const { make, reasons } = words('deskBookings')
  return mend(desk, { errors: { ...reasons, ...make.errors }, values }, async () => {
    const isByStudio = values['whose'] === 'studio'
    const isWaived = !isByStudio && values['waive'] !== ''
    if (isWaived) requireTyped(form, ['waiveReason'])
    await cancelBooking(ctx, {
      bookingId,
      reason: values['reason'],
      isByStudio,
      isWholeParty: values['whole'] !== '',
      waiveReason: isWaived ? values['waiveReason'] : null,
    })
    return { location: donePath(bookingHref(bookingId), 'bookingCancelled') }
  })
}

/** Asks before a request is declined. */
export async function declineBookingPage(desk: Desk) {
  const { words } = desk
  const { booking, about } = await readAsked(desk)
  if (!allows('decline', booking.status)) throw redirect(about.href, 303)
  const labels = words('deskBookings').decline
  return { pageTitle: titleOf(desk, labels.title), about, words: labels }
}

/** Declines it. */
export async function declineBookingAnswer(desk: Desk): Promise<FormAnswer> {
  const { ctx, request, words } = desk
  const bookingId = bookingIdOf(desk)
  const reason = (await readForm(request)).text('reason')
  const { make, reasons } = words('deskBookings')
  return mend(desk, { errors: { ...reasons, ...make.errors }, values: { reason } }, async () => {
    await declineBooking(ctx, { bookingId, reason })
    return { location: donePath(bookingHref(bookingId), 'requestDeclined') }
  })
}
