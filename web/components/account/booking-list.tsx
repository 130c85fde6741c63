import type { MyBookingView } from '../../views/account/my-booking.server.ts'
import type { BookingsPage } from '../../views/account/bookings-view.server.ts'
import { Link } from '../link.tsx'

type Words = BookingsPage['words']
type BookingListProps = {
  bookings: MyBookingView[]
  words: Words
  /** Whether they are over: then they can be had again, and nothing else. */
  isPast?: boolean
}

/** Somebody's bookings, one below the other. */
export function BookingList({ bookings, words, isPast = false }: BookingListProps) {
  return (
    <ul className="my-bookings">
      {bookings.map((booking) => (
        <li className={booking.isOff ? 'my-booking my-booking-off' : 'my-booking'} key={booking.id}>
          <BookingWhen {...booking} />
          <h3 className="my-booking-service">{booking.service}</h3>
          <p className="soft">{booking.facts.join(' · ')}</p>
          {booking.mark ? <p className="my-booking-mark">{booking.mark}</p> : null}
          {isPast ? <PastWays booking={booking} words={words} /> : <Ways booking={booking} words={words} />}
        </li>
      ))}
    </ul>
  )
}

/** When it is, on the studio's clock and on one's own. */
export function BookingWhen({ day, times, yourTime }: Pick<MyBookingView, 'day' | 'times' | 'yourTime'>) {
  return (
    <p className="my-booking-when">
      <span>{day}</span> <span className="my-booking-times">{times}</span>
      {yourTime ? <span className="my-booking-yours">{yourTime}</span> : null}
    </p>
  )
}

type WaysProps = { booking: MyBookingView; words: Words }

/** Who hears the page is told which booking each of them is about. */
function Ways({ booking, words }: WaysProps) {
  const { detailsHref, moveHref, cancelHref, calendarHref, isPending } = booking
  const about = `${booking.service}, ${booking.day} ${booking.times}`
  const way = (label: string) => ({ className: 'text-link', 'aria-label': `${label}: ${about}` })
  return (
    <p className="my-booking-ways">
      <Link to={detailsHref} {...way(words.details)}>
        {words.details}
      </Link>
      {moveHref ? (
        <Link to={moveHref} {...way(words.move)}>
          {words.move}
        </Link>
      ) : null}
      {calendarHref ? (
        <a href={calendarHref} download {...way(words.calendarShort)}>
          {words.calendarShort}
        </a>
      ) : null}
      {cancelHref ? (
        <Link to={cancelHref} {...way(isPending ? words.withdraw : words.cancelShort)}>
          {isPending ? words.withdraw : words.cancelShort}
        </Link>
      ) : null}
    </p>
  )
}

function PastWays({ booking, words }: WaysProps) {
  const about = `${booking.service}, ${booking.day}`
  return (
    <p className="my-booking-ways">
      <Link className="text-link" to={booking.againHref} aria-label={`${words.again}: ${about}`}>
        {words.again}
      </Link>
      <Link className="text-link" to={booking.detailsHref} aria-label={`${words.details}: ${about}`}>
        {words.details}
      </Link>
    </p>
  )
}
