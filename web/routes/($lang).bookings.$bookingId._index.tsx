import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { BookingTicket } from '../components/booking/booking-ticket.tsx'
import { NextSteps } from '../components/booking/next-steps.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { bookingPage } from '../views/booking-view.server.ts'

export const loader = inPortal(bookingPage)

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function Booking() {
  const page = useLoaderData<typeof loader>()
  const { title, status, isNew, sentTo, words } = page
  return (
    <main id="content" className={`booking booking-${status}`}>
      <h1 className="booking-title">{title}</h1>
      {sentTo ? <p className="lead">{sentTo}</p> : null}
      {status === 'cancelled' ? <p className="lead">{words.cancelledText}</p> : null}
      <BookingTicket page={page} />
      <NextSteps page={page} />
      {isNew ? <p className="soft small">{words.print}</p> : null}
    </main>
  )
}
