import type { clientPage } from '../../../views/admin/client-view.server.ts'
import { Link } from '../../link.tsx'

/** What a client has booked: the next and the last of it. */
export function ClientBookings({
  page: { bookings, words },
}: {
  page: Awaited<ReturnType<typeof clientPage>>
}) {
  if (bookings === null) return null
  const { parts, allHref } = bookings
  return (
    <section className="desk-section" aria-labelledby="bookings">
      <div className="desk-section-head">
        <h2 id="bookings">{words.bookings}</h2>
        {parts.some(({ hasMore }) => hasMore) ? (
          <Link className="text-link small" to={allHref}>
            {words.more}
          </Link>
        ) : null}
      </div>
      {parts.length === 0 ? <p className="desk-intro">{words.noBookings}</p> : null}
      {parts.map(({ key, title, lines }) => (
        <div className="client-bookings" key={key}>
          <h3 className="small soft">{title}</h3>
          <ul className="client-lines">
            {lines.map(({ id, href, when, what, badge }) => (
              <li className="client-line" key={id}>
                <span>
                  <Link className="text-link" to={href}>
                    {when}
                  </Link>{' '}
                  <span className="soft">{what}</span>
                </span>
                <span className={`badge ${badge.look}`}>{badge.label}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}
