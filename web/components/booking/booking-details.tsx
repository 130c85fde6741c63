import type { BookingPage } from '../../views/booking-view.server.ts'
import { Link } from '../link.tsx'

/** Who else comes, what was agreed and what happened: below what matters most, as far as there is any. */
export function BookingDetails({ page: { party, policy, terms, history, words } }: { page: BookingPage }) {
  return (
    <>
      {party.length > 0 ? (
        <section className="booking-part" aria-labelledby="party-title">
          <h2 className="booking-part-title" id="party-title">
            {words.party}
          </h2>
          <ul className="date-list">
            {party.map(({ id, name, mark, href }) => (
              <li className="date-line" key={id}>
                <span className="date-when">{name}</span>
                {mark ? <span className="soft">{mark}</span> : null}
                {href ? (
                  <Link className="text-link" to={href} aria-label={`${words.manage}: ${name}`}>
                    {words.manage}
                  </Link>
                ) : null}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {policy || terms.length > 0 ? (
        <section className="booking-part" aria-labelledby="terms-title">
          <h2 className="booking-part-title" id="terms-title">
            {words.terms}
          </h2>
          {policy ? <p>{policy}</p> : null}
          {terms.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ) : null}
      {history.length > 0 ? (
        <details className="booking-part more">
          <summary className="more-title">{words.history}</summary>
          <ol className="history">
            {history.map(({ id, at, text }) => (
              <li key={id}>
                {text} <span className="soft small">{at}</span>
              </li>
            ))}
          </ol>
        </details>
      ) : null}
    </>
  )
}
