import type { SessionLine } from '../../../views/admin/classes/session-line.server.ts'
import type { ClassDay } from '../../../views/admin/classes/week-view.server.ts'
import { Link } from '../../link.tsx'

type ClassDaysProps = {
  days: readonly ClassDay[]
  today: string
  /** Under a heading of their own. */
  isBelow?: boolean
}

/** Classes, day by day. */
export function ClassDays({ days, today, isBelow = false }: ClassDaysProps) {
  const Heading = isBelow ? 'h3' : 'h2'
  return days.map(({ on, label, isToday, lines }) => (
    <section className="desk-section class-day" aria-labelledby={`day-${on}`} key={on}>
      <Heading className="desk-section-head" id={`day-${on}`}>
        {label}
        {isToday ? <span className="badge badge-strong">{today}</span> : null}
      </Heading>
      <ul className="class-lines">
        {lines.map((line) => (
          <ClassLine key={line.id} line={line} />
        ))}
      </ul>
    </section>
  ))
}

function ClassLine({ line }: { line: SessionLine }) {
  const { href, state, time, name, who, where, badge, places, share, isOver } = line
  return (
    <li className="class-line" data-state={state} data-over={isOver || undefined}>
      <span className="class-time">{time}</span>
      <div className="class-what">
        <p>
          <Link className="text-link class-name" to={href}>
            {name}
          </Link>{' '}
          {badge ? <span className={`badge ${badge.look}`}>{badge.text}</span> : null}
        </p>
        <p className="row-under">{[who, where].filter(Boolean).join(' · ')}</p>
      </div>
      <div className="class-places">
        <span>{places}</span>
        <svg className="class-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
          <rect width={share} height="4" />
        </svg>
      </div>
    </li>
  )
}
