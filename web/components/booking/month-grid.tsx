import type { MonthView } from '../../views/month-view.server.ts'
import type { TimesView } from '../../views/times-view.server.ts'
import { Link } from '../link.tsx'
import { Turn } from './day-strip.tsx'

/** A whole month; days with room lead to their times. */
export function MonthGrid({ month, words }: { month: MonthView; words: TimesView['words'] }) {
  return (
    <section className="month" aria-labelledby="month-title">
      <div className="strip-head">
        <h2 className="strip-title" id="month-title">
          {month.title}
        </h2>
        <Link className="text-link" to={month.daysHref} preventScrollReset>
          {words.weekView}
        </Link>
        <div className="month-turns">
          <Turn href={month.earlierHref} label={words.earlierMonth} direction="back" />
          <Turn href={month.laterHref} label={words.laterMonth} direction="on" />
        </div>
      </div>
      <table className="month-table">
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
                <td key={day?.on ?? index}>{day ? <MonthDay {...day} /> : null}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

type MonthDayProps = NonNullable<MonthView['weeks'][number][number]>

function MonthDay({ number, label, isToday, href }: MonthDayProps) {
  const className = isToday ? 'month-day month-today' : 'month-day'
  if (!href) return <span className={className}>{number}</span>
  return (
    <Link className={`${className} month-free`} to={href} aria-label={label} preventScrollReset>
      {number}
    </Link>
  )
}
