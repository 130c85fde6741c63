import type { TimesView } from '../../views/times-view.server.ts'
import { Arrow } from '../arrow.tsx'
import { Link } from '../link.tsx'

type Strip = Omit<TimesView['strip'], 'monthHref'> & { monthHref?: string }
type DayStripProps = { strip: Strip; words: TimesView['words'] }

/** Seven days, a dot where there is room, and the ways to other weeks and to the whole month. */
export function DayStrip({ strip, words }: DayStripProps) {
  return (
    <nav className="day-strip" aria-label={words.days}>
      <div className="strip-head">
        <h2 className="strip-title">{strip.title}</h2>
        {strip.monthHref ? (
          <Link className="text-link" to={strip.monthHref} preventScrollReset>
            {words.monthView}
          </Link>
        ) : null}
      </div>
      <div className="strip-row">
        <Turn href={strip.earlierHref} label={words.earlierDays} direction="back" />
        <ul className="strip-days">
          {strip.days.map((day) => (
            <li key={day.on}>
              <StripDay {...day} note={day.hasRoom ? words.hasRoom : words.noRoom} />
            </li>
          ))}
        </ul>
        <Turn href={strip.laterHref} label={words.laterDays} direction="on" />
      </div>
    </nav>
  )
}

type DayProps = TimesView['strip']['days'][number] & { note: string }

/** A day of a strip. */
export function StripDay({ weekday, number, name, hasRoom, isSelected, href, note }: DayProps) {
  const className = hasRoom ? 'day day-has-room' : 'day'
  const face = (
    <>
      <span className="day-weekday">{weekday}</span>
      <span className="day-number">{number}</span>
      <span className="day-dot" />
    </>
  )
  if (!href) {
    return (
      <span className="day" aria-hidden="true">
        {face}
      </span>
    )
  }
  return (
    <Link
      className={className}
      to={href}
      aria-label={`${name}: ${note}`}
      aria-current={isSelected ? 'date' : undefined}
      preventScrollReset
    >
      {face}
    </Link>
  )
}

type TurnProps = { href: string | null; label: string; direction: 'back' | 'on' }

/** To other days; what cannot be reached keeps its place, so that nothing jumps. */
export function Turn({ href, label, direction }: TurnProps) {
  if (!href) return <span className="turn turn-none" />
  return (
    <Link className="turn" to={href} aria-label={label} preventScrollReset>
      <Arrow direction={direction} />
    </Link>
  )
}
