import type { MetaFunction } from '@remix-run/cloudflare'
import { useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { revokeKeyAnswer, revokeKeyPage } from '../views/admin/keys-view.server.ts'

export const loader = atDesk(revokeKeyPage)

export const action = atDesk(async (desk) => sendAnswer(await revokeKeyAnswer(desk)))

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function RevokeKey() {
  const { key, words } = useLoaderData<typeof loader>()
  return (
    <>
      <PageHead
        title={words.revokeTitle}
        intro={words.revokeText}
        back={{ href: '/admin/keys', label: words.title }}
      />
      <dl className="panel facts">
        <dt>{words.name}</dt>
        <dd>{key.name}</dd>
        {key.hint ? (
          <>
            <dt>{words.begins}</dt>
            <dd>
              <code>{key.hint}</code>
            </dd>
          </>
        ) : null}
        <dt>{words.lastUsed}</dt>
        <dd>{key.lastUsed}</dd>
      </dl>
      <DeskForm className="desk-section desk-form">
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {words.revokeButton}
          </button>
          <Link className="button button-quiet" to="/admin/keys">
            {words.cancel}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
