import { Link } from '../link.tsx'
import type { TodayView } from './today.tsx'

type DayNewsProps = Pick<TodayView, 'gaps' | 'moves' | 'changes' | 'moreChanges' | 'words'>

/** What is beside the day itself: free stretches, who moved up, what changed. */
export function DayNews({ gaps, moves, changes, moreChanges, words }: DayNewsProps) {
  return (
    <>
      <section className="desk-section" aria-labelledby="gaps">
        <h2 className="desk-section-head" id="gaps">
          {words.gaps}
        </h2>
        {gaps.length === 0 ? <p className="desk-intro">{words.noGaps}</p> : null}
        <ul className="day-gaps">
          {gaps.map(({ id, trainer, times }) => (
            <li key={id}>
              <span className="day-gap-name">{trainer}</span> {times.join(', ')}
            </li>
          ))}
        </ul>
      </section>
      {moves.length > 0 ? (
        <section className="desk-section" aria-labelledby="moves">
          <h2 className="desk-section-head" id="moves">
            {words.moves}
          </h2>
          <ul className="day-news">
            {moves.map(({ id, text, href }) => (
              <li key={id}>
                <Link to={href}>{text}</Link>
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      <section className="desk-section" aria-labelledby="changes">
        <h2 className="desk-section-head" id="changes">
          {words.changes}
        </h2>
        {changes.length === 0 ? (
          <p className="desk-intro">{words.noChanges}</p>
        ) : (
          <Changes changes={changes} />
        )}
        {moreChanges.length > 0 ? (
          <details className="day-fold">
            <summary>{words.moreChanges}</summary>
            <Changes changes={moreChanges} />
          </details>
        ) : null}
      </section>
    </>
  )
}

function Changes({ changes }: Pick<TodayView, 'changes'>) {
  return (
    <ul className="day-news">
      {changes.map(({ id, text, by, href }) => (
        <li key={id}>
          <Link to={href}>{text}</Link>
          <span className="row-under">{by}</span>
        </li>
      ))}
    </ul>
  )
}
