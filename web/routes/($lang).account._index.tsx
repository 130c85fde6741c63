import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { AccountFrame } from '../components/account/account-frame.tsx'
import { BookingList, BookingWhen } from '../components/account/booking-list.tsx'
import { InstallHint } from '../components/account/install-hint.tsx'
import { ListEnds } from '../components/account/list-ends.tsx'
import { NextBooking } from '../components/account/next-booking.tsx'
import { Link } from '../components/link.tsx'
import { inAccount } from '../lib/person.server.ts'
import { bookingsPage } from '../views/account/bookings-view.server.ts'

export const loader = inAccount(bookingsPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) =>
  page ? [{ title: page.pageTitle }, { name: 'robots', content: 'noindex' }] : []

export default function MyBookings() {
  const page = useLoaderData<typeof loader>()
  const { next, bookings, waitlist, pastHref, bookHref, install, words } = page
  return (
    <AccountFrame page={page}>
      {next ? <NextBooking booking={next} words={words} /> : null}
      {!next && bookings.length === 0 ? (
        <section className="account-empty">
          <h2 className="account-part-title">{words.none}</h2>
          <p>{words.noneText}</p>
          <Link className="button button-large" to={bookHref}>
            {words.book}
          </Link>
        </section>
      ) : null}
      {waitlist.length > 0 ? (
        <section className="account-part" aria-labelledby="waitlist-title">
          <h2 className="account-part-title" id="waitlist-title">
            {words.waitlist}
          </h2>
          <ul className="my-bookings">
            {waitlist.map(({ id, service, day, times, yourTime, line, isOffered, href }) => (
              <li className="my-booking" key={id}>
                <BookingWhen day={day} times={times} yourTime={yourTime} />
                <h3 className="my-booking-service">{service}</h3>
                {isOffered ? <p className="my-booking-mark">{words.offered}</p> : null}
                <p>{line}</p>
                <p className="my-booking-ways">
                  <Link
                    className={isOffered ? 'button button-small' : 'text-link'}
                    to={href}
                    aria-label={`${isOffered ? words.toOffer : words.seePlace}: ${service}, ${day}`}
                  >
                    {isOffered ? words.toOffer : words.seePlace}
                  </Link>
                </p>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {bookings.length > 0 ? (
        <section className="account-part" aria-labelledby="upcoming-title">
          <h2 className="account-part-title" id="upcoming-title">
            {words.upcoming}
          </h2>
          <BookingList bookings={bookings} words={words} />
          <ListEnds {...page} />
        </section>
      ) : null}
      <p className="actions">
        {next || bookings.length > 0 ? (
          <Link className="button" to={bookHref}>
            {words.book}
          </Link>
        ) : null}
        <Link className="button button-quiet" to={pastHref}>
          {words.pastLink}
        </Link>
      </p>
      <InstallHint words={install} />
    </AccountFrame>
  )
}
