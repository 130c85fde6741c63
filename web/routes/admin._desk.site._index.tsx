import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PageHead } from '../components/admin/page-head.tsx'
import { SiteEditor } from '../components/admin/site/site-editor.tsx'
import { SiteTabs } from '../components/admin/site/site-tabs.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { siteAnswer, sitePage } from '../views/admin/site/site-view.server.ts'

export const loader = atDesk(sitePage)

export const action = atDesk(async (desk) => sendAnswer(await siteAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function Site() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { words, parts } = page
  return (
    <>
      <PageHead title={words.title} intro={words.intro}>
        <a className="button button-quiet" href="/">
          {words.open}
        </a>
      </PageHead>
      <SiteTabs parts={parts} label={words.title} />
      <SiteEditor page={page} refused={refused} />
    </>
  )
}
