import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { Empty } from '../components/admin/empty.tsx'
import { FoundGroups } from '../components/admin/palette/found-groups.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { SearchForm } from '../components/admin/search-form.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { searchPage } from '../views/admin/search-view.server.ts'

export const loader = atDesk(searchPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

/** What the palette shows, as a page: it works without scripts, and can be kept as a bookmark. */
export default function Search() {
  const { text, groups, found, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} />
      <SearchForm search={{ label: words.label, value: text }} button={words.button} found={found} />
      {groups.length === 0 ? <Empty title={words.none} text={words.noneHint} /> : null}
      <FoundGroups groups={groups} />
    </>
  )
}
