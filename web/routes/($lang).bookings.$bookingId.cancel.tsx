import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { Form, useLoaderData, useNavigation } from '@remix-run/react'
import { cancelBooking } from '../../tenants/bookings/cancel-booking.ts'
import { getBooking } from '../../tenants/bookings/get-booking.ts'
import { BookingTicket } from '../components/booking/booking-ticket.tsx'
import { Link } from '../components/link.tsx'
import { bookingPath } from '../lib/portal-paths.ts'
import { inPortal } from '../lib/portal.server.ts'
import { bookingPage, manageLinkOf } from '../views/booking-view.server.ts'

export const loader = inPortal(async (portal) => {
  const page = await bookingPage(portal)
  if (page.status === 'cancelled') throw redirect(page.manageHref, 303)
  const booking = await getBooking(portal.ctx, manageLinkOf(portal))
  const isFree = booking.priceMinor === 0 || portal.ctx.now() < booking.freeCancelUntil
  const view = { page, isFree, policy: portal.text(portal.studio.policy), words: portal.words('cancel') }
  return data(view, { status: page.status === 'past' ? 409 : 200 })
})

export const action = inPortal(async (portal) => {
  const link = manageLinkOf(portal)
  await cancelBooking(portal.ctx, link)
  return redirect(portal.path(bookingPath(link.bookingId, link.manageToken)), 303)
})

export const meta: MetaFunction<typeof loader> = ({ data: view }) =>
  view ? [{ title: view.page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function CancelBooking() {
  const { page, isFree, policy, words } = useLoaderData<typeof loader>()
  const isPending = useNavigation().state !== 'idle'
  const isPast = page.status === 'past'
  return (
    <main id="content" className="booking">
      <h1 className="booking-title">{isPast ? words.startedTitle : words.title}</h1>
      <p className="lead">{isPast ? words.startedText : isFree ? words.free : words.late}</p>
      {!isPast && !isFree ? <p>{words.lateHint}</p> : null}
      {!isPast && policy ? <p className="soft">{policy}</p> : null}
      {isPast ? null : (
        <Form
          method="post"
          className="actions"
          onSubmit={(event) => {
            if (isPending) event.preventDefault()
          }}
        >
          <button className="button button-danger" type="submit" aria-disabled={isPending}>
            {isPending ? words.pending : words.confirm}
          </button>
          <Link className="button button-quiet" to={page.manageHref}>
            {words.keep}
          </Link>
        </Form>
      )}
      <BookingTicket page={page} />
    </main>
  )
}
