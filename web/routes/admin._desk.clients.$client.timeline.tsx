import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { FilterBar } from '../components/admin/filter-bar.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { PageLinks } from '../components/admin/page-links.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { timelinePage } from '../views/admin/clients/timeline-view.server.ts'

export const loader = atDesk(timelinePage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ClientTimeline() {
  const { back, filters, lines, links, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      <SearchForm button={words.show}>
        <FilterBar filters={filters} clear={null} />
      </SearchForm>
      {lines.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      <ol className="story client-timeline">
        {lines.map(({ id, kind, what, text, who, when, booking }) => (
          <li key={id}>
            <span className="badge">{kind}</span> <span>{what}</span>
            {text ? <p className="fact-text">{text}</p> : null}{' '}
            <span className="soft small">
              {[who, when].filter(Boolean).join(' · ')}
              {booking ? (
                <>
                  {' · '}
                  <Link className="text-link" to={booking.href}>
                    {booking.label}
                  </Link>
                </>
              ) : null}
            </span>
          </li>
        ))}
      </ol>
      <PageLinks label={words.title} links={links} />
    </>
  )
}
