import type { MetaFunction } from '@remix-run/cloudflare'
import { useActionData, useLoaderData } from '@remix-run/react'
import { DeskForm } from '../components/admin/desk-form.tsx'
import { HandOver } from '../components/admin/hand-over.tsx'
import { PageHead } from '../components/admin/page-head.tsx'
import { Link } from '../components/link.tsx'
import { atDesk } from '../lib/desk.server.ts'
import { sendAnswer } from '../lib/form-answer.server.ts'
import { removeAnswer, removePage } from '../views/admin/remove-view.server.ts'

export const loader = atDesk(removePage)

export const action = atDesk(async (desk) => sendAnswer(await removeAnswer(desk)))

export { formHeaders as headers } from '../lib/form-answer.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data: page }) => (page ? [{ title: page.pageTitle }] : [])

export default function RemoveStaffMember() {
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()
  const { title, name, href, upcoming, words } = page
  return (
    <>
      <PageHead title={title} intro={words.leaveIntro} back={{ href, label: name }} />
      {upcoming === '' ? <p>{words.noBookings}</p> : <HandOver view={page} />}
      <DeskForm className="desk-section desk-form" alert={refused?.message}>
        {upcoming === '' ? null : page.preview ? (
          <>
            <input type="hidden" name="what" value="give" />
            <input type="hidden" name="reassignTo" value={page.to} />
          </>
        ) : (
          <input type="hidden" name="what" value="leave" />
        )}
        <div className="desk-actions">
          <button className="button button-danger" type="submit">
            {upcoming === '' ? words.removeButton : page.preview ? words.removeAndGive : words.removeAndLeave}
          </button>
          <Link className="button button-quiet" to={href}>
            {words.keep}
          </Link>
        </div>
      </DeskForm>
    </>
  )
}
