import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { removeDomainAnswer, removeDomainPage } from '../views/admin/site/domain-view.server.ts'

export const loader = atDesk(removeDomainPage)

export const action = atDesk(async (desk) => sendAnswer(await removeDomainAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function RemoveDomain() {
  const { title, href, words } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  return (
    <>
      <PageHead title={title} intro={words.removeText} back={{ href, label: words.title }} />
      <p>{words.removeRecords}</p>
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {words.removeButton}
          </button>
          <Link className="button button-quiet" to={href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
