import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { MadeSecret } from '../components/admin/webhooks/made-secret.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { askAboutEndpoint, rotateAnswer } from '../views/admin/webhooks/endpoint-view.server.ts'

export const loader = atDesk((desk) => askAboutEndpoint(desk, 'rotateTitle'))

export const action = atDesk(rotateAnswer)

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function NewSecret() {
  const { title, address, href, words } = useLoaderData<typeof loader>()
  const made = useActionData<typeof action>()
  return (
    <>
      <PageHead
        title={made ? words.secretTitle : title}
        intro={made ? words.secretText : words.rotateText}
        back={{ href, label: address }}
      />
      {made ? (
        <MadeSecret made={made} words={words} />
      ) : (
        <DeskForm className="desk-section desk-form">
          <div className="desk-actions">
            <button className="button" type="submit">
              {words.rotateButton}
            </button>
            <Link className="button button-quiet" to={href}>
              {words.cancel}
            </Link>
          </div>
        </DeskForm>
      )}
    </>
  )
}
