import type { todayPage } from '../../views/admin/today-view.server.ts'
import { DayEntry } from './day-entry.tsx'
import { DayNews } from './day-news.tsx'
import { DayRequests } from './day-requests.tsx'
import { DeedsProvider } from './deeds.tsx'
import { Empty } from './empty.tsx'
import { FilterBar } from './filter-bar.tsx'
import { KeptNotice } from './kept-notice.tsx'
import { PageHead } from './page-head.tsx'
import { SearchForm } from './search-form.tsx'
import { ToDoList } from './to-do-list.tsx'
import { useDayWorker } from './use-day-worker.ts'
import { useHere } from './use-here.ts'
import { Link } from '../link.tsx'

export type TodayView = Awaited<ReturnType<typeof todayPage>>

/** The day: what waits, what runs, what comes, and what is new. */
export function Today({ page }: { page: TodayView }) {
  const { words, filter, failed, flagged, todo, back, madeAt } = page
  useDayWorker(back)
  return (
    <DeedsProvider person={page.person} madeAt={madeAt} lost={words.roster.offline.lost}>
      <PageHead title={words.title} intro={page.intro}>
        {filter ? (
          <div className="day-whose">
            <SearchForm button={words.show}>
              <FilterBar filters={[filter]} clear={null} />
            </SearchForm>
          </div>
        ) : null}
      </PageHead>
      <KeptNotice asOf={page.asOf} words={words.roster.offline} nameOf={(id) => nameOf(page, id)} />
      {failed ? (
        <p className="form-errors" role="alert">
          {failed}
        </p>
      ) : null}
      <Numbers page={page} />
      <DayRequests {...page} />
      <div className="day">
        <div className="day-main">
          <Parts page={page} />
        </div>
        <div className="day-side">
          {flagged.length > 0 ? (
            <section className="desk-section" aria-labelledby="flagged">
              <h2 className="desk-section-head" id="flagged">
                {words.flagged}
              </h2>
              <ul className="day-news">
                {flagged.map(({ clientId, name, what, marks, href }) => (
                  <li key={clientId}>
                    <a href={href}>{name}</a>{' '}
                    {marks.map(({ key, label }) => (
                      <span className="badge badge-warns" key={key}>
                        {label}
                      </span>
                    ))}
                    <span className="row-under">{what}</span>
                  </li>
                ))}
              </ul>
            </section>
          ) : null}
          <DayNews {...page} />
          {todo.length > 0 ? (
            <section className="desk-section" aria-labelledby="todo">
              <h2 className="desk-section-head" id="todo">
                {page.todoTitle}
              </h2>
              <ToDoList todo={todo} />
            </section>
          ) : null}
        </div>
      </div>
    </DeedsProvider>
  )
}

function Numbers({ page }: { page: TodayView }) {
  const { before, now } = useHere(peopleOf(page))
  return (
    <ul className="day-numbers">
      {page.numbers.map(({ key, value, label, hint }) => (
        <li key={key}>
          <span className="day-number">{key === 'here' ? value + now - before : value}</span> {label}
          {hint ? <span className="row-under">{hint}</span> : null}
        </li>
      ))}
    </ul>
  )
}

function Parts({ page }: { page: TodayView }) {
  const { words, running, next, later, earlier, hasMore, back, madeAt } = page
  if (page.isEmpty) return <Empty title={words.nothing} text={words.nothingHint} />
  const parts = [
    { key: 'running', title: words.now, entries: running, isFolded: false },
    { key: 'next', title: words.next, entries: next, isFolded: false },
    { key: 'later', title: words.later, entries: later, isFolded: true },
  ]
  const entryProps = { back, madeAt, words }
  return (
    <>
      {page.isOver ? <p className="desk-intro">{words.over}</p> : null}
      {parts.map(({ key, title, entries, isFolded }) =>
        entries.length === 0 ? null : (
          <section className="desk-section" aria-labelledby={key} key={key}>
            <h2 className="desk-section-head" id={key}>
              {title}
            </h2>
            {entries.map((entry) => (
              <DayEntry key={entry.id} entry={entry} isFolded={isFolded} {...entryProps} />
            ))}
          </section>
        ),
      )}
      {hasMore ? (
        <Link className="button button-quiet" to={page.allHref}>
          {words.showAll}
        </Link>
      ) : null}
      {earlier.length > 0 ? (
        <details className="day-fold day-earlier" open={page.isOver}>
          <summary>
            {words.earlier} <span className="day-here">{page.earlierCount}</span>
          </summary>
          {earlier.map((entry) => (
            <DayEntry key={entry.id} entry={entry} isFolded {...entryProps} />
          ))}
        </details>
      ) : null}
    </>
  )
}

const peopleOf = ({ running, next, later, earlier }: TodayView) =>
  [running, next, later, earlier].flat().flatMap(({ people }) => people)

const nameOf = (page: TodayView, bookingId: string): string | undefined =>
  peopleOf(page).find(({ id }) => id === bookingId)?.name
