import type { BookingsPage } from '../../views/account/bookings-view.server.ts'
import { BookingTicket } from '../booking/booking-ticket.tsx'
import { Link } from '../link.tsx'

type NextBookingProps = { booking: NonNullable<BookingsPage['next']>; words: BookingsPage['words'] }

/** The booking that comes next: large, with what is done most often right below. */
export function NextBooking({ booking, words }: NextBookingProps) {
  const { ticket, mark, series, isPending, cancelLine } = booking
  const { detailsHref, moveHref, cancelHref, calendarHref } = booking
  return (
    <section className="account-part" aria-labelledby="next-title">
      <h2 className="account-part-title" id="next-title">
        {words.next}
        {mark ? <span className="my-booking-mark"> {mark}</span> : null}
      </h2>
      <BookingTicket page={ticket} />
      <div className="actions">
        {calendarHref ? (
          <a className="button" href={calendarHref} download>
            {words.calendar}
          </a>
        ) : null}
        {moveHref ? (
          <Link className="button button-quiet" to={moveHref}>
            {words.move}
          </Link>
        ) : null}
        <Link className="button button-quiet" to={detailsHref}>
          {series ? `${words.details} · ${series}` : words.details}
        </Link>
      </div>
      {cancelHref ? (
        <p className="cancel-line">
          {cancelLine ? <span>{cancelLine} </span> : null}
          <Link className="text-link" to={cancelHref}>
            {isPending ? words.withdraw : words.cancel}
          </Link>
        </p>
      ) : null}
    </section>
  )
}
