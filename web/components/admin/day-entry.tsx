import type { EntryView } from '../../views/admin/today-view.server.ts'
import { Link } from '../link.tsx'
import { Roster, type RosterWords } from './roster.tsx'
import { useHere } from './use-here.ts'
import { WalkIn } from './walk-in.tsx'

type DayEntryProps = {
  entry: EntryView
  back: string
  madeAt: number
  words: { needsTrainer: string; nobody: string; roster: RosterWords }
  /** Who comes is folded away. */
  isFolded?: boolean
}

/** A class or an appointment of today, with who comes. */
export function DayEntry({ entry, back, madeAt, words, isFolded = false }: DayEntryProps) {
  const { people, places, waiting, needsTrainer, walkIn } = entry
  const roster = <Roster people={people} words={words.roster} back={back} madeAt={madeAt} />
  return (
    <article className="day-entry">
      <header className="day-head">
        <p className="day-time">{entry.time}</p>
        <div className="day-what">
          <h3 className="day-title">
            {entry.href ? (
              <Link className="day-link" to={entry.href}>
                {entry.title}
              </Link>
            ) : (
              entry.title
            )}
          </h3>
          <p className="row-under">{entry.under}</p>
        </div>
        <p className="day-counts">
          {places ? <span className="day-places">{places}</span> : null}
          {waiting ? <span className="badge">{waiting}</span> : null}
          {needsTrainer ? <span className="badge badge-warns">{words.needsTrainer}</span> : null}
        </p>
      </header>
      {people.length === 0 ? (
        <p className="day-nobody">{words.nobody}</p>
      ) : isFolded && people.length > 1 ? (
        <details className="day-fold">
          <summary>
            <Coming people={people} label={words.roster.title} />
          </summary>
          {roster}
        </details>
      ) : (
        roster
      )}
      {walkIn ? <WalkIn walkIn={walkIn} back={back} words={words.roster.walkIn} /> : null}
    </article>
  )
}

/** How many of them are there already. */
function Coming({ people, label }: { people: EntryView['people']; label: string }) {
  const { now } = useHere(people)
  return (
    <>
      {label}{' '}
      <span className="day-here">
        {now} / {people.length}
      </span>
    </>
  )
}
