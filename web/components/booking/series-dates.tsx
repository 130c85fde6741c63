import { Form } from '@remix-run/react'
import type { BookingPage } from '../../views/booking-view.server.ts'
import { Link } from '../link.tsx'

type SeriesDatesProps = { series: NonNullable<BookingPage['series']>; words: BookingPage['words'] }

/** Every date of a series: those that are booked, and those that can be added back. */
export function SeriesDates({ series: { title, total, dates, restHref }, words }: SeriesDatesProps) {
  return (
    <section className="booking-part" aria-labelledby="series-title">
      <h2 className="booking-part-title" id="series-title">
        {words.series}
      </h2>
      <p className="soft">
        {title}
        {total ? ` · ${words.total}: ${total}` : null}
      </p>
      <ol className="date-list">
        {dates.map(({ key, when, mark, isOff, href, addBack }) => (
          <li className="date-line" key={key}>
            <span className={isOff ? 'date-when date-off' : 'date-when'}>{when}</span>
            {mark ? <span className="soft">{mark}</span> : null}
            {href ? (
              <Link className="text-link" to={href} aria-label={`${words.manage}: ${when}`}>
                {words.manage}
              </Link>
            ) : null}
            {addBack ? (
              <Form method="post">
                <input type="hidden" name="startsAt" value={addBack.startsAt} />
                <input type="hidden" name="key" value={addBack.key} />
                <button
                  className="text-button"
                  name="intent"
                  value="add-back"
                  aria-label={`${words.addBack}: ${when}`}
                >
                  {words.addBack}
                </button>
              </Form>
            ) : null}
          </li>
        ))}
      </ol>
      {restHref ? (
        <Link className="text-link" to={restHref}>
          {words.cancelRest}
        </Link>
      ) : null}
    </section>
  )
}
