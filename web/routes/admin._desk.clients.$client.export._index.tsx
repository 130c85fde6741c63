import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { exportPage } from '../views/admin/erase-view.server.ts'

export const loader = atDesk(exportPage)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ExportClient() {
  const { name, href, fileHref, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={words.data} intro={words.dataIntro} back={{ href, label: name }} />
      {/* A file is nothing that a page could show: the browser sends this form itself. */}
      <form method="post" action={fileHref} className="desk-actions">
        <button className="button" name="as" value="json">
          {words.exportJson}
        </button>
        <button className="button button-quiet" name="as" value="csv">
          {words.exportCsv}
        </button>
      </form>
    </>
  )
}
