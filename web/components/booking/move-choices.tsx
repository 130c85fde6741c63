import type { MovePage } from '../../views/move-view.server.ts'
import { SessionCards } from '../classes/session-cards.tsx'
import { Link } from '../link.tsx'
import { DayStrip } from './day-strip.tsx'
import { TimeList } from './time-list.tsx'
import { TrainerSwitch } from './trainer-switch.tsx'

/** Where a booking could go: days and times as for a new one, or other dates of its class. */
export function MoveChoices({ page: { choices, sessions, contact, words } }: { page: MovePage }) {
  return (
    <>
      {choices ? (
        <div className="picker">
          <TrainerSwitch trainers={choices.trainers} label={words.trainers} />
          <DayStrip strip={choices.strip} words={words} />
          <p className="zone-line">{choices.zone}</p>
          <TimeList day={choices.day} words={words} contact={contact} />
        </div>
      ) : null}
      {sessions ? (
        <section aria-labelledby="sessions-title">
          <h2 className="times-title" id="sessions-title">
            {words.sessions}
          </h2>
          {sessions.cards.length > 0 ? (
            <SessionCards sessions={sessions.cards} hasDay />
          ) : (
            <p className="lead">{sessions.none}</p>
          )}
          <p className="move-weeks">
            {sessions.earlierHref ? (
              <Link className="text-link" to={sessions.earlierHref}>
                {words.earlier}
              </Link>
            ) : null}
            {sessions.laterHref ? (
              <Link className="text-link" to={sessions.laterHref}>
                {words.later}
              </Link>
            ) : null}
          </p>
        </section>
      ) : null}
    </>
  )
}
