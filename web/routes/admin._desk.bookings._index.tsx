import { data, redirect, type MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { BookingTable } from '../components/admin/bookings/booking-table.tsx'
import { ManyOutcome } from '../components/admin/bookings/many-outcome.tsx'
import { SavedViews } from '../components/admin/bookings/saved-views.tsx'
import { Empty } from '../components/admin/empty.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { bookingsAnswer } from '../views/admin/bookings/bookings-answer.server.ts'
import { bookingsPage } from '../views/admin/bookings/bookings-view.server.ts'

export const loader = atDesk(bookingsPage)

export const action = atDesk(async (desk) => {
  const answer = await bookingsAnswer(desk)
  return 'location' in answer ? redirect(answer.location, 303) : data(answer, { status: answer.status })
})

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Bookings() {
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { rows, tabs, filter, filters, clear, found, empty, links, views, newHref, words } = page
  const result = answer && 'kind' in answer ? answer : undefined
  const refused = answer && 'errors' in answer ? answer : undefined
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        {newHref ? (
          <Link className="button" to={newHref}>
            {words.new}
          </Link>
        ) : null}
      </PageHead>
      <nav className="tabs" aria-label={words.whenLabel}>
        {tabs.map(({ when, label, href, isCurrent }) => (
          <Link className="tab" to={href} key={when} aria-current={isCurrent ? 'page' : undefined}>
            {label}
          </Link>
        ))}
      </nav>
      <SearchForm
        search={{ label: words.search, value: filter.q }}
        button={words.searchButton}
        keep={{ when: filter.when, client: filter.client }}
        found={found}
      >
        <FilterBar filters={filters} clear={clear} title={words.filterTitle} />
      </SearchForm>
      <SavedViews views={views} words={words.views} refused={refused} />
      {result ? <ManyOutcome result={result} words={words.bulk} /> : null}
      {rows.length === 0 ? (
        <Empty title={empty.title} text={empty.text}>
          {empty.all ? (
            <Link className="button button-quiet" to={empty.all.href}>
              {empty.all.label}
            </Link>
          ) : null}
        </Empty>
      ) : (
        <>
          <p className="soft small found-line" aria-hidden="true">
            {found}
          </p>
          <BookingTable page={page} />
        </>
      )}
      <PageLinks label={words.pages} links={links} />
    </>
  )
}
