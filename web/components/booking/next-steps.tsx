import type { BookingPage } from '../../views/booking-view.server.ts'
import { Link } from '../link.tsx'

/** What can be done with a booking, the likeliest first. */
export function NextSteps({ page }: { page: BookingPage }) {
  const { status, isNew, cancelLine, calendarHref, cancelHref, nextWeekHref, againHref, friendHref, words } =
    page
  return (
    <section className="next-steps" aria-label={words.next}>
      <div className="actions">
        {status === 'confirmed' ? (
          <a className="button" href={calendarHref} download>
            {words.addToCalendar}
          </a>
        ) : null}
        {nextWeekHref && status !== 'cancelled' ? (
          <Link className="button button-quiet" to={nextWeekHref}>
            {words.nextWeek}
          </Link>
        ) : null}
        <Link className={status === 'confirmed' ? 'button button-quiet' : 'button'} to={againHref}>
          {words.bookAgain}
        </Link>
        {isNew ? (
          <a className="button button-quiet" href={friendHref}>
            {words.tellFriend}
          </a>
        ) : null}
      </div>
      {status === 'confirmed' ? (
        <p className="cancel-line">
          {cancelLine ? <span>{cancelLine} </span> : null}
          <Link className="text-link" to={cancelHref}>
            {words.cancel}
          </Link>
        </p>
      ) : null}
    </section>
  )
}
