import { memo } from 'react'
import type { CalendarItem } from '../../../views/admin/calendar/calendar-items.server.ts'
import type { CalendarPage } from '../../../views/admin/calendar/calendar-view.server.ts'
import { Link } from '../../link.tsx'
import { headlineOf, sublineOf, statusOf } from './item-words.ts'
import { Swatch } from './swatch.tsx'

/** The calendar as a list, day by day. Hundreds of lines, which are not drawn anew for a window over them. */
export const Agenda = memo(function Agenda({ page }: { page: CalendarPage }) {
  const items = new Map(page.items.map((item) => [item.id, item]))
  return page.days.map(({ on, label, isToday, href, ids }) => (
    <section className="agenda-day" key={on} aria-labelledby={`day-${on}`}>
      <h2 className={isToday ? 'agenda-head agenda-today' : 'agenda-head'} id={`day-${on}`}>
        {page.asked.view === 'day' ? (
          label
        ) : (
          <Link className="text-link" to={href}>
            {label}
          </Link>
        )}
      </h2>
      {ids.length === 0 ? (
        <p className="desk-intro">{page.words.nothing}</p>
      ) : (
        <ul className="agenda">
          {ids.map((id) => {
            const item = items.get(id)
            return item ? <Line key={id} item={item} page={page} /> : null
          })}
        </ul>
      )}
    </section>
  ))
})

function Line({ item, page }: { item: CalendarItem; page: CalendarPage }) {
  const status = statusOf(item, page)
  const headline = headlineOf(item, page)
  return (
    <li className={`agenda-line state-${item.status || item.kind}`}>
      <Swatch item={item} page={page} />
      <span className="agenda-time">{item.time}</span>
      <span className="agenda-text">
        {item.href ? (
          <Link className="text-link" to={item.href}>
            {headline}
          </Link>
        ) : (
          <strong>{headline}</strong>
        )}
        <span className="agenda-sub">{sublineOf(item, page)}</span>
      </span>
      {status ? <span className="badge">{status}</span> : null}
      {item.conflict === null ? null : <span className="badge badge-warns">{page.words.conflict}</span>}
    </li>
  )
}
