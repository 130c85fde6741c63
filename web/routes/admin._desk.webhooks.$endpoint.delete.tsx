import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { askAboutEndpoint, deleteEndpointAnswer } from '../views/admin/webhooks/endpoint-view.server.ts'

export const loader = atDesk((desk) => askAboutEndpoint(desk, 'deleteTitle'))

export const action = atDesk(async (desk) => sendAnswer(await deleteEndpointAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function DeleteWebhook() {
  const { title, address, href, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead title={title} intro={words.deleteText} back={{ href, label: address }} />
      <DeskForm className="desk-section desk-form">
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {words.deleteButton}
          </button>
          <Link className="button button-quiet" to={href}>
            {words.cancel}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
