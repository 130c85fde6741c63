import { safeNext } from '../../../tenants/access/safe-next.ts'
import type { BookingView } from '../../../tenants/bookings/booking-view.ts'
import { checkIn } from '../../../tenants/bookings/check-in.ts'
import { confirmBooking } from '../../../tenants/bookings/confirm-booking.ts'
import { declineBooking } from '../../../tenants/bookings/decline-booking.ts'
import { markNoShow } from '../../../tenants/bookings/mark-no-show.ts'
import { undoCheckIn } from '../../../tenants/bookings/undo-check-in.ts'
import { undoNoShow } from '../../../tenants/bookings/undo-no-show.ts'
import type { TenantContext } from '../../../tenants/context.ts'
import { AppError } from '../../../tenants/errors.ts'
import { toAppError } from '../../../tenants/to-app-error.ts'
import { isDeskPath } from '../../lib/desk-path.ts'
import type { Desk } from '../../lib/desk.server.ts'
import { withQuery } from '../../lib/portal-paths.ts'
import { readForm } from '../../lib/read-form.server.ts'
import { donePath, type Done } from './toast.server.ts'
import { bookWalkIn } from './walk-in.server.ts'

type Deed = { verb: (ctx: TenantContext, of: { bookingId: string }) => Promise<BookingView>; done: Done }

const deeds: Record<string, Deed> = {
  'check-in': { verb: checkIn, done: 'checkedIn' },
  'undo-check-in': { verb: undoCheckIn, done: 'checkInUndone' },
  'no-show': { verb: markNoShow, done: 'missed' },
  'undo-no-show': { verb: undoNoShow, done: 'missedUndone' },
  confirm: { verb: confirmBooking, done: 'requestConfirmed' },
  decline: { verb: declineBooking, done: 'requestDeclined' },
}

/** Does one thing to one booking of a roster, or makes one for who walked in, and leads back to its page, which says what became of it. */
export async function rosterAnswer(desk: Desk): Promise<{ location: string }> {
  const form = await readForm(desk.request)
  const back = backPath(form.text('back'))
  const to = (path: string, id: string) => ({ location: `${path}#${encodeURIComponent(id)}` })
  try {
    if (form.text('intent') === 'walk-in') {
      return to(donePath(back, 'walkedIn'), await bookWalkIn(desk, form))
    }
    const deed = deedOf(form.text('intent'))
    const { id } = await deed.verb(desk.ctx, { bookingId: form.text('booking') })
    return to(donePath(back, deed.done), id)
  } catch (error) {
    const why = error instanceof AppError ? wordFor(desk, error) : null
    if (why === null) throw error
    return to(withQuery(back, { failed: why }), form.text('booking') || form.text('session'))
  }
}

/**
 * The same for scripts (`web/offline/deed-queue.ts`), which may send it long after it was done: JSON, with the status of the
 * booking or with what is in the way, in words. What somebody else did on this device is not done in another's name.
 */
export async function sentDeed(desk: Desk): Promise<Response> {
  const form = await readForm(desk.request)
  const intent = form.text('intent')
  try {
    if (form.text('person') !== desk.login.user.id)
      throw new AppError('unauthorized', 'Somebody else did this.')
    const { status } = await deedOf(intent).verb(desk.ctx, { bookingId: form.text('booking') })
    return Response.json({ status })
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const failure = toAppError(error)
    // Whoever was taken to have come before this could be sent did come.
    if (intent === 'check-in' && failure.details.reason === 'completed') {
      return Response.json({ status: 'completed' })
    }
    const { errors } = desk.words('roster')
    const message =
      errors[wordFor(desk, failure) ?? (failure.code === 'forbidden' ? 'forbidden' : 'not_found')]
    if (failure.status >= 500) throw error
    return Response.json({ message }, { status: failure.status })
  }
}

/** What a page was told in its address went wrong, in words of ours. */
export function failedDeed({ url, words }: Desk): string | null {
  const failed = url.searchParams.get('failed')
  return Object.entries(words('roster').errors).find(([why]) => why === failed)?.[1] ?? null
}

function deedOf(intent: string): Deed {
  const deed = Object.entries(deeds).find(([name]) => name === intent)?.[1]
  if (!deed) throw new AppError('bad_request', 'There is nothing like that to do.')
  return deed
}

type Why = keyof ReturnType<typeof errorsOf>
const errorsOf = ({ words }: Desk) => words('roster').errors

/** What to say of a failure; null for what is a page of its own: it is not theirs, or not there. */
function wordFor(desk: Desk, { code, details }: AppError): Why | null {
  if (code === 'not_found' || code === 'forbidden') return null
  const known = errorsOf(desk)
  const isKnown = (word: string | undefined): word is Why => word !== undefined && Object.hasOwn(known, word)
  return [details.reason, code].find(isKnown) ?? null
}

/** A page of the admin, and only that. */
function backPath(asked: string): string {
  const path = safeNext(asked, '/admin')
  return isDeskPath(path.split(/[?#]/)[0] ?? '') ? path : '/admin'
}
