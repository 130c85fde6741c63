import type { BookingPage } from '../../views/booking-view.server.ts'
import { Link } from '../link.tsx'

/** What can be done with a booking, the likeliest first. */
export function NextSteps({ page }: { page: BookingPage }) {
  const { status, isNew, cancelLine, calendarHref, moveHref, cancelHref, nextWeekHref, againHref } = page
  const { friendHref, series, words } = page
  const isOpen = status === 'confirmed' || status === 'pending'
  return (
    <section className="next-steps" aria-label={words.next}>
      <div className="actions">
        {calendarHref ? (
          <a className="button" href={calendarHref} download>
            {series ? words.addAllToCalendar : words.addToCalendar}
          </a>
        ) : null}
        {moveHref && !isNew ? (
          <Link className="button button-quiet" to={moveHref}>
            {words.move}
          </Link>
        ) : null}
        {nextWeekHref ? (
          <Link className="button button-quiet" to={nextWeekHref}>
            {words.nextWeek}
          </Link>
        ) : null}
        <Link className={isOpen ? 'button button-quiet' : 'button'} to={againHref}>
          {words.bookAgain}
        </Link>
        {isNew ? (
          <a className="button button-quiet" href={friendHref}>
            {words.tellFriend}
          </a>
        ) : null}
      </div>
      {isOpen ? (
        <p className="cancel-line">
          {cancelLine ? <span>{cancelLine} </span> : null}
          {moveHref && isNew ? (
            <>
              <Link className="text-link" to={moveHref}>
                {words.move}
              </Link>{' '}
            </>
          ) : null}
          {cancelHref ? (
            <Link className="text-link" to={cancelHref}>
              {status === 'pending' ? words.cancelRequest : words.cancel}
            </Link>
          ) : null}
        </p>
      ) : null}
    </section>
  )
}
