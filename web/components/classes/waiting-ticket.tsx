import type { WaitlistPage } from '../../views/waitlist-view.server.ts'
import { Link } from '../link.tsx'

/** Which class it is about, and how far in front one stands. */
export function WaitingTicket({ page }: { page: WaitlistPage }) {
  const { service, day, times, people, place, position, sessionHref, words } = page
  return (
    <section className="ticket" aria-label={service}>
      <div className="ticket-main">
        <p className="ticket-service">{service}</p>
        <p className="ticket-day">{day}</p>
        <p className="ticket-times">{times}</p>
        {people ? <p className="ticket-zone">{people}</p> : null}
      </div>
      <div className="ticket-facts">
        {position ? (
          <p className="waiting-position">
            <span className="soft small">{words.position}</span>
            <strong className="waiting-number">{position}</strong>
          </p>
        ) : null}
        <p>
          {place.name}
          <br />
          <span className="soft">{place.address}</span>
        </p>
        <Link className="text-link" to={sessionHref}>
          {words.toClass}
        </Link>
      </div>
    </section>
  )
}
