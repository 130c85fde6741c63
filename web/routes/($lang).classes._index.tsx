import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { SessionCards } from '../components/classes/session-cards.tsx'
import { TimetableFilter } from '../components/classes/timetable-filter.tsx'
import { WeekStrip } from '../components/classes/week-strip.tsx'
import { Link } from '../components/link.tsx'
import { inPortal } from '../lib/portal.server.ts'
import { useVisitorZone } from '../lib/use-visitor-zone.ts'
import { timetableView } from '../views/timetable-view.server.ts'

export const loader = inPortal(timetableView)

export const meta: MetaFunction<typeof loader> = ({ data }) =>
  data ? [{ title: data.pageTitle }, { name: 'description', content: data.description }] : []

export default function Timetable() {
  const view = useLoaderData<typeof loader>()
  const { days, empty, zone, words } = view
  useVisitorZone(zone.visitorZone)
  return (
    <main id="content" className="flow timetable">
      <h1 className="flow-title">{words.title}</h1>
      <TimetableFilter view={view} />
      <WeekStrip view={view} />
      <p className="zone-line">{zone.text}</p>
      {empty ? (
        <div className="times-none">
          <p className="lead">{empty.text}</p>
          {empty.next ? (
            <Link className="button" to={empty.next.href}>
              {empty.next.text}
            </Link>
          ) : null}
        </div>
      ) : (
        <div className="week">
          {days.map(({ on, title, shortTitle, isSelected, sessions }) => (
            <section
              className={isSelected ? 'week-day week-day-open' : 'week-day'}
              aria-labelledby={`day-${on}`}
              key={on}
            >
              <h3 className="week-day-title" id={`day-${on}`}>
                <span className="week-day-long">{title}</span>
                <span className="week-day-short">{shortTitle}</span>
              </h3>
              {sessions.length > 0 ? (
                <SessionCards sessions={sessions} />
              ) : (
                <p className="week-day-none">
                  <span className="week-day-long">{words.noneDay}</span>
                  <span className="week-day-short">
                    <span aria-hidden="true">–</span>
                    <span className="visually-hidden">{words.noneDay}</span>
                  </span>
                </p>
              )}
            </section>
          ))}
        </div>
      )}
    </main>
  )
}
