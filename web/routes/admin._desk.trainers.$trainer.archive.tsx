import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { HandOver } from '../components/admin/hand-over.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { archiveAnswer, archivePage } from '../views/admin/setup/trainer-view.server.ts'

export const loader = atDesk(archivePage)

export const action = atDesk(async (desk) => sendAnswer(await archiveAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function ArchiveTrainer() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, name, href, upcoming, to, preview, words } = page
  const isFree = upcoming === ''
  return (
    <>
      <PageHead title={title} intro={words.archiveText} back={{ href, label: name }} />
      {isFree ? (
        <p>{words.nothingToGive}</p>
      ) : (
        <HandOver view={page} must={{ choose: words.chooseTaker, why: words.mustGive }} />
      )}
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        {isFree ? null : <input type="hidden" name="to" value={to} />}
        <div className="desk-actions">
          {isFree || preview ? (
            <button className="button button-danger" type="submit">
              {isFree ? words.archive : words.giveAndArchive}
            </button>
          ) : null}
          <Link className="button button-quiet" to={href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
