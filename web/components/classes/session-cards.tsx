import type { SessionCard } from '../../views/timetable-view.server.ts'
import { Link } from '../link.tsx'

type SessionCardsProps = {
  sessions: SessionCard[]
  /** Where the day is not said otherwise. */
  hasDay?: boolean
}

/** Classes in order of time; the whole card leads to its page. Full, few and cancelled differ in words and shape. */
export function SessionCards({ sessions, hasDay = false }: SessionCardsProps) {
  return (
    <ul className="session-cards">
      {sessions.map(({ id, href, time, times, when, name, trainer, place, state, label }) => (
        <li className={`session-card session-${state.kind}`} key={id}>
          <p className="session-time">{hasDay ? when : times || time}</p>
          <p className="session-name">
            <Link className="session-link" to={href} aria-label={label}>
              {name}
            </Link>
          </p>
          {trainer ? <p className="session-trainer">{trainer}</p> : null}
          {place ? <p className="session-place">{place}</p> : null}
          <p className="session-state">{state.text}</p>
        </li>
      ))}
    </ul>
  )
}
