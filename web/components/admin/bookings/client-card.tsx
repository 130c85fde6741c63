import type { BookingRecordPage } from '../../../views/admin/bookings/booking-record-view.server.ts'
import { Link } from '../../link.tsx'

type ClientCardProps = { page: Pick<BookingRecordPage, 'client' | 'words'> }

/** Who booked: how to reach them, and what is good to know before they come. */
export function ClientCard({ page: { client, words } }: ClientCardProps) {
  const { name, href, email, phone, facts } = client
  return (
    <section className="panel client-card" aria-labelledby="client">
      <h2 id="client" className="panel-title">
        {words.client}
      </h2>
      <p className="client-name">{href ? <Link to={href}>{name}</Link> : name}</p>
      {phone || email ? (
        <ul className="reach-links">
          {phone ? (
            <li>
              <a className="text-link" href={`tel:${phone}`}>
                {phone}
              </a>
            </li>
          ) : null}
          {email ? (
            <li>
              <a className="text-link" href={`mailto:${email}`}>
                {email}
              </a>
            </li>
          ) : null}
        </ul>
      ) : null}
      {facts.length > 0 ? (
        <dl className="facts">
          {facts.map(({ label, text, isGrave }) => (
            <div className="fact" key={label}>
              <dt>{label}</dt>
              <dd className={isGrave ? 'grave' : ''}>{text}</dd>
            </div>
          ))}
        </dl>
      ) : null}
    </section>
  )
}
