import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { BookingList } from '../components/account/booking-list.tsx'
import { ListEnds } from '../components/account/list-ends.tsx'
import { Link } from '../components/link.tsx'
import { inAccount } from '../lib/person.server.ts'
import { pastPage } from '../views/account/bookings-view.server.ts'

export const loader = inAccount(pastPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  page ? [{ title: page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function PastBookings() {
  const page = useLoaderData<typeof loader>()
  const { bookings, backHref, bookHref, words } = page
  return (
    <AccountFrame page={page}>
      {bookings.length > 0 ? (
        <section className="account-part" aria-label={page.title}>
          <BookingList bookings={bookings} words={words} isPast />
          <ListEnds {...page} />
        </section>
      ) : (
        <section className="account-empty">
          <h2 className="account-part-title">{words.pastNone}</h2>
          <p>{words.pastNoneText}</p>
          <Link className="button button-large" to={bookHref}>
            {words.book}
          </Link>
        </section>
      )}
      <p>
        <Link className="text-link account-back" to={backHref}>
          {words.bookings}
        </Link>
      </p>
    </AccountFrame>
  )
}
