import type { BookingPage } from '../../views/booking-view.server.ts'
import { Portrait } from '../portrait.tsx'

type Ticket = Pick<
  BookingPage,
  | 'service'
  | 'day'
  | 'times'
  | 'zone'
  | 'yourTime'
  | 'place'
  | 'trainer'
  | 'attendee'
  | 'price'
  | 'notes'
  | 'words'
>

/** What, when, where and with whom, large enough to read across a room. */
export function BookingTicket({ page }: { page: Ticket }) {
  const { service, day, times, zone, yourTime, place, trainer, attendee, price, notes, words } = page
  return (
    <section className="ticket" aria-label={service}>
      <div className="ticket-main">
        <p className="ticket-service">{service}</p>
        <p className="ticket-day">{day}</p>
        <p className="ticket-times">{times}</p>
        <p className="ticket-zone">{[zone, yourTime].filter(Boolean).join(' ')}</p>
      </div>
      <dl className="ticket-facts">
        {attendee ? (
          <div>
            <dt>{words.attendee}</dt>
            <dd>{attendee}</dd>
          </div>
        ) : null}
        {trainer ? (
          <div>
            <dt>{words.trainer}</dt>
            <dd className="ticket-trainer">
              <Portrait {...trainer.portrait} size="small" />
              {trainer.name}
            </dd>
          </div>
        ) : null}
        <div>
          <dt>{words.where}</dt>
          <dd>
            {place.name}
            <br />
            {place.address}
            {place.mapHref ? (
              <>
                <br />
                <a className="text-link no-print" href={place.mapHref} rel="noreferrer">
                  {words.map}
                </a>
              </>
            ) : null}
          </dd>
        </div>
        <div>
          <dt>{words.price}</dt>
          <dd>{price}</dd>
        </div>
        {notes ? (
          <div>
            <dt>{words.note}</dt>
            <dd className="ticket-note">{notes}</dd>
          </div>
        ) : null}
      </dl>
    </section>
  )
}
