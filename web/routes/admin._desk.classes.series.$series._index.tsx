import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { ClassDays } from '../components/admin/classes/class-days.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { seriesPage } from '../views/admin/classes/series-page.server.ts'

export const loader = atDesk(seriesPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function OneSeries() {
  const { title, intro, isEnded, facts, days, changeHref, endHref, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={title}
        intro={intro}
        back={{ href: '/admin/classes/series', label: words.seriesTitle }}
      >
        {changeHref ? (
          <Link className="button" to={changeHref}>
            {words.series.change}
          </Link>
        ) : null}
        {endHref ? (
          <Link className="button button-quiet button-warns" to={endHref}>
            {words.series.end}
          </Link>
        ) : null}
      </PageHead>
      {isEnded ? (
        <p>
          <span className="badge badge-faint">{words.ended}</span>
        </p>
      ) : null}
      <dl className="facts panel">
        {facts.map(({ label, text }) => (
          <div className="fact" key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <section className="desk-section" aria-labelledby="next">
        <h2 className="desk-section-head" id="next">
          {words.series.next}
        </h2>
        {days.length === 0 ? <p className="desk-intro">{words.series.noNext}</p> : null}
        <ClassDays days={days} today={words.today} isBelow />
      </section>
    </>
  )
}
