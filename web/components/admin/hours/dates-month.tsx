import type { DatesMonth as Month } from '../../../views/admin/hours-month.server.ts'
import { Link } from '../../link.tsx'

type DatesMonthProps = { month: Month; words: { earlier: string; later: string; pickHint: string } }

/** A month with what differs in it. A day is chosen by following it, a range by its last day as well. */
export function DatesMonth({ month, words }: DatesMonthProps) {
  return (
    <section className="dates-month" aria-labelledby="month-title">
      <div className="dates-head">
        <h2 id="month-title">{month.title}</h2>
        <div className="desk-actions">
          <Link
            className="button button-quiet button-small"
            to={month.earlierHref}
            preventScrollReset
            aria-label={words.earlier}
          >
            ←
          </Link>
          <Link
            className="button button-quiet button-small"
            to={month.laterHref}
            preventScrollReset
            aria-label={words.later}
          >
            →
          </Link>
        </div>
      </div>
      <table className="dates-table">
        <thead>
          <tr>
            {month.weekdays.map(({ short, long }) => (
              <th key={long} scope="col" abbr={long}>
                {short}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {month.weeks.map((week) => (
            <tr key={week.find(Boolean)?.on}>
              {week.map((day, index) => (
                <td key={day?.on ?? index}>{day ? <Day {...day} /> : null}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="field-hint">{words.pickHint}</p>
    </section>
  )
}

type DayProps = NonNullable<Month['weeks'][number][number]>

function Day({ number, label, isToday, isPicked, marks, href }: DayProps) {
  const classes = ['dates-day', isToday ? 'dates-today' : '', isPicked ? 'dates-picked' : '']
  return (
    <Link
      className={classes.filter(Boolean).join(' ')}
      to={href}
      aria-label={label}
      aria-current={isPicked ? 'date' : undefined}
      preventScrollReset
    >
      <span>{number}</span>
      {marks.slice(0, 2).map(({ mark, what }) => (
        <span key={mark + what} className={`dates-mark dates-mark-${mark}`}>
          {what}
        </span>
      ))}
    </Link>
  )
}
