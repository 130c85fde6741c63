import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SiteTabs } from '../components/admin/site/site-tabs.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { legalPagesPage } from '../views/admin/site/legal-view.server.ts'

export const loader = atDesk(legalPagesPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function LegalPages() {
  const { pages, parts, mayChange, words } = useLoaderData<typeof loader>()
  const { legal } = words
  return (
    <>
      <PageHead title={legal.title} intro={legal.intro}>
        {mayChange ? (
          <Link className="button" to="/admin/site/legal/new">
            {legal.add}
          </Link>
        ) : null}
      </PageHead>
      <SiteTabs parts={parts} label={words.title} />
      {pages.length === 0 ? <Empty title={legal.none} text={legal.noneText} /> : null}
      <ul className="legal-list">
        {pages.map(({ slug, title, href }) => (
          <li className="legal-row" key={slug}>
            {mayChange ? (
              <Link className="text-link" to={href}>
                {title}
              </Link>
            ) : (
              <a className="text-link" href={`/legal/${slug}`}>
                {title}
              </a>
            )}
            <span className="soft">/legal/{slug}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
