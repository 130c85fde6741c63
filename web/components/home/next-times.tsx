import type { HomeView } from '../../views/home-view.server.ts'
import { Link } from '../link.tsx'

/** The nearest free times, each one tap from its form. */
export function NextTimes({ days, bookHref, words }: HomeView) {
  if (!days) return null
  return (
    <section className="next-times" aria-labelledby="next-times">
      <div className="next-times-inner">
        <h2 className="next-times-title" id="next-times">
          {words.nextFree}
        </h2>
        {days.length === 0 ? (
          <p>
            {words.nothingSoon}{' '}
            <Link className="text-link" to={bookHref}>
              {words.laterTimes}
            </Link>
          </p>
        ) : null}
        {days.map(({ label, times, allHref }) => (
          <div className="next-day" key={label}>
            <h3 className="next-day-title">{label}</h3>
            <ul className="next-day-times">
              {times.map((time) => (
                <li key={time.href}>
                  <Link className="next-time" to={time.href} aria-label={time.label}>
                    <span className="next-time-clock">{time.time}</span>
                    <span className="next-time-what">{time.service}</span>
                  </Link>
                </li>
              ))}
              <li>
                <Link className="next-time next-time-all" to={allHref}>
                  {words.allTimes}
                </Link>
              </li>
            </ul>
          </div>
        ))}
      </div>
    </section>
  )
}
