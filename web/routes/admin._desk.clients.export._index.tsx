import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { exportListPage } from '../views/admin/clients/export-list-view.server.ts'

export const loader = atDesk(exportListPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ExportClients() {
  const { back, fileHref, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.title} intro={words.intro} back={back} />
      {/* A file is nothing that a page could show: the browser sends this form itself. */}
      <form method="post" action={fileHref} className="desk-actions">
        <button className="button" type="submit">
          {words.button}
        </button>
      </form>
    </>
  )
}
