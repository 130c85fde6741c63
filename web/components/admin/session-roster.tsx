import type { sessionPage } from '../../views/admin/session-page.server.ts'
import { Link } from '../link.tsx'
import { DeedsProvider } from './deeds.tsx'
import { Empty } from './empty.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { PageHead } from './page-head.tsx'
import { Roster } from './roster.tsx'
import { useDayWorker } from './use-day-worker.ts'
import { WalkIn } from './walk-in.tsx'

type SessionView = Awaited<ReturnType<typeof sessionPage>>

/** One class: who comes, who waits, who does not come after all. */
export function SessionRoster({ page }: { page: SessionView }) {
  const { words, people, back, madeAt, failed } = page
  useDayWorker(back)
  return (
    <DeedsProvider person={page.person} madeAt={madeAt} lost={words.offline.lost}>
      <PageHead title={page.title} intro={page.intro} back={{ href: '/admin', label: words.today }}>
        {page.bookHref ? (
          <Link className="button" to={page.bookHref}>
            {words.book}
          </Link>
        ) : null}
        {/* A whole page: clients see another frame. */}
        {page.timetableHref ? (
          <a className="button button-quiet" href={page.timetableHref}>
            {words.timetable}
          </a>
        ) : null}
      </PageHead>
      {page.ways.length > 0 ? (
        <nav className="class-ways" aria-label={words.actions}>
          {page.ways.map(({ href, label }) => (
            <Link className="button button-quiet button-small" to={href} key={href}>
              {label}
            </Link>
          ))}
        </nav>
      ) : null}
      <KeptNotice
        asOf={page.asOf}
        words={words.offline}
        nameOf={(id) => people.find((person) => person.id === id)?.name}
      />
      {failed ? (
        <p className="form-errors" role="alert">
          {failed}
        </p>
      ) : null}
      <Warnings page={page} />
      <section className="desk-section" aria-labelledby="people">
        <h2 className="desk-section-head" id="people">
          {words.title} <span className="day-places">{page.places}</span>
        </h2>
        {people.length === 0 ? (
          <Empty title={words.none} text={words.noneHint} />
        ) : (
          <Roster people={people} words={words} back={back} madeAt={madeAt} />
        )}
        {page.walkIn ? <WalkIn walkIn={page.walkIn} back={back} words={words.walkIn} /> : null}
      </section>
      <Waiting page={page} />
      <Gone page={page} />
    </DeedsProvider>
  )
}

function Warnings({ page: { isCancelled, needsTrainer, isOverbooked, words } }: { page: SessionView }) {
  const warnings = [
    isCancelled ? words.isCancelled : '',
    needsTrainer ? words.needsTrainerText : '',
    isOverbooked ? words.overbooked : '',
  ].filter(Boolean)
  return warnings.map((warning) => (
    <p className="form-errors" key={warning}>
      {warning}
    </p>
  ))
}

function Waiting({ page: { waiting, words } }: { page: SessionView }) {
  if (waiting.length === 0) return null
  return (
    <section className="desk-section" aria-labelledby="waiting">
      <h2 className="desk-section-head" id="waiting">
        {words.waiting}
      </h2>
      <ol className="roster roster-waiting">
        {waiting.map(({ id, name, phone, heads, since, offered, href }) => (
          <li className="to-do" key={id}>
            <div className="to-do-text">
              <p className="row-name">
                {name} {heads ? <span className="badge">{heads}</span> : null}
              </p>
              <p className="row-under">{since}</p>
              {offered ? <p className="row-under">{offered}</p> : null}
            </div>
            {phone ? (
              <a className="button button-quiet button-small" href={`tel:${phone}`}>
                {words.call} {phone}
              </a>
            ) : null}
            {href ? (
              <Link className="button button-quiet button-small" to={href}>
                {words.manage}
              </Link>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}

function Gone({ page: { gone, words } }: { page: SessionView }) {
  if (gone.length === 0) return null
  return (
    <details className="day-fold">
      <summary>
        {words.gone} <span className="day-here">{gone.length}</span>
      </summary>
      <ul className="day-news">
        {gone.map(({ id, name, what }) => (
          <li key={id}>
            {name}
            <span className="row-under">{what}</span>
          </li>
        ))}
      </ul>
    </details>
  )
}
