import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ClassDays } from '../components/admin/classes/class-days.tsx'
import { ClassTabs } from '../components/admin/classes/class-tabs.tsx'
import { NoClasses } from '../components/admin/classes/no-classes.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { weekPage, type WeekPage } from '../views/admin/classes/week-view.server.ts'

export const loader = atDesk(weekPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Classes() {
  const page = useLoaderData<typeof loader>()
  const { alerts, clear, days, filters, found, keep, newHref, onceHref, words } = page
  return (
    <>
      <PageHead title={words.title}>
        {onceHref && page.hasService ? (
          <Link className="button button-quiet" to={onceHref}>
            {words.newOnce}
          </Link>
        ) : null}
        {newHref ? (
          <Link className="button" to={newHref}>
            {words.newSeries}
          </Link>
        ) : null}
      </PageHead>
      <ClassTabs words={words.tabs} />
      <WeekSteps page={page} />
      <div className="class-asking">
        <SearchForm button={words.show} keep={keep} found={found}>
          <FilterBar filters={filters} clear={clear} title={words.filterTitle} />
        </SearchForm>
      </div>
      {alerts.length > 0 ? (
        <ul className="class-alerts">
          {alerts.map(({ state, text, href }) => (
            <li key={state}>
              <Link to={href} preventScrollReset>
                {text}
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
      {days.length === 0 ? (
        <NoClasses
          page={page}
          title={page.isNarrowed ? words.noneFits : words.none}
          text={page.isNarrowed ? words.noneFitsHint : words.noneHint}
        />
      ) : null}
      <ClassDays days={days} today={words.today} />
    </>
  )
}

function WeekSteps({ page: { heading, previousHref, nextHref, thisWeekHref, words } }: { page: WeekPage }) {
  return (
    <nav className="class-weeks" aria-label={words.weeks}>
      <Link
        className="button button-quiet button-small"
        to={previousHref}
        aria-label={words.previous}
        preventScrollReset
      >
        ‹
      </Link>
      <Link className="button button-quiet button-small" to={thisWeekHref} preventScrollReset>
        {words.thisWeek}
      </Link>
      <Link
        className="button button-quiet button-small"
        to={nextHref}
        aria-label={words.next}
        preventScrollReset
      >
        ›
      </Link>
      <p className="class-week">{heading}</p>
    </nav>
  )
}
